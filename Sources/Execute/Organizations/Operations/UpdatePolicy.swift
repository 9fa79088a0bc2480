import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Changes a policy's name, description or text; it holds at once wherever the policy is attached.
struct UpdatePolicy: Operation {
    struct Input {
        var policy: String
        var name: String?
        var description: String?
        var content: String?
    }

    static let name = "UpdatePolicy"
    static let example = #"{"PolicyId":"p-examplepolicy","Description":"Other"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            policy: request.identifier("PolicyId", .policy), name: request.optionalText("Name", 1...128),
            description: request.optionalText("Description", 0...512), content: request.optionalText("Content", 1...1_000_000))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onPolicy: input.policy)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Organization.Policy {
        try store.changeOrganization(in: context) { organization in
            var policy = try organization.policy(withID: input.policy)
            if policy.isAWSManaged { throw AWSError.invalidInput(.immutablePolicy) }
            if let content = input.content { policy.policy = try policy.type.policy(content) }
            if let name = input.name {
                let others = organization.policies(of: policy.type).filter { $0.id != policy.id }
                if others.contains(where: { $0.name == name }) { throw AWSError.duplicatePolicy }
                policy.name = name
            }
            if let description = input.description { policy.description = description }
            organization.policies[policy.id] = policy
            return policy
        }
    }

    func encode(_ output: Organization.Policy, into response: inout StructureWriter) {
        response.structure("Policy") { output.write(into: &$0) }
    }
}
