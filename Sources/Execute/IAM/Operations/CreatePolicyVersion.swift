import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Adds a version to a managed policy, and puts it in force if asked to.
struct CreatePolicyVersion: Operation {
    struct Input {
        var arn: String
        var document: String
        var isDefault: Bool
    }

    struct Output {
        var version: ManagedPolicy.Version
        var isDefault: Bool
    }

    static let name = "CreatePolicyVersion"
    static let example = #"{"PolicyArn":"arn:aws:iam::111122223333:policy/Example","PolicyDocument":"{}"}"#

    let store: DirectoryStore

    static let versionsPerPolicy = 5

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            arn: request.policyARN(), document: request.policyText(), isDefault: request.boolean("SetAsDefault") ?? false)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(input.arn))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let document = try PolicyTexts.readManaged(input.document)
        return try store.update { directory in
            var policy = try directory.findOwnPolicy(input.arn, of: context.account)
            if policy.versions.count >= Self.versionsPerPolicy { throw AWSError.tooManyVersions }
            let version = ManagedPolicy.Version(id: "v\(policy.nextVersion)", policy: document, created: context.now)
            policy.versions.append(version)
            policy.nextVersion += 1
            policy.updated = context.now
            if input.isDefault { policy.defaultVersion = version.id }
            directory.managedPolicies[policy.arn] = policy
            return Output(version: version, isDefault: input.isDefault)
        }
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structure("PolicyVersion") {
            output.version.encode(isDefault: output.isDefault, withDocument: false, into: &$0)
        }
    }
}
