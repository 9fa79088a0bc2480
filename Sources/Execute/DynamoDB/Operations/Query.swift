import AWSTypes
import AWSWire
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// Reads items of one partition, in the order of their sort keys, a page at a time.
struct Query: Operation {
    struct Input {
        var read: ReadRequest
        var isDescending: Bool
    }

    static let name = "Query"
    static let traits = OperationTraits(isReadOnly: true, category: .data)
    static let example = """
        {"TableName": "Music", "KeyConditionExpression": "Artist = :a", "ExpressionAttributeValues": {":a": {"S": "A"}}}
        """
    static let fullExample: String? = """
        {"TableName": "Music", "IndexName": "Genre", "KeyConditionExpression": "Genre = :a",
         "ExpressionAttributeValues": {":a": {"S": "A"}}}
        """

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            read: request.readRequest(.query),
            isDescending: request.boolean("ScanIndexForward") == false)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [input.read.question("dynamodb:Query", tables, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> ReadRequest.Output {
        let read = input.read
        try read.start?.checkAsStart(.current)
        try read.checkSelect(.validator)
        guard read.expressions.has(.keyCondition) else { throw AWSError.queryWithoutKeys }
        let bound = try read.expressions.bind(.current)
        guard let condition = bound.keyCondition else { throw AWSError.queryWithoutKeys }
        let table = try tables.table(read.table, in: context)
        try tables.open(table, in: context)
        let target = try read.target(in: table, projection: bound.projection)
        let keys = try Self.resolve(condition, target.key)
        var range = try RowRange(keys, of: target.key)
        range.isDescending = input.isDescending
        if let place = try read.position(in: target, isQuery: true) { try range.begin(after: place, isBounded: keys.sort != nil) }
        if let filter = bound.filter {
            for name in filter.referencedTopLevelNames where target.key.names.contains(name) {
                throw AWSError.filterOnKey(name, isLegacy: read.expressions.legacy != nil)
            }
        }

        var page = read.page(of: target, bound)
        var fetches = read.fetchesItems(target, bound) ? ReadRequest.Fetches() : nil
        try tables.store.read(table) { connection in
            try target.rows.forEach(range, in: connection) { row in
                try read.take(row, into: &page, &fetches, from: target, in: connection)
            }
        }
        return read.output(page, from: target, fetches: fetches)
    }

    private static func resolve(_ condition: KeyCondition, _ key: KeySchema) throws -> KeyCondition.Range {
        do throws(ExpressionError) {
            return try condition.resolve(partition: key.partition.attribute, sort: key.sort?.attribute)
        } catch {
            throw Wording.current.fault(error)
        }
    }

    func encode(_ output: ReadRequest.Output, into response: inout StructureWriter) { response.page(output) }
}

extension AttributeDefinition {
    fileprivate var attribute: KeyCondition.KeyAttribute { .init(name: name, type: type.attributeType) }
}

extension RowRange {
    /// Turns a condition on the keys into the range of rows that fulfil it.
    init(_ keys: KeyCondition.Range, of schema: KeySchema) throws {
        func bytes(_ value: AttributeValue, _ attribute: AttributeDefinition) throws -> [UInt8] {
            guard let bytes = KeyEncoding.encode(value) else { throw AWSError.keyMismatch }
            if bytes.isEmpty { throw AWSError.emptyKey(attribute.name, type: attribute.type) }
            return bytes
        }
        self.init(partition: try bytes(keys.partition, schema.partition))
        guard let sort = schema.sort, let test = keys.sort else { return }
        switch test {
        case .equal(let value):
            lower = try bytes(value, sort)
            upper = lower.next
        case .less(let value): upper = try bytes(value, sort)
        case .lessOrEqual(let value): upper = try bytes(value, sort).next
        case .greater(let value): lower = try bytes(value, sort).next
        case .greaterOrEqual(let value): lower = try bytes(value, sort)
        case .between(let first, let last):
            lower = try bytes(first, sort)
            upper = try bytes(last, sort).next
        case .beginsWith(let value):
            guard sort.type != .number else { throw AWSError.beginsWithNumber }
            lower = try bytes(value, sort)
            upper = lower.endOfPrefix
        }
    }

    /// Goes on after a row that was read.
    ///
    /// - Parameter isBounded: Whether the query has a condition on the sort key, which is judged first then.
    fileprivate mutating func begin(after position: (key: ItemKey, base: ItemKey?), isBounded: Bool) throws {
        guard isBounded || position.key.partition == partition else { throw AWSError.startKeyOutside }
        let sort = position.key.sort
        guard !sort.lexicographicallyPrecedes(lower), upper.map({ sort.lexicographicallyPrecedes($0) }) ?? true else {
            throw AWSError.startKeyOutsideRange
        }
        guard position.key.partition == partition else { throw AWSError.queryOfOneRow }
        if let base = position.base {
            place = (sort, base)
            if isDescending { upper = sort.next } else { lower = sort }
        } else if isDescending {
            upper = sort
        } else {
            lower = sort.next
        }
    }
}

extension [UInt8] {
    /// The first text after this one.
    var next: [UInt8] { self + [0] }

    /// The first text after all that begin with this one; nil where there is none.
    fileprivate var endOfPrefix: [UInt8]? {
        var end = self
        while end.last == 0xFF { end.removeLast() }
        guard let last = end.popLast() else { return nil }
        return end + [last + 1]
    }
}
