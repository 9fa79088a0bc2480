import AWSTypes
import ByteJSON
import Directory
import IAMPolicy

/// Reads policies that callers send, and counts them against their quotas.
enum PolicyTexts {
    /// Reads a policy as IAM reads it before it is stored.
    static func read(_ text: String, as kind: PolicyKind) throws(AWSError) -> StoredPolicy {
        do throws(PolicySyntaxError) {
            return StoredPolicy(try PolicyDocument(parsing: text, as: kind))
        } catch { throw .malformedPolicyDocument(kind == .trust ? error.resourcePolicyMessage : error.iamMessage) }
    }

    static func readManaged(_ text: String) throws(AWSError) -> StoredPolicy {
        let policy = try read(text, as: .identity)
        let quota = PolicyKind.identity.quota
        if quota.isExceeded(by: text) { throw .quota("PolicySize", quota.limit) }
        return policy
    }

    /// Reads a trust policy; the users and roles that it names must be there (recorded).
    static func readTrust(_ text: String, in directory: Directory) throws(AWSError) -> StoredPolicy {
        let policy = try read(text, as: .trust)
        let quota = PolicyKind.trust.quota
        if quota.isExceeded(by: text) { throw .quota("ACLSizePerRole", quota.limit) }
        if let stranger = principals(in: text).first(where: { !directory.hasPrincipal($0) }) {
            throw .unknownPrincipal(stranger)
        }
        return StoredPolicy(directory.namingPrincipals(in: policy.document))
    }

    /// How long a policy is to IAM's quotas.
    static func count(_ text: String) -> Int { PolicyKind.identity.quota.length(of: text) }

    /// What stands under `AWS` in a policy's `Principal` elements.
    private static func principals(in text: String) -> [String] {
        guard let statements = try? JSONDocument(parsing: Array(text.utf8)).root["Statement"] else { return [] }
        return list(statements).flatMap { statement in
            (statement["Principal"]?["AWS"]).map(list)?.compactMap(\.string) ?? []
        }
    }

    private static func list(_ view: JSONView) -> [JSONView] { view.kind == .array ? Array(view.elements) : [view] }
}
