import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a policy, attached to nothing.
struct CreatePolicy: Operation {
    struct Input {
        var content: String
        var description: String
        var name: String
        var type: NamedPolicyType
        var tags: [Tag]
    }

    static let name = "CreatePolicy"
    static let example =
        #"{"Content":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}","#
        + #""Description":"","Name":"New","Type":"SERVICE_CONTROL_POLICY"}"#
    static let fullExample: String? =
        #"{"Content":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}","#
        + #""Description":"","Name":"New","Type":"SERVICE_CONTROL_POLICY","Tags":[{"Key":"team","Value":"blue"}]}"#
    /// Organizations User Guide, quotas.
    private static let mostPolicies = 10_000

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            content: request.text("Content", 1...1_000_000), description: request.text("Description", 0...512),
            name: request.text("Name", 1...128), type: request.policyType("Type"),
            tags: OrganizationTags.read(request))
    }

    /// A policy that is not made yet has no id, so its ARN ends in a wildcard that only policies for all of its type match.
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let arn = context.arn(ofPolicy: "p-*", typeName: input.type.name)
        // Tags need a permission of their own (Organizations User Guide, "Adding tags when creating a resource").
        return context.questions(Self.name, on: [arn], policyType: input.type.name, requestTags: input.tags)
            + (input.tags.isEmpty ? [] : context.questions(TagResource.name, on: [arn], requestTags: input.tags))
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
            organization[tagsOf: policy.id] = try OrganizationTags.adding(input.tags, to: [])
            return policy
        }
    }

    func encode(_ output: Organization.Policy, into response: inout StructureWriter) {
        response.structure("Policy") { output.write(into: &$0) }
    }
}
