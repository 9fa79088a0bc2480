import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Describes a role, its trust policy included.
struct GetRole: Operation {
    static let name = "GetRole"
    static let traits = OperationTraits.readOnly
    static let example = #"{"RoleName":"Example"}"#

    func decode(_ request: StructureReader) throws -> String { try request.requiredName("RoleName", longest: Role.longestName) }

    func authorization(for name: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(name, Role.self))]
    }

    func execute(_ name: String, in context: OperationContext) throws -> Role {
        try context.directory.find(name, in: context.account)
    }

    func encode(_ role: Role, into response: inout StructureWriter) {
        response.structure("Role") { role.encodeMembers(.found, into: &$0) }
    }
}
