import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the users, groups and roles that a managed policy is attached to or bounds.
struct ListEntitiesForPolicy: Operation {
    struct Input {
        var arn: String
        var filter: String?
        var pathPrefix: String
        var usage: String?
        var page: PageRequest
    }

    struct Entry {
        var kind: String
        var name: String
        var id: String
    }

    static let name = "ListEntitiesForPolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicyArn":"arn:aws:iam::111122223333:policy/Example"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            arn: request.policyARN(),
            filter: request.string("EntityFilter", .oneOf(["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"])),
            pathPrefix: request.pathPrefix(),
            usage: request.string("PolicyUsageFilter", .oneOf(["PermissionsPolicy", "PermissionsBoundary"])), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(input.arn))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Entry> {
        _ = try context.directory.findPolicy(input.arn, for: context.account)
        let entries =
            Self.entries(Group.self, for: input, in: context) + Self.entries(User.self, for: input, in: context)
            + Self.entries(Role.self, for: input, in: context)
        return input.page.page(of: entries) { "\($0.kind)/\($0.name)" }
    }

    private static func entries<Entity: IAMEntity>(_: Entity.Type, for input: Input, in context: OperationContext) -> [Entry] {
        guard input.filter == nil || input.filter == Entity.kind else { return [] }
        return context.directory.entities(Entity.self, in: context.account, below: input.pathPrefix).filter { entity in
            (input.usage != "PermissionsBoundary" && entity.policies.attached.contains(input.arn))
                || (input.usage != "PermissionsPolicy" && entity.boundaryARN == input.arn)
        }.map { Entry(kind: Entity.kind, name: $0.name, id: $0.id) }
    }

    func encode(_ page: Page<Entry>, into response: inout StructureWriter) {
        for kind in [Group.kind, User.kind, Role.kind] {
            response.structures("Policy\(kind)s", page.elements.filter { $0.kind == kind }) { writer, entry in
                writer.string("\(kind)Name", entry.name)
                writer.string("\(kind)Id", entry.id)
            }
        }
        page.encodeEnd(into: &response)
    }
}
