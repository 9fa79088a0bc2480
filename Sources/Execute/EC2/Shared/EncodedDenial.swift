import AWSWire
import IAMPolicy

extension Decision {
    /// A denial as DecodeAuthorizationMessage shows it: what was asked, in which circumstances, and the statement that denied (STS API
    /// Reference, its example).
    var authorizationMessage: [UInt8] {
        var writer = StructureWriter(for: .json11)
        writer.boolean("allowed", isAllowed)
        writer.boolean("explicitDeny", outcome == .explicitDeny)
        writer.items("matchedStatements", [statement].compactMap { $0 }) { writer, statement in
            writer.string("statementId", statement.sid ?? "")
            writer.string("effect", statement.effect == .deny ? "DENY" : "ALLOW")
            writer.values(
                statement.principals?.isNegated == true ? "notPrincipals" : "principals", statement.principals?.values.map(\.value) ?? [])
            writer.values(statement.actions.isNegated ? "notActions" : "actions", statement.actions.values)
            writer.values(statement.resources?.isNegated == true ? "notResources" : "resources", statement.resources?.values ?? [])
            writer.items("conditions", statement.conditions) { writer, condition in
                writer.string("key", condition.keyName)
                writer.values("values", condition.values)
            }
        }
        writer.items("failures", [Int]()) { _, _ in }
        writer.structure("context") { writer in
            writer.structure("principal") { writer in
                writer.string("id", single("aws:userid") ?? principal.account)
                writer.string("name", single("aws:username") ?? principal.arn.split(separator: "/").last.map(String.init))
                writer.string("arn", principal.arn)
            }
            writer.string("action", request.action)
            writer.string("resource", request.resource)
            writer.items("conditions", conditions) { writer, condition in
                writer.string("key", condition.key)
                writer.values("values", condition.values)
            }
        }
        return writer.finish()
    }

    /// The keys of EC2's that the question had.
    private var conditions: [(key: String, values: [String])] {
        EC2ConditionKeys.names.compactMap { name in
            switch request.context.value(of: ConditionKey(name)) {
            case .single(let value): (name, [value])
            case .list(let values): (name, values)
            case nil: nil
            }
        }
    }

    private func single(_ key: ConditionKey) -> String? {
        if case .single(let value)? = context.value(of: key) { value } else { nil }
    }
}

extension StructureWriter {
    /// `{"items": [{…}]}`, the form of every list in such a message.
    fileprivate mutating func items<Elements: Sequence>(
        _ name: String, _ elements: Elements, _ members: (inout StructureWriter, Elements.Element) -> Void
    ) {
        structure(name) { $0.structures("items", elements, members) }
    }

    fileprivate mutating func values(_ name: String, _ values: [String]) { items(name, values) { $0.string("value", $1) } }
}
