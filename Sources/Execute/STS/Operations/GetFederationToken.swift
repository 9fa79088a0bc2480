import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives a user temporary credentials for somebody else, never for more than the policies passed along allow.
struct GetFederationToken: Operation {
    struct Input {
        var name: String
        var seconds: Int?
        var policies: SessionPolicies
        var tags: SessionTags
    }

    struct Output {
        var credentials: Credentials
        var packedSize: Int
    }

    static let name = "GetFederationToken"
    static let traits = OperationTraits(
        isReadOnly: true, secretMembers: Credentials.secretMembers, showsAnswer: true)
    static let example = #"{"Name":"Bob"}"#
    static let fullExample: String? = #"{"Name":"Bob","Tags":[{"Key":"team","Value":"blue"}]}"#

    let issuer: CredentialsIssuer

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.required("Name", .minimumLength(2), .maximumLength(32), .name),
            seconds: request.integer("DurationSeconds", .atLeast(900), .atMost(129_600)), policies: SessionPolicies(request),
            tags: SessionTags(request))
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        if context.caller.session != nil { throw AWSError.notWithSession(Self.name) }
        try input.tags.check(for: context.caller)
        let keys = FixedConditionKeys(input.tags.conditionKeys)
        return (["sts:GetFederationToken"] + (input.tags.tags.isEmpty ? [] : ["sts:TagSession"])).map { action in
            AuthorizationRequest(
                action: action, resource: Self.arn(of: input.name, in: context.account), resourceAccount: context.account, context: keys)
        }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let caller = context.caller
        try input.policies.check(for: caller.account, in: context.directory)
        let credentials = try issuer.issue(
            .federation, for: caller.issuerName, id: caller.issuerID, account: caller.account, from: context.now,
            seconds: CredentialsIssuer.seconds(input.seconds, for: caller)
        ) { session in
            session.sessionName = input.name
            // Without a policy the session may do nothing of its user's (STS API Reference, GetFederationToken); the decision
            // knows that of federated users.
            session.policy = input.policies.text
            session.policyARNs = input.policies.arns
            input.tags.apply(to: &session, from: caller)
        }
        return Output(credentials: credentials, packedSize: try input.policies.packedSize(with: credentials.session.tags))
    }

    private static func arn(of name: String, in account: String) -> String { "arn:aws:sts::\(account):federated-user/\(name)" }

    func encode(_ output: Output, into response: inout StructureWriter) {
        let session = output.credentials.session
        let name = session.sessionName ?? ""
        output.credentials.encode(into: &response)
        response.structure("FederatedUser") { writer in
            writer.string("FederatedUserId", "\(session.account):\(name)")
            writer.string("Arn", Self.arn(of: name, in: session.account))
        }
        response.integer("PackedPolicySize", output.packedSize)
    }
}
