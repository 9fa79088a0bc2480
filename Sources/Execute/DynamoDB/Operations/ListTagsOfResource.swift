import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells a table's tags, ten at a time.
struct ListTagsOfResource: Operation {
    struct Input {
        var resource: ResourceReference
        var start: Int
    }

    struct Output {
        var tags: [Tag]
        var next: Int?
    }

    static let name = "ListTagsOfResource"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ResourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music"}"#

    /// API Reference, ListTagsOfResource: up to ten times a second; the page's size is inferred.
    private static let pageSize = 10

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let token = try request.string("NextToken")
        return try Input(resource: request.resource(), start: token.flatMap { Int($0) } ?? 0)
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        [try input.resource.question("dynamodb:ListTagsOfResource", in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let tags = try tables.tagged(input.resource, in: context).table.tags
        let start = min(max(0, input.start), tags.count)
        let end = min(start + Self.pageSize, tags.count)
        return Output(tags: Array(tags[start..<end]), next: end < tags.count ? end : nil)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("Tags", output.tags) { writer, tag in
            writer.string("Key", tag.key)
            writer.string("Value", tag.value)
        }
        response.string("NextToken", output.next.map { String($0) })
    }
}
