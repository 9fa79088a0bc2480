import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives a user temporary credentials for itself, marked with MFA where a code came along.
struct GetSessionToken: Operation {
    struct Input {
        var seconds: Int?
        var proof: MFAProof
    }

    static let name = "GetSessionToken"
    static let traits = OperationTraits(
        isReadOnly: true,
        permission: .notNeeded(source: "IAM User Guide, \"Permissions for GetSessionToken\": policies cannot control it"),
        secretMembers: Credentials.secretMembers, showsAnswer: true)

    let store: DirectoryStore
    let issuer: CredentialsIssuer

    func decode(_ request: StructureReader) throws -> Input {
        try Input(seconds: request.integer("DurationSeconds", .atLeast(900), .atMost(129_600)), proof: MFAProof(request))
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        if context.caller.session != nil { throw AWSError.notWithSession(Self.name) }
        return []
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Credentials {
        let caller = context.caller
        let isRoot = caller.principal.kind == .root
        try input.proof.redeem(for: caller, in: store, at: context.now)
        return try issuer.issue(
            isRoot ? .root : .user, for: caller.issuerName, id: caller.issuerID, account: caller.account, from: context.now,
            seconds: CredentialsIssuer.seconds(input.seconds, for: caller)
        ) { session in
            session.authenticatedWithMFA = input.proof.isGiven ? context.now : nil
        }
    }

    func encode(_ credentials: Credentials, into response: inout StructureWriter) { credentials.encode(into: &response) }
}
