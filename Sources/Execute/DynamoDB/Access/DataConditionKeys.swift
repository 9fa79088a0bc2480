import AWSTypes
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy

/// The condition keys of an operation on items.
struct DataConditionKeys: ItemConditionKeys {
    enum Touched: Sendable {
        case none
        case one(RequestItem)
        case many([RequestItem])

        func forEach(_ body: (RequestItem) -> Void) {
            switch self {
            case .none: break
            case .one(let item): body(item)
            case .many(let items): items.forEach(body)
            }
        }
    }

    /// Nil where there is none by the name that was sent; the leading keys cannot be told then.
    var table: OpenTable?
    /// The items and keys that the request names.
    var touched = Touched.none
    var index: String?
    var expressions = RequestExpressions.none
    var select: String?
    var returnValues: String?
    var report: CapacityReport?
    var enclosing: String?
    /// Only statements have the key (Service Authorization Reference).
    var isFullScan: Bool? { nil }

    init(table: OpenTable?, touched: Touched = .none) {
        self.table = table
        self.touched = touched
    }

    func partitionKeys(at place: Int) -> DistinctTexts {
        var found = DistinctTexts()
        guard let table else { return found }
        let attributes = (index.flatMap { table.index($0)?.index.key } ?? table.table.key).partitions
        guard place < attributes.count else { return found }
        let name = attributes[place].name
        func add(_ value: AttributeValue?) {
            if let text = value?.conditionText { found.add(text) }
        }
        touched.forEach { add($0.stored?.attribute(name)) }
        if expressions.has(.keyCondition) {
            add((try? expressions.bind(.current))?.keyCondition?.equalityValue(of: name))
        }
        return found
    }

    var attributes: DistinctTexts {
        var names = DistinctTexts()
        touched.forEach { item in
            for member in item.view?.members ?? JSONDocument.emptyObject.root.members { names.add(member.key.string ?? "") }
        }
        for name in (try? expressions.bind(.current))?.names ?? [] { names.add(name) }
        return names
    }
}

extension AttributeValue {
    /// A key's value as policies compare it: numbers in canonical form, binaries in base64 (inferred).
    var conditionText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.description
        case .binary(let bytes): AttributeValue.base64(bytes)
        default: nil
        }
    }
}
