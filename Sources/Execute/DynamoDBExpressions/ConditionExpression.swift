package import DynamoDBValues

/// A ConditionExpression or FilterExpression, parsed: a value that can be kept by its text.
package struct ConditionExpression: Sendable, Hashable {
    package let kind: ExpressionKind
    let condition: Condition

    /// Parses a condition.
    ///
    /// - Parameter kind: The parameter it was sent in, for its errors.
    package init(parsing text: String, as kind: ExpressionKind = .condition) throws(ExpressionError) {
        self.kind = kind
        do {
            var parser = try ExpressionParser(text, kind: kind)
            condition = try parser.condition()
        } catch {
            throw .invalid(kind, error)
        }
    }

    package func bind(_ attributes: inout ExpressionAttributes) throws(ExpressionError) -> BoundCondition {
        do {
            return BoundCondition(condition: try attributes.resolve(condition))
        } catch {
            throw .invalid(kind, error)
        }
    }
}

/// A condition with its names and values put in.
package struct BoundCondition: Sendable, Hashable {
    let condition: Condition

    /// Decides the condition about an item; nil for an item that does not exist.
    package func evaluate(_ item: Item?) -> Bool {
        ConditionEvaluation(item: item).holds(condition)
    }

    /// The attributes that the condition reads, each once, for `dynamodb:Attributes` and for fetching no more than is needed.
    package var paths: [DocumentPath] { condition.paths }

    package var referencedTopLevelNames: [String] { paths.uniqueTopLevelNames }
}

extension [DocumentPath] {
    /// The attributes that the paths begin at, each once, in the order of the text.
    var uniqueTopLevelNames: [String] {
        var seen: Set<[UInt8]> = []
        return map(\.topLevelName).filter { seen.insert([UInt8]($0.utf8)).inserted }
    }
}
