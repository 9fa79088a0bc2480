import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells the Kinesis data streams that a table's changes go to, or went to.
struct DescribeKinesisStreamingDestination: Operation {
    struct Output {
        var tableName: String
        var destinations: [KinesisDestination]
    }

    static let name = "DescribeKinesisStreamingDestination"
    static let traits = OperationTraits.readOnly
    static let example = #"{"TableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TableReference { try request.table() }

    func authorization(for input: TableReference, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeKinesisStreamingDestination", on: input, in: context)]
    }

    func execute(_ input: TableReference, in context: OperationContext) throws -> Output {
        try tables.requireOwn(input, in: context)
        let table = try tables.definition(input, in: context).table
        return Output(tableName: table.name, destinations: table.kinesisDestinations ?? [])
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string("TableName", output.tableName)
        response.structures("KinesisDataStreamDestinations", output.destinations) { writer, destination in
            writer.string("StreamArn", destination.streamARN)
            writer.string("DestinationStatus", destination.status.rawValue)
            if destination.status == .enableFailed {
                // Recorded, for a stream that is not there.
                writer.string("DestinationStatusDescription", "User does not have a permission to use kinesis stream")
            }
            writer.string("ApproximateCreationDateTimePrecision", destination.precision?.rawValue)
        }
    }
}
