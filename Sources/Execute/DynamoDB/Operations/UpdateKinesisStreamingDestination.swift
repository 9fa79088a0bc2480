import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Changes how finely the records of a Kinesis destination are dated.
struct UpdateKinesisStreamingDestination: Operation {
    static let name = "UpdateKinesisStreamingDestination"
    static let traits = OperationTraits(isLong: true)
    static let example = """
        {"TableName": "Music", "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/changes",
         "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": "MICROSECOND"}}
        """

    let tables: Tables

    func decode(_ request: StructureReader) throws -> DestinationRequest {
        try request.destination(configuredBy: "UpdateKinesisStreamingConfiguration")
    }

    func authorization(for input: DestinationRequest, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:UpdateKinesisStreamingDestination", on: input.table, in: context)]
    }

    func execute(_ input: DestinationRequest, in context: OperationContext) throws -> DestinationRequest {
        guard let precision = input.precision else { throw AWSError.destinationUpdateEmpty }
        let (name, stream) = (input.table.name, input.stream)
        try tables.changeDestinations(of: input, in: context) { destinations, table in
            guard let at = destinations.firstIndex(where: { $0.streamARN == stream }) else {
                throw AWSError.destinationNotFound(stream, table: name)
            }
            guard destinations[at].status == .active else { throw AWSError.destinationNotActive(table: name, stream: stream) }
            guard destinations[at].precision ?? .millisecond != precision else {
                throw AWSError.samePrecision(precision.rawValue, tableID: table.id, stream: stream)
            }
            destinations[at].precision = precision
        }
        return input
    }

    func encode(_ output: DestinationRequest, into response: inout StructureWriter) {
        response.destination(output, status: "UPDATING")
        response.destinationConfiguration("UpdateKinesisStreamingConfiguration", output.precision)
    }
}
