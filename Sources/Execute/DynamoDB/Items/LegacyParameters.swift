import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues

/// The parameters that expressions replaced, as a request sent them (Developer Guide, "Legacy conditional parameters").
///
/// They are put into expressions, so that one engine judges both: each attribute and value becomes a placeholder, each comparison
/// operator its expression.
struct LegacyParameters: Sendable {
    /// A map of attributes, and the expression that it becomes a part of.
    struct Conditions: Sendable {
        var member: String
        var kind: ExpressionKind
        var view: JSONView
    }

    static let conditionMembers: [(member: String, kind: ExpressionKind)] = [
        ("Expected", .condition), ("KeyConditions", .keyCondition), ("QueryFilter", .filter), ("ScanFilter", .filter),
    ]

    var conditions: [Conditions] = []
    var updates: JSONView?
    var attributes: [String]?
    /// `AND` or `OR`.
    var joiner: String?

    /// What the request has of them, in the order in which errors name them.
    var names: [String] {
        (updates == nil ? [] : ["AttributeUpdates"]) + conditions.map(\.member) + (attributes == nil ? [] : ["AttributesToGet"])
            + (joiner == nil ? [] : ["ConditionalOperator"])
    }

    var isEmpty: Bool { conditions.isEmpty && updates == nil && attributes == nil && joiner == nil }

    func has(_ kind: ExpressionKind) -> Bool {
        switch kind {
        case .projection: attributes != nil
        case .update: updates != nil
        default: conditions.contains { $0.kind == kind }
        }
    }

    /// Puts the parameters into expressions, and those together with their names and values.
    func bind(_ wording: Wording) throws -> BoundExpressions {
        var bound = BoundExpressions()
        try checkJoiner()
        for part in conditions {
            var text = LegacyText(wording: wording)
            let clauses = try part.view.members.map { attribute, condition in
                let name = attribute.string ?? ""
                return part.kind == .condition ? try text.expectation(name, condition) : try text.comparison(name, condition)
            }
            guard !clauses.isEmpty else { continue }
            let joiner = part.kind == .keyCondition ? "AND" : self.joiner ?? "AND"
            try text.bind(clauses.joined(separator: " \(joiner) "), as: part.kind, into: &bound)
        }
        if let updates {
            var text = LegacyText(wording: wording)
            if let expression = try text.update(updates) { try text.bind(expression, as: .update, into: &bound) }
        }
        if let attributes {
            for name in attributes { try LegacyText.check(name: name, wording) }
            var seen: Set<String> = []
            for name in attributes where !seen.insert(name).inserted { throw AWSError.duplicateAttribute(name) }
            bound.projection = Projection(topLevel: attributes)
        }
        return bound
    }

    private func checkJoiner() throws {
        guard joiner != nil else { return }
        let joined = conditions.filter { $0.kind != .keyCondition }
        if joined.isEmpty { throw AWSError.joinerAlone }
        if joined.allSatisfy({ $0.view.members.reduce(0) { count, _ in count + 1 } < 2 }) { throw AWSError.joinerOfOne }
    }
}

extension StructureReader {
    /// The legacy parameters of a request; nil for none, as is the rule.
    func legacyParameters(_ offered: [ExpressionKind]) throws -> LegacyParameters? {
        var found = LegacyParameters()
        for (member, kind) in LegacyParameters.conditionMembers where offered.contains(kind) {
            guard let view = json(member), let map = try structure(member) else { continue }
            for (name, _) in view.members {
                guard let condition = try map.entry(name.string ?? "") else { continue }
                if kind != .condition, !condition.has("ComparisonOperator") { condition.requireMember("ComparisonOperator") }
                _ = try condition.string("ComparisonOperator", .comparisonOperator)
                _ = try condition.boolean("Exists")
                try condition.requireList("AttributeValueList")
            }
            found.conditions.append(.init(member: member, kind: kind, view: view))
        }
        if offered.contains(.update), let updates = json("AttributeUpdates") {
            let map = try structure("AttributeUpdates")
            for (name, _) in updates.members { _ = try map?.entry(name.string ?? "")?.string("Action", .updateAction) }
            found.updates = updates
        }
        if offered.contains(.projection) { found.attributes = try strings("AttributesToGet", count: 1...Int.max) }
        if offered.contains(.condition) || offered.contains(.filter), has("ConditionalOperator") {
            found.joiner = try string("ConditionalOperator", .oneOf(["OR", "AND"]))
        }
        return found.isEmpty ? nil : found
    }
}
