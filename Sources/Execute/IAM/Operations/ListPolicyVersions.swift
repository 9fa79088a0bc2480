import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the versions of a managed policy, the newest first.
struct ListPolicyVersions: Operation {
    struct Input {
        var arn: String
        var page: PageRequest
    }

    struct Output {
        var policy: ManagedPolicy
        var versions: Page<ManagedPolicy.Version>
    }

    static let name = "ListPolicyVersions"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicyArn":"arn:aws:iam::111122223333:policy/Example"}"#

    func decode(_ request: StructureReader) throws -> Input { try Input(arn: request.policyARN(), page: PageRequest(request)) }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(input.arn))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let policy = try context.directory.findPolicy(input.arn, for: context.account)
        return Output(policy: policy, versions: input.page.page(of: policy.versions) { Self.place(of: $0) })
    }

    /// A text that orders versions by number, downwards.
    private static func place(of version: ManagedPolicy.Version) -> String {
        String(1_000_000_000 - (Int(version.id.dropFirst()) ?? 0))
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("Versions", output.versions.elements) { writer, version in
            version.encode(isDefault: version.id == output.policy.defaultVersion, withDocument: false, into: &writer)
        }
        output.versions.encodeEnd(into: &response)
    }
}
