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
        let keys = conditions.filter { $0.kind == .keyCondition }
        let others = conditions.filter { $0.kind != .keyCondition }
        return (updates == nil ? [] : ["AttributeUpdates"]) + (attributes == nil ? [] : ["AttributesToGet"]) + others.map(\.member)
            + (joiner == nil ? [] : ["ConditionalOperator"]) + keys.map(\.member)
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
        // A Query's filter is judged before the attributes to get, a Scan's after them (dynalite's tests, run on AWS).
        let isScan = conditions.contains { $0.member == "ScanFilter" }
        if let attributes, isScan { bound.projection = try Self.projection(attributes, wording) }
        for part in conditions {
            var text = LegacyText(wording: wording)
            let clauses = try part.view.members.map { attribute, condition in
                let name = attribute.string ?? ""
                if part.kind == .condition { return try text.expectation(name, condition) }
                guard part.kind == .keyCondition else { return try text.comparison(name, condition) }
                let (comparison, isIndexable) = try text.keyComparison(name, condition)
                if !isIndexable { bound.isIndexable = false }
                return comparison
            }
            guard !clauses.isEmpty else { continue }
            let joiner = part.kind == .keyCondition ? "AND" : self.joiner ?? "AND"
            try text.bind(clauses.joined(separator: " \(joiner) "), as: part.kind, into: &bound)
        }
        if let updates {
            var text = LegacyText(wording: wording)
            if let expression = try text.update(updates) { try text.bind(expression, as: .update, into: &bound) }
        }
        if let attributes, !isScan { bound.projection = try Self.projection(attributes, wording) }
        return bound
    }

    private static func projection(_ attributes: [String], _ wording: Wording) throws -> Projection {
        for name in attributes { try LegacyText.check(name: name, wording) }
        var seen: Set<String> = []
        for name in attributes where !seen.insert(name).inserted { throw AWSError.duplicateAttribute(name) }
        return Projection(topLevel: attributes)
    }

    /// Judges what comes before a starting key: all but the conditions on keys (dynalite's tests, run on AWS).
    func checkSelection(_ wording: Wording) throws {
        var selection = self
        selection.conditions.removeAll { $0.kind == .keyCondition }
        _ = try selection.bind(wording)
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
                try condition.requireValue()
                for element in condition.json("AttributeValueList")?.elements ?? Self.noElements { try Self.requireValue(element) }
            }
            found.conditions.append(.init(member: member, kind: kind, view: view))
        }
        if offered.contains(.update), let updates = json("AttributeUpdates") {
            let map = try structure("AttributeUpdates")
            for (name, _) in updates.members {
                let update = try map?.entry(name.string ?? "")
                _ = try update?.string("Action", .updateAction)
                try update?.requireValue()
            }
            found.updates = updates
        }
        if offered.contains(.projection) { found.attributes = try strings("AttributesToGet", count: 1...Int.max) }
        if offered.contains(.condition) || offered.contains(.filter), has("ConditionalOperator") {
            found.joiner = try string("ConditionalOperator", .oneOf(["OR", "AND"]))
        }
        return found.isEmpty ? nil : found
    }

    /// Refuses a member `Value` that is no attribute value; what is wrong with one is told when the parameters are judged.
    private func requireValue() throws {
        guard let view = json("Value") else { return }
        if view.kind != .object, view.kind != .array { _ = try structure("Value") }
        try Self.requireValue(view)
    }

    private static func requireValue(_ view: JSONView) throws {
        do throws(AttributeValueError) {
            _ = try AttributeValue(reading: view)
        } catch {
            if error.isSerialization { throw AWSError(.serialization, error.message) }
        }
    }

    private static let noElements = JSONDocument.emptyObject.root.elements
}
