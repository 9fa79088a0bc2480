import IAMPolicy
import ServiceModel

extension TableStore: PolicyKeeper {
    /// Changes the policies of tables and streams that name a principal. Their revisions stay: nobody has put a policy.
    package func replacePrincipal(_ name: String, by other: String) throws {
        for table in tablesWithPolicy where table.table.policy?.replacingPrincipal(name, by: other) != nil {
            try change(table) { definition, _ in
                if let text = definition.policy?.replacingPrincipal(name, by: other) { definition.policy?.text = text }
            }
        }
        for open in streams.all where open.stream.policy?.replacingPrincipal(name, by: other) != nil {
            try streams.change(open.stream) { stream in
                if let text = stream.policy?.replacingPrincipal(name, by: other) { stream.policy?.text = text }
            }
        }
    }
}

extension ResourcePolicy {
    /// The text with another principal in the place of one; nil where it does not name that one.
    fileprivate func replacingPrincipal(_ name: String, by other: String) -> String? {
        (try? PolicyDocument(parsing: text, as: .resource))?.replacingPrincipal(name, by: other)?.text
    }
}
