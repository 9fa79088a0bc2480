/// Why a call was denied, read from what the emulator remembers of it (`/_portcullis/decisions/ID`).
package struct DenialEvidence: Sendable, Hashable {
    /// A statement that made the denial.
    package struct Statement: Sendable, Hashable {
        package var policy: String
        package var sid: String?
        package var number: Int
        package var line: String?
    }

    package var action: String
    package var layer: String
    /// The Deny statements that applied; empty for an implicit denial.
    package var statements: [Statement]
    /// Every policy of the layer.
    package var policies: [String]

    /// Nil where nothing of the call was denied.
    package init?(record: JSONValue) {
        guard let decision = record["decisions"]?.elements.last(where: { $0["outcome"]?.string != "allow" }),
            let layer = decision["deniedBy"]?.string
        else { return nil }
        self.layer = layer
        action = decision["action"]?.string ?? ""
        let policies = decision["layers"]?.elements.first { $0["layer"]?.string == layer }?["policies"]?.elements ?? []
        self.policies = policies.map { $0["name"]?.string ?? "" }
        statements = policies.flatMap { policy in
            (policy["statements"]?.elements ?? []).filter {
                $0["applied"] == .boolean(true) && $0["effect"]?.string == "Deny"
            }.map { statement in
                Statement(
                    policy: policy["name"]?.string ?? "", sid: statement["sid"]?.string,
                    number: (statement["index"]?.text.flatMap { Int($0) } ?? 0) + 1, line: statement["line"]?.text)
            }
        }
    }

    /// `scp DenyDynamoDB, statement NoDynamoDB`
    package var summary: String {
        guard let statement = statements.first else { return "\(layer): no statement allows \(action)" }
        return "\(layer) \(statement.policy), statement \(statement.sid ?? String(statement.number))"
    }
}
