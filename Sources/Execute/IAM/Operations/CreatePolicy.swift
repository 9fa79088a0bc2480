import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a managed policy.
struct CreatePolicy: Operation {
    struct Input {
        var name: String
        var path: String
        var document: String
        var description: String?
        var tags: [Tag]
    }

    static let name = "CreatePolicy"
    static let example = #"{"PolicyName":"Example","PolicyDocument":"{}"}"#
    static let fullExample: String? = #"{"PolicyName":"Example","PolicyDocument":"{}","Tags":[{"Key":"team","Value":"blue"}]}"#

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName("PolicyName"), path: request.path(), document: request.policyText(),
            description: request.string("Description", .maximumLength(1000)), tags: request.tags())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let policy = IAMResource(arn: Self.arn(of: input, in: context), printed: "policy \(input.name)")
        return context.ask(Self.name, tagging: ManagedPolicy.self, policy, input.tags)
    }

    private static func arn(of input: Input, in context: OperationContext) -> String {
        "arn:aws:iam::\(context.account):policy\(input.path)\(input.name)"
    }

    func execute(_ input: Input, in context: OperationContext) throws -> ManagedPolicyView {
        let document = try PolicyTexts.readManaged(input.document)
        return try store.update { directory in
            let taken = directory.managedPolicies.unordered.contains { policy in
                ARN(policy.arn)?.account == context.account && policy.name.lowercased() == input.name.lowercased()
            }
            if taken { throw AWSError.policyAlreadyExists(input.name) }
            var policy = ManagedPolicy(
                arn: Self.arn(of: input, in: context), name: input.name, path: input.path, id: identifiers.uniqueID(.managedPolicy),
                created: context.now, policy: document)
            policy.description = input.description
            policy.tags = try [Tag]().merging(input.tags, quota: "TagsPerPolicy")
            directory.managedPolicies[policy.arn] = policy
            return ManagedPolicyView(policy: policy)
        }
    }

    func encode(_ policy: ManagedPolicyView, into response: inout StructureWriter) {
        response.structure("Policy") { policy.encodeMembers(.created, into: &$0) }
    }
}
