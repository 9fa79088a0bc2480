package import Directory
import IAMPolicy
package import ServiceModel

/// AWS Security Token Service: temporary credentials.
package enum STSService {
    /// - Parameters:
    ///   - store: Where roles and MFA devices are; a code that was used is noted there.
    ///   - tokens: What makes a session a token.
    ///   - messages: What other services encode their denials with.
    package static func make(
        store: DirectoryStore, tokens: SessionTokens, identifiers: Identifiers, messages: AuthorizationMessages
    ) -> Service {
        let issuer = CredentialsIssuer(tokens: tokens, identifiers: identifiers)
        return Service(
            .sts,
            operations: [
                AnyOperation(AssumeRole(store: store, issuer: issuer)),
                AnyOperation(DecodeAuthorizationMessage(messages: messages)),
                AnyOperation(GetAccessKeyInfo()),
                AnyOperation(GetCallerIdentity()),
                AnyOperation(GetFederationToken(issuer: issuer)),
                AnyOperation(GetSessionToken(store: store, issuer: issuer)),
            ],
            permissions: ["SetSourceIdentity", "TagSession"], resource: trust,
            refusal: { decision, style in
                guard decision.request.isOfAssumingRole else { return Service.plainRefusal(decision, style) }
                return .notAuthorized(decision.principal.arn, to: decision.request.action, on: decision.request.resource)
            })
    }

    /// The trust policy of a role. One that trusts nobody stands in for a role that is not there, so that the refusal does
    /// not tell the two apart (recorded: STS words both alike).
    private static func trust(arn: String, in directory: Directory) -> ResourceFacts {
        guard arn.hasPrefix("arn:"), arn.split(separator: ":", omittingEmptySubsequences: false).dropFirst(2).first == "iam" else {
            return ResourceFacts()
        }
        guard let role = directory.role(arn: arn) else {
            return ResourceFacts(policy: AttachedPolicy(name: "role trust policy", document: .empty(as: .trust)))
        }
        return ResourceFacts(policy: AttachedPolicy(name: "role trust policy", document: role.trust.document), tags: role.tags)
    }
}
