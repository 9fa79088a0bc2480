import AWSTypes
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy

/// The condition keys of an operation on items, worked out when a policy asks for them.
///
/// Source: Developer Guide, "Using IAM policy conditions for fine-grained access control". A key that does not apply is absent.
struct DataConditionKeys: ConditionKeyValues {
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
    /// The transaction that the question is a part of.
    var enclosing: String?

    init(table: OpenTable?, touched: Touched = .none) {
        self.table = table
        self.touched = touched
    }

    func value(of key: ConditionKey) -> ConditionValue? {
        switch key.name {
        case "dynamodb:leadingkeys", "dynamodb:firstpartitionkeyvalues": partitionKeys(at: 0).map { .list($0) }
        case "dynamodb:secondpartitionkeyvalues": partitionKeys(at: 1).map { .list($0) }
        case "dynamodb:thirdpartitionkeyvalues": partitionKeys(at: 2).map { .list($0) }
        case "dynamodb:fourthpartitionkeyvalues": partitionKeys(at: 3).map { .list($0) }
        case "dynamodb:attributes": attributes.map { .list($0) }
        case "dynamodb:select": select.map { .single($0) }
        case "dynamodb:returnvalues": returnValues.map { .single($0) }
        case "dynamodb:returnconsumedcapacity": report.map { .single($0.rawValue) }
        case "dynamodb:enclosingoperation": enclosing.map { .single($0) }
        default: nil
        }
    }

    /// The values of one attribute of the partition key that the request touches, each once; nil where it names none, as a Scan does not.
    private func partitionKeys(at place: Int) -> [String]? {
        guard let table else { return nil }
        let attributes = (index.flatMap { table.index($0)?.index.key } ?? table.table.key).partitions
        guard place < attributes.count else { return nil }
        let name = attributes[place].name
        var found = DistinctTexts()
        func add(_ value: AttributeValue?) {
            if let text = value?.conditionText { found.add(text) }
        }
        touched.forEach { add($0.stored?.attribute(name)) }
        if expressions.has(.keyCondition) {
            add((try? expressions.bind(.current))?.keyCondition?.equalityValue(of: name))
        }
        return found.texts.isEmpty ? nil : found.texts
    }

    /// The attributes at the top level that the request names, each once; nil where it names none, as a plain Scan does not.
    private var attributes: [String]? {
        var names = DistinctTexts()
        touched.forEach { item in
            for member in item.view?.members ?? JSONDocument.emptyObject.root.members { names.add(member.key.string ?? "") }
        }
        for name in (try? expressions.bind(.current))?.names ?? [] { names.add(name) }
        return names.texts.isEmpty ? nil : names.texts
    }
}

/// Texts in their order, each once by its bytes: two spellings of one character are two keys to DynamoDB, and both must be judged.
struct DistinctTexts {
    private(set) var texts: [String] = []
    private var seen: Set<[UInt8]> = []

    mutating func add(_ text: String) {
        if seen.insert(Array(text.utf8)).inserted { texts.append(text) }
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
