import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Takes a table's or a stream's policy away.
///
/// Its answer names the policy that went; asked again, the deletion; of a table that never had one, nothing (recorded).
struct DeleteResourcePolicy: Operation {
    struct Input {
        var resource: ResourceReference
        var expected: String?
    }

    static let name = "DeleteResourcePolicy"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"ResourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            resource: request.resource(), expected: request.string("ExpectedRevisionId", .minimumLength(1), .maximumLength(255)))
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        var question = try input.resource.question("dynamodb:DeleteResourcePolicy", in: context)
        question.rootOverridesResourcePolicy = DynamoDBService.rootOverridesResourcePolicy(in: question.action)
        return [question]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> String? {
        switch try tables.withPolicy(input.resource, in: context) {
        case .table(let table):
            return try tables.store.change(table) { definition, _ in
                try definition.deletePolicy(expecting: input.expected, now: context.now)
            }.result
        case .stream(let stream):
            return try tables.store.streams.change(stream) { try $0.deletePolicy(expecting: input.expected, now: context.now) }
        }
    }

    func encode(_ output: String?, into response: inout StructureWriter) { response.string("RevisionId", output) }
}
