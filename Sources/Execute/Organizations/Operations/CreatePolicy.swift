import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a policy, attached to nothing. Tags are read and not kept.
struct CreatePolicy: Operation {
    struct Input {
        var content: String
        var description: String
        var name: String
        var type: NamedPolicyType
    }

    static let name = "CreatePolicy"
    static let example =
        #"{"Content":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}","#
        + #""Description":"","Name":"New","Type":"SERVICE_CONTROL_POLICY"}"#
    /// Organizations User Guide, quotas.
    private static let mostPolicies = 10_000

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            content: request.text("Content", 1...1_000_000), description: request.text("Description", 0...512),
            name: request.text("Name", 1...128), type: request.policyType("Type"))
    }

    /// A policy that is not made yet has no id, so its ARN ends in a wildcard that only policies for all of them match.
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onPolicy: "*").map { question in
            var question = question
            question.context = FixedConditionKeys(["organizations:PolicyType": .single(input.type.name)])
            return question
        }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Organization.Policy {
        try store.changeOrganization(in: context) { organization in
            let type = try input.type.available()
            let document = try type.policy(input.content)
            let others = organization.policies(of: type)
            if others.contains(where: { $0.name == input.name }) { throw AWSError.duplicatePolicy }
            if others.count >= Self.mostPolicies { throw AWSError.constraintViolation(.policyNumber) }
            let policy = Organization.Policy(
                id: "p-\(identifiers.lowercase(8))", name: input.name, description: input.description, type: type, policy: document,
                in: organization)
            organization.policies[policy.id] = policy
            return policy
        }
    }

    func encode(_ output: Organization.Policy, into response: inout StructureWriter) {
        response.structure("Policy") { output.write(into: &$0) }
    }
}
