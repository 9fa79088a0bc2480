import ByteJSON
import Directory
import IAMPolicy

extension Directory {
    /// Puts a user's or role's id in the place of its ARN wherever trust and key policies name it as a principal, so that
    /// who gets the name later is not meant (IAM User Guide, "AWS JSON policy elements: Principal").
    ///
    /// AWS keeps the id from the start and shows the ARN as long as there is one. Policies of tables are kept elsewhere and
    /// go on to name the ARN.
    mutating func forgetPrincipal(_ arn: String, id: String) {
        for role in roles.all {
            guard let trust = role.trust.replacingPrincipal(arn, by: id) else { continue }
            var role = role
            role.trust = trust
            roles[role.key] = role
        }
        for key in keys.all {
            guard let policy = key.policy.replacingPrincipal(arn, by: id) else { continue }
            var key = key
            key.policy = policy
            keys[key.arn] = key
        }
    }
}

extension StoredPolicy {
    /// The policy with another principal in the place of one; nil where it does not name that one.
    fileprivate func replacingPrincipal(_ name: String, by other: String) -> StoredPolicy? {
        guard text.contains(name), let root = try? JSONDocument(parsing: Array(text.utf8)).root else { return nil }
        var rewriting = PrincipalRewriting(name: name, other: other)
        rewriting.copy(root, within: ["Statement"])
        guard rewriting.hasReplaced, let document = try? PolicyDocument(parsing: rewriting.writer.text, as: document.kind) else {
            return nil
        }
        return StoredPolicy(document)
    }
}

/// Copies a policy's JSON, and replaces one name where principals stand.
private struct PrincipalRewriting {
    let name: String
    let other: String
    var writer = JSONWriter()
    var hasReplaced = false

    init(name: String, other: String) {
        self.name = name
        self.other = other
    }

    /// - Parameter members: The members on whose values this goes on; all others are copied as they are.
    mutating func copy(_ view: JSONView, within members: Set<String>) {
        switch view.kind {
        case .object:
            writer.beginObject()
            for (key, value) in view.members {
                let name = key.string ?? ""
                writer.name(name)
                if members.contains(name) { copy(value, within: Self.next[name] ?? []) } else { writer.raw(value.bytes) }
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for element in view.elements { copy(element, within: members) }
            writer.endArray()
        case .string where members.isEmpty && view.string == name:
            writer.string(other)
            hasReplaced = true
        default: writer.raw(view.bytes)
        }
    }

    /// Where principals stand, member by member: `Statement`, then `Principal` or `NotPrincipal`, then `AWS`.
    private static let next: [String: Set<String>] = [
        "Statement": ["Principal", "NotPrincipal"], "Principal": ["AWS"], "NotPrincipal": ["AWS"],
    ]
}
