import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Changes how finely the records of a Kinesis destination are dated.
struct UpdateKinesisStreamingDestination: Operation {
    struct Input {
        var destination: DestinationReference
        var precision: KinesisDestination.Precision?
    }

    static let name = "UpdateKinesisStreamingDestination"
    static let traits = OperationTraits(isLong: true)
    static let example = """
        {"TableName": "Music", "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/changes",
         "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": "MICROSECOND"}}
        """

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            destination: request.destination(),
            precision: request.destinationConfiguration("UpdateKinesisStreamingConfiguration").precision)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:UpdateKinesisStreamingDestination", on: input.destination.table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Input {
        guard let precision = input.precision else { throw AWSError.destinationUpdateEmpty }
        let (name, stream) = (input.destination.table.name, input.destination.stream)
        try tables.changeDestinations(of: input.destination, in: context) { destinations, table in
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

    func encode(_ output: Input, into response: inout StructureWriter) {
        response.destination(output.destination, status: "UPDATING")
        response.destinationConfiguration("UpdateKinesisStreamingConfiguration", output.precision)
    }
}
