package import IAMPolicy

/// A policy as an entity keeps it: its text is what is saved, compiled again when it is loaded.
package struct StoredPolicy: Sendable, Codable {
    package let document: PolicyDocument

    package var text: String { document.text }

    package init(_ document: PolicyDocument) { self.document = document }

    private enum CodingKeys: CodingKey { case kind, text }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(PolicyKind.self, forKey: .kind)
        let text = try container.decode(String.self, forKey: .text)
        // RCPFullAWSAccess alone of all RCPs allows; no other text may, so it is not read by their grammar.
        if kind == .resourceControl, case let fullAccess = try PolicyDocument.resourceControlFullAccess(), fullAccess.text == text {
            document = fullAccess
        } else {
            document = try PolicyDocument(parsing: text, as: kind)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(document.kind, forKey: .kind)
        try container.encode(document.text, forKey: .text)
    }
}
