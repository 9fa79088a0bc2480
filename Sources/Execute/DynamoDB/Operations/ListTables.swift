import AWSWire
import IAMPolicy
import ServiceModel

/// Names the tables of the caller's account in this region, a page at a time.
struct ListTables: Operation {
    struct Input {
        var start: String?
        var limit: Int
    }

    struct Output {
        var names: [String]
        var last: String?
    }

    static let name = "ListTables"
    static let traits = OperationTraits.readOnly

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            start: request.string("ExclusiveStartTableName", .tableNamePattern, .indexNameMinimum, .indexNameMaximum),
            limit: request.integer("Limit", .atLeast(1), .atMost(100)) ?? 100)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        // It has no resource type, and yet a denial names `table/*`, so that is what policies are matched against: `*` allows it, and
        // so does `arn:…:table/*` (inferred from the recorded text).
        [
            AuthorizationRequest(
                action: "dynamodb:ListTables", resource: "arn:aws:dynamodb:\(context.region):\(context.account):table/*",
                resourceAccount: context.account, hasResourceType: false)
        ]
    }

    func execute(_ input: Input, in context: OperationContext) -> Output {
        var names = tables.store.names(account: context.account, region: context.region)[...]
        if let start = input.start { names = names.drop { !start.utf8.lexicographicallyPrecedes($0.utf8) } }
        let page = Array(names.prefix(input.limit))
        return Output(names: page, last: page.count < names.count ? page.last : nil)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.strings("TableNames", output.names)
        response.string("LastEvaluatedTableName", output.last)
    }
}
