import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Has a table's changes go to a Kinesis data stream no more; the destination stays listed (recorded).
struct DisableKinesisStreamingDestination: Operation {
    static let name = "DisableKinesisStreamingDestination"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"TableName": "Music", "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/changes"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> DestinationRequest {
        try request.destination(configuredBy: "EnableKinesisStreamingConfiguration")
    }

    func authorization(for input: DestinationRequest, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DisableKinesisStreamingDestination", on: input.table, in: context)]
    }

    func execute(_ input: DestinationRequest, in context: OperationContext) throws -> DestinationRequest {
        if input.hasConfiguration { throw AWSError.destinationDisabledWithConfiguration }
        try tables.changeDestinations(of: input, in: context) { destinations, _ in
            guard let at = destinations.firstIndex(where: { $0.streamARN == input.stream && $0.status == .active }) else {
                throw AWSError.destinationNotActive
            }
            destinations[at].status = .disabled
        }
        return input
    }

    func encode(_ output: DestinationRequest, into response: inout StructureWriter) {
        response.destination(output, status: "DISABLING")
    }
}
