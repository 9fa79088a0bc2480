import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Shows an account's users, groups, roles and managed policies, with all their policies, at once.
///
/// Of AWS's own policies those are shown that the account uses.
struct GetAccountAuthorizationDetails: Operation {
    struct Input {
        var filter: Set<String>
        var page: PageRequest
    }

    enum Entry {
        case user(User)
        case group(Group)
        case role(Role)
        case policy(ManagedPolicyView)

        /// The order of pages.
        var place: String {
            switch self {
            case .user(let user): "1/\(user.name)"
            case .group(let group): "2/\(group.name)"
            case .role(let role): "3/\(role.name)"
            case .policy(let view): "4/\(view.policy.arn)"
            }
        }
    }

    struct Output {
        var page: Page<Entry>
        var directory: Directory
    }

    static let name = "GetAccountAuthorizationDetails"
    static let traits = OperationTraits(isReadOnly: true, isLong: true)

    private static let kinds = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]

    func decode(_ request: StructureReader) throws -> Input {
        let filter = try request.strings("Filter") ?? Self.kinds
        if filter.contains(where: { !Self.kinds.contains($0) }) { throw AWSError.filterNotValid(Self.kinds) }
        return try Input(filter: Set(filter), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] { [context.askAboutAccount(Self.name)] }

    func execute(_ input: Input, in context: OperationContext) -> Output {
        let (directory, account) = (context.directory, context.account)
        var entries: [Entry] = []
        if input.filter.contains("User") { entries += directory.entities(User.self, in: account).map(Entry.user) }
        if input.filter.contains("Group") { entries += directory.entities(Group.self, in: account).map(Entry.group) }
        if input.filter.contains("Role") { entries += directory.entities(Role.self, in: account).map(Entry.role) }
        for policy in directory.visiblePolicies(of: account) {
            let view = directory.view(of: policy, for: account)
            let isWanted =
                policy.isAWSManaged
                ? input.filter.contains("AWSManagedPolicy") && view.attachments + view.boundaries > 0
                : input.filter.contains("LocalManagedPolicy")
            if isWanted { entries.append(.policy(view)) }
        }
        return Output(page: input.page.page(of: entries, by: \.place), directory: directory)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        let directory = output.directory
        response.structures("UserDetailList", output.page.elements.compactMap { if case .user(let user) = $0 { user } else { nil } }) {
            writer, user in
            user.encodeMembers(into: &writer)
            writer.policies("User", of: user.policies, in: directory) { $0.strings("GroupList", user.groups) }
            encodeBoundary(user.boundary, into: &writer)
            writer.tags(user.tags)
        }
        response.structures("GroupDetailList", output.page.elements.compactMap { if case .group(let group) = $0 { group } else { nil } }) {
            writer, group in
            group.encodeMembers(into: &writer)
            writer.policies("Group", of: group.policies, in: directory) { _ in }
        }
        response.structures("RoleDetailList", output.page.elements.compactMap { if case .role(let role) = $0 { role } else { nil } }) {
            writer, role in
            role.encodeMembers(.detailed, into: &writer)
            writer.structures("InstanceProfileList", [Int]()) { _, _ in }
            writer.policies("Role", of: role.policies, in: directory) { _ in }
            encodeBoundary(role.boundary, into: &writer)
            writer.tags(role.tags)
            writer.structure("RoleLastUsed") { _ in }
        }
        response.structures("Policies", output.page.elements.compactMap { if case .policy(let view) = $0 { view } else { nil } }) {
            writer, view in
            view.encodeMembers(.detailed, into: &writer)
            writer.structures("PolicyVersionList", view.policy.versions.reversed()) { writer, version in
                version.encode(isDefault: version.id == view.policy.defaultVersion, withDocument: true, into: &writer)
            }
        }
        output.page.encodeEnd(into: &response)
    }
}

extension StructureWriter {
    /// The inline and the attached policies of something, with what stands between the two lists.
    fileprivate mutating func policies(
        _ kind: String, of set: PolicySet, in directory: Directory, between: (inout StructureWriter) -> Void
    ) {
        structures("\(kind)PolicyList", set.inline.sorted { $0.key < $1.key }) { writer, policy in
            writer.string("PolicyName", policy.key)
            writer.policy("PolicyDocument", policy.value.text)
        }
        between(&self)
        structures("AttachedManagedPolicies", set.attached.compactMap(directory.availableManagedPolicy)) { writer, policy in
            writer.string("PolicyName", policy.name)
            writer.string("PolicyArn", policy.arn)
        }
    }
}
