import AWSTypes
import AWSWire
import Directory
import IAMPolicy

/// Makes temporary credentials.
struct CredentialsIssuer: Sendable {
    let tokens: SessionTokens
    let identifiers: Identifiers

    /// How long credentials are for that are made with a long-term key: twelve hours where nothing is said. The root user's are cut to an
    /// hour without a word (STS API Reference, GetSessionToken and GetFederationToken, DurationSeconds).
    static func seconds(_ wanted: Int?, for caller: Caller) -> Int {
        caller.principal.kind == .root ? min(wanted ?? 3600, 3600) : wanted ?? 43_200
    }

    /// A session for somebody, from now on, with a new key; `fill` adds what else it carries before it is sealed.
    func issue(
        _ kind: Session.Kind, for name: String, id: String, account: String, from now: Timestamp, seconds: Int,
        fill: (inout Session) -> Void = { _ in }
    ) throws -> Credentials {
        var session = Session(
            kind: kind, account: account, name: name, principalID: id, accessKeyID: identifiers.accessKeyID(isTemporary: true),
            secret: identifiers.secretKey(), issued: now, expires: now.adding(seconds: Int64(seconds)))
        fill(&session)
        return Credentials(session: session, token: try tokens.seal(session))
    }
}

/// Temporary credentials, as they are handed out.
struct Credentials: Sendable {
    let session: Session
    let token: String

    /// Events of STS show what was handed out but for the secret (IAM User Guide, "Logging IAM and AWS STS API calls", its
    /// examples). Neither the request's MFA code: it is good once, but there is no need to show it.
    static let secretMembers: Set<String> = ["SecretAccessKey", "TokenCode"]

    func encode(into response: inout StructureWriter) {
        response.structure("Credentials") { writer in
            writer.string("AccessKeyId", session.accessKeyID)
            writer.string("SecretAccessKey", session.secret)
            writer.string("SessionToken", token)
            writer.timestamp("Expiration", session.expires)
        }
    }
}
