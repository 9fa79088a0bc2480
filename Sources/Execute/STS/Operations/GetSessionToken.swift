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

    private static let defaultSeconds = 43_200
    private static let rootSeconds = 3600

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
        if input.proof.isGiven {
            try store.update { directory in try input.proof.redeem(for: caller, in: &directory, at: context.now) }
        }
        // The root user's are cut to an hour without a word (STS API Reference, GetSessionToken, DurationSeconds).
        let seconds = isRoot ? min(input.seconds ?? Self.rootSeconds, Self.rootSeconds) : input.seconds ?? Self.defaultSeconds
        return try issuer.issue(
            isRoot ? .root : .user, for: caller.issuerName, id: caller.issuerID, account: caller.account, from: context.now,
            seconds: seconds
        ) { session in
            session.authenticatedWithMFA = input.proof.isGiven ? context.now : nil
        }
    }

    func encode(_ credentials: Credentials, into response: inout StructureWriter) { credentials.encode(into: &response) }
}
