import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Has a table's changes go to a Kinesis data stream no more; the destination stays listed (recorded).
struct DisableKinesisStreamingDestination: Operation {
    struct Input {
        var destination: DestinationReference
        var hasConfiguration: Bool
    }

    static let name = "DisableKinesisStreamingDestination"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"TableName": "Music", "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/changes"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            destination: request.destination(),
            hasConfiguration: request.destinationConfiguration("EnableKinesisStreamingConfiguration").isThere)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DisableKinesisStreamingDestination", on: input.destination.table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Input {
        if input.hasConfiguration { throw AWSError.destinationDisabledWithConfiguration }
        try tables.changeDestinations(of: input.destination, in: context) { destinations, _ in
            guard let at = destinations.firstIndex(where: { $0.streamARN == input.destination.stream && $0.status == .active }) else {
                throw AWSError.destinationNotActive
            }
            destinations[at].status = .disabled
        }
        return input
    }

    func encode(_ output: Input, into response: inout StructureWriter) {
        response.destination(output.destination, status: "DISABLING")
    }
}
