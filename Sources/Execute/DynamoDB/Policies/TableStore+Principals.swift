import IAMPolicy
import ServiceModel

extension TableStore: PolicyKeeper {
    /// Changes the policies of tables that name a principal. Their revisions stay: nobody has put a policy.
    package func replacePrincipal(_ name: String, by other: String) throws {
        for table in tablesWithPolicy where table.facts.policy?.document.replacingPrincipal(name, by: other) != nil {
            try change(table) { definition, _ in
                guard let text = definition.policy?.text, let document = try? PolicyDocument(parsing: text, as: .resource),
                    let replaced = document.replacingPrincipal(name, by: other)
                else { return }
                definition.policy?.text = replaced.text
            }
        }
    }
}
