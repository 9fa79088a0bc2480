import AWSTypes
import AWSWire
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// Reads all items, or one segment of them, in an order of the store's own, a page at a time.
struct Scan: Operation {
    struct Input {
        var read: ReadRequest
        var segment: Int?
        var segments: Int?
    }

    static let name = "Scan"
    static let traits = OperationTraits(isReadOnly: true, category: .data, isLong: true)
    static let example = #"{"TableName": "Music"}"#
    static let fullExample: String? = #"{"TableName": "Music", "IndexName": "Genre", "ProjectionExpression": "Artist"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            read: request.readRequest(.scan), segment: request.integer("Segment", .atLeast(0), .atMost(999_999)),
            segments: request.integer("TotalSegments", .atLeast(1), .atMost(1_000_000)))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [input.read.question("dynamodb:Scan", tables, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> ReadRequest.Output {
        let read = input.read
        try read.expressions.checkParameters(.older)
        try read.expressions.legacy?.checkSelection(.older)
        try read.start?.checkAsStart(.older)
        try read.checkSelect(.older)
        try Self.checkSegments(input)
        let bound = try read.expressions.bind(.older)
        let table = try tables.table(read.table, in: context)
        try tables.open(table, in: context)
        let target = try read.target(in: table)
        try read.checkStart(in: target, before: nil)
        try read.checkSelection(of: target, bound)
        let hashes = PartitionHash.columns(ofSegment: input.segment ?? 0, of: input.segments ?? 1)
        let position = try read.position(in: target)
        if let position, !hashes.contains(position.key.hash) {
            throw AWSError.startKeyOfOtherSegment(input.segment ?? 0, of: input.segments ?? 1)
        }
        try table.table.requireScalarKeys(bound.projection?.paths)
        try table.table.requireScalarKeys(bound.filter?.paths)

        let page = try read.page(of: target, bound, in: tables.store) { connection, take in
            try target.rows.forEach(hashes: hashes, after: position, in: connection, take)
        }
        return read.output(page, from: target, parts: Self.parts(of: target, segments: input.segments, page))
    }

    /// A table that is paid by the request begins with four partitions on AWS, and a Scan reads each: even of one small item it costs four
    /// times what a read costs (observed by Alternator's authors). A page that ends before the table does is not told so.
    private static func parts(of target: ReadRequest.Target, segments: Int?, _ page: Page) -> Int {
        guard target.index == nil, target.table.table.billing == .payPerRequest, page.lastKey == nil else { return 1 }
        return max(1, 4 / (segments ?? 1))
    }

    private static func checkSegments(_ input: Input) throws {
        switch (input.segment, input.segments) {
        case (nil, nil): break
        case (_?, nil): throw AWSError.totalSegmentsMissing
        case (nil, _?): throw AWSError.segmentMissing
        case (let segment?, let total?):
            guard segment < total else { throw AWSError.segmentTooLarge(segment, of: total) }
        }
    }

    func encode(_ output: ReadRequest.Output, into response: inout StructureWriter) { response.page(output) }
}
