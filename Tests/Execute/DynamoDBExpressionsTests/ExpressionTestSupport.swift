import ByteJSON
import DynamoDBExpressions
import DynamoDBValues

/// Binds and evaluates expressions written as text, with values written as their wire JSON.
enum Given {
    static func item(_ json: String) throws -> Item {
        try Item(reading: JSONDocument(parsing: Array(json.utf8)).root)
    }

    static func attributes(names: [String: String] = [:], values: String = "{}") throws -> ExpressionAttributes {
        try ExpressionAttributes(names: names.map { (key: $0.key, name: $0.value) }.sorted { $0.key < $1.key }, values: item(values))
    }

    static func text(_ item: Item?) -> String {
        guard let item else { return "nil" }
        return String(decoding: CanonicalItem(item).bytes, as: UTF8.self)
    }

    /// Parses and binds an expression of any kind, as far as it goes.
    static func bind(_ kind: ExpressionKind, _ text: String, _ attributes: inout ExpressionAttributes) throws(ExpressionError) {
        switch kind {
        case .condition, .filter: _ = try ConditionExpression(parsing: text, as: kind).bind(&attributes)
        case .keyCondition: _ = try KeyConditionExpression(parsing: text).bind(&attributes)
        case .projection: _ = try ProjectionExpression(parsing: text).bind(&attributes)
        case .update: _ = try UpdateExpression(parsing: text).bind(&attributes)
        }
    }
}
