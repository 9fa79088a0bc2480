import IAMPolicy

/// The condition keys of what is done to items, each worked out when a policy asks for it; one that does not apply is absent.
///
/// Source: Developer Guide, "Using IAM policy conditions for fine-grained access control".
protocol ItemConditionKeys: ConditionKeyValues {
    /// The values of one attribute of the partition key that the call touches; none where it reads everything.
    func partitionKeys(at place: Int) -> DistinctTexts
    /// The attributes at the top level that the call names.
    var attributes: DistinctTexts { get }
    var select: String? { get }
    var returnValues: String? { get }
    var report: CapacityReport? { get }
    /// The transaction that the question is a part of.
    var enclosing: String? { get }
    var isFullScan: Bool? { get }
}

extension ItemConditionKeys {
    func value(of key: ConditionKey) -> ConditionValue? {
        // Most keys that policies name are global ones.
        guard key.name.hasPrefix("dynamodb:") else { return nil }
        return switch key.name {
        case "dynamodb:leadingkeys", "dynamodb:firstpartitionkeyvalues": partitionKeys(at: 0).list
        case "dynamodb:secondpartitionkeyvalues": partitionKeys(at: 1).list
        case "dynamodb:thirdpartitionkeyvalues": partitionKeys(at: 2).list
        case "dynamodb:fourthpartitionkeyvalues": partitionKeys(at: 3).list
        case "dynamodb:attributes": attributes.list
        case "dynamodb:select": select.map { .single($0) }
        case "dynamodb:returnvalues": returnValues.map { .single($0) }
        case "dynamodb:returnconsumedcapacity": report.map { .single($0.rawValue) }
        case "dynamodb:enclosingoperation": enclosing.map { .single($0) }
        case "dynamodb:fulltablescan": isFullScan.map { .single($0 ? "true" : "false") }
        default: nil
        }
    }
}

/// Texts in their order, each once by its bytes: two spellings of one character are two keys to DynamoDB, and both must be judged.
struct DistinctTexts {
    private(set) var texts: [String] = []
    private var seen: Set<[UInt8]> = []

    mutating func add(_ text: String) {
        if seen.insert(Array(text.utf8)).inserted { texts.append(text) }
    }

    /// A condition key of several values; absent where there are none, as a plain Scan names no attribute.
    fileprivate var list: ConditionValue? { texts.isEmpty ? nil : .list(texts) }
}
