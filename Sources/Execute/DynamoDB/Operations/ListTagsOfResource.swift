import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells a table's tags, which fit into one answer always (Alternator's tests: thirty at once).
struct ListTagsOfResource: Operation {
    struct Input {
        var resource: ResourceReference
    }

    static let name = "ListTagsOfResource"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ResourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        _ = try request.string("NextToken")
        return try Input(resource: request.resource())
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        [try input.resource.question("dynamodb:ListTagsOfResource", in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> [Tag] {
        try tables.tagged(input.resource, in: context).table.tags
    }

    func encode(_ output: [Tag], into response: inout StructureWriter) {
        response.structures("Tags", output) { writer, tag in
            writer.string("Key", tag.key)
            writer.string("Value", tag.value)
        }
    }
}
