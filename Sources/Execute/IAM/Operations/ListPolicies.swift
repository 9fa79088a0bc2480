import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the managed policies that an account can attach.
struct ListPolicies: Operation {
    struct Input {
        var scope: String
        var onlyAttached: Bool
        var pathPrefix: String
        var usage: String?
        var page: PageRequest
    }

    static let name = "ListPolicies"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            scope: request.string("Scope", .oneOf(["All", "AWS", "Local"])) ?? "All",
            onlyAttached: request.boolean("OnlyAttached") ?? false, pathPrefix: request.pathPrefix(),
            usage: request.string("PolicyUsageFilter", .oneOf(["PermissionsPolicy", "PermissionsBoundary"])), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        var listing = context.listing("policy", below: input.pathPrefix)
        listing.printed = "policy path \(input.pathPrefix)"
        return [context.ask(Self.name, listing)]
    }

    func execute(_ input: Input, in context: OperationContext) -> Page<ManagedPolicyView> {
        let policies = context.directory.visiblePolicies(of: context.account)
            .filter { $0.path.hasPrefix(input.pathPrefix) && (input.scope == "All" || $0.isAWSManaged == (input.scope == "AWS")) }
            .map { context.directory.view(of: $0, for: context.account) }
            .filter { Self.isUsed($0, as: input.usage, orAny: !input.onlyAttached) }
        return input.page.page(of: policies, by: \.policy.arn)
    }

    /// A usage that is asked for is a condition by itself (IAM API Reference, ListPolicies, PolicyUsageFilter).
    private static func isUsed(_ policy: ManagedPolicyView, as usage: String?, orAny: Bool) -> Bool {
        switch usage {
        case "PermissionsPolicy": policy.attachments > 0
        case "PermissionsBoundary": policy.boundaries > 0
        default: orAny || policy.attachments > 0
        }
    }

    func encode(_ page: Page<ManagedPolicyView>, into response: inout StructureWriter) {
        response.structures("Policies", page.elements) { $1.encodeMembers(.listed, into: &$0) }
        page.encodeEnd(into: &response)
    }
}
