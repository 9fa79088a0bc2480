import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Changes who may assume a role; sessions that there are stay.
struct UpdateAssumeRolePolicy: Operation {
    struct Input {
        var name: String
        var policy: String
    }

    static let name = "UpdateAssumeRolePolicy"
    static let example = #"{"RoleName":"Example","PolicyDocument":"{}"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.requiredName("RoleName", longest: Role.longestName), policy: request.policyText())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(input.name, Role.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.update { directory in
            var role: Role = try directory.findOwn(input.name, in: context.account)
            role.trust = try PolicyTexts.readTrust(input.policy, in: directory)
            directory.roles[role.key] = role
        }
    }
}
