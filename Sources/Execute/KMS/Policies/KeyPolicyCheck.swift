import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

/// What a key policy must pass before a key takes it.
enum KeyPolicyCheck {
    /// Reads a policy and refuses one that is too long, malformed, names nobody, or shuts its author out.
    ///
    /// - Parameter mayLockOut: Whether the caller asked to go without the check that it can change the policy again.
    static func read(_ text: String, mayLockOut: Bool, in context: OperationContext) throws(AWSError) -> StoredPolicy {
        if PolicyKind.key.quota.isExceeded(by: text) { throw .policyTooLong }
        let document: PolicyDocument
        do throws(PolicySyntaxError) {
            document = try PolicyDocument(parsing: text, as: .key)
        } catch {
            throw .malformedPolicy(error.keyPolicyMessage)
        }
        let names = document.statements.flatMap(\.awsPrincipals)
        guard names.allSatisfy({ context.directory.canBeNamed($0, orEverybody: true) }) else { throw .invalidPolicyPrincipals }
        guard mayLockOut || allowsChange(by: context.caller.principal, document.statements) else { throw .policyLocksOut }
        return StoredPolicy(document)
    }

    /// Whether a policy leaves its author able to replace it: some statement allows `kms:PutKeyPolicy` to the caller, or to
    /// the caller's account, which can then give the permission by its identity policies.
    ///
    /// Conditions and denials are not looked at, so a policy passes that AWS may refuse, never the reverse
    /// (`KMSService.knownGaps`).
    private static func allowsChange(by caller: Principal, _ statements: [PolicyStatement]) -> Bool {
        let names: Set = ["*", caller.arn, caller.issuerARN, caller.account, ARN.root(of: caller.account).description]
        return statements.contains { statement in
            let isNamed = statement.awsPrincipals.contains(where: names.contains)
            return statement.effect == .allow && isNamed != (statement.principals?.isNegated ?? false)
                && statement.concerns(action: "kms:PutKeyPolicy")
        }
    }
}

extension PolicyStatement {
    /// Whom it names, services apart.
    fileprivate var awsPrincipals: [String] { (principals?.values ?? []).filter { $0.type == "AWS" || $0.type == "*" }.map(\.value) }
}

extension Directory {
    /// Whether a caller may name somebody in a key's policy or grant: an account, or an IAM or STS principal that is there.
    ///
    /// Services are for services to name in grants (KMS Developer Guide, "Grants in AWS KMS").
    func canBeNamed(_ text: String, orEverybody: Bool = false) -> Bool {
        if orEverybody, text == "*" { return true }
        if text.isAccountID { return true }
        guard let arn = ARN(text), arn.service == "iam" || arn.service == "sts" else { return false }
        return hasPrincipal(text)
    }
}
