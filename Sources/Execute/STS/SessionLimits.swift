package import AWSTypes
package import Directory

/// The calls that temporary credentials may not make, whatever their policies say (IAM User Guide, "Compare AWS STS
/// credentials").
///
///     made by                    IAM               STS
///     AssumeRole                 all               not GetSessionToken, not GetFederationToken
///     GetSessionToken            only with MFA     AssumeRole, GetCallerIdentity
///     GetFederationToken         none              GetCallerIdentity
///
/// The text for IAM is recorded, and that of GetSessionToken; for the other operations of STS the same words stand in.
package enum SessionLimits {
    /// The fault of a call that the caller's kind of credentials cannot make; nil for one that it can.
    package static func refusal(of service: String, _ operation: String, for caller: Caller) -> AWSError? {
        guard let session = caller.session else { return nil }
        switch (service, session.kind) {
        case ("iam", .federation): return .sessionNotAccepted
        case ("iam", .user), ("iam", .root): return session.authenticatedWithMFA == nil ? .sessionNotAccepted : nil
        case ("sts", .role):
            return operation == GetSessionToken.name || operation == GetFederationToken.name ? .notWithSession(operation) : nil
        case ("sts", .user), ("sts", .root):
            return operation == AssumeRole.name || operation == GetCallerIdentity.name ? nil : .notWithSession(operation)
        case ("sts", .federation): return operation == GetCallerIdentity.name ? nil : .notWithSession(operation)
        default: return nil
        }
    }
}
