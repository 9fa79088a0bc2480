import ByteJSON

extension PolicyDocument {
    /// The policy with another principal in the place of one; nil where it does not name that one.
    ///
    /// Only what stands under `Principal` and `NotPrincipal` is replaced: a condition's value goes on to say what it says.
    package func replacingPrincipal(_ name: String, by other: String) -> PolicyDocument? {
        // A name can be written with escapes: `arn:aws:iam::111122223333:user\/Bob`.
        guard text.contains(name) || text.utf8.contains(UInt8(ascii: "\\")), let root = try? JSONDocument(parsing: Array(text.utf8)).root
        else { return nil }
        var rewriting = PrincipalRewriting(name: name, other: other)
        rewriting.copy(root, within: ["Statement"])
        guard rewriting.hasReplaced else { return nil }
        return try? PolicyDocument(parsing: rewriting.writer.text, as: kind)
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
