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
        try read.expressions.checkParameters(.current)
        try read.expressions.legacy?.checkSelection(.current)
        try read.start?.checkAsStart(.current)
        try read.checkSelect(.validator)
        guard read.expressions.has(.keyCondition) else { throw AWSError.queryWithoutKeys }
        let bound = try read.expressions.bind(.current)
        guard let condition = bound.keyCondition else { throw AWSError.queryWithoutKeys }
        let table = try tables.table(read.table, in: context)
        try tables.open(table, in: context)
        let target = try read.target(in: table)
        try read.checkStart(in: target, before: condition)
        var (range, isBounded) = try RowRange.resolving(condition, target.key, isIndexable: bound.isIndexable)
        range.isDescending = input.isDescending
        if let start = read.start?.stored, target.index == nil, target.key.sort == nil,
            range.partition == target.key.key(ofCopy: start)?.partition
        {
            throw AWSError.startKeyOfOneItem(start.item, target.key.partition.name)
        }
        if let place = try read.position(in: target) { try range.begin(after: place, isBounded: isBounded) }
        try table.table.requireScalarKeys(bound.projection?.paths)
        if let filter = bound.filter {
            for name in filter.referencedTopLevelNames where target.key.names.contains(where: name.isSame) {
                throw AWSError.filterOnKey(name, isLegacy: read.expressions.legacy != nil)
            }
        }
        try read.checkSelection(of: target, bound)
        try table.table.requireScalarKeys(bound.filter?.paths)

        let page = try read.page(of: target, bound, in: tables.store) { connection, take in
            try target.rows.forEach(range, in: connection, take)
        }
        return read.output(page, from: target)
    }

    func encode(_ output: ReadRequest.Output, into response: inout StructureWriter) { response.page(output) }
}
