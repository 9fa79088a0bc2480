import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Has a table's changes go to a Kinesis data stream.
///
/// The answer says ENABLING as AWS's does. A caller who may not use the Kinesis stream is told so by the state that follows (recorded:
/// ENABLE_FAILED), not by a denial.
struct EnableKinesisStreamingDestination: Operation {
    static let name = "EnableKinesisStreamingDestination"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"TableName": "Music", "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/changes"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> DestinationRequest {
        try request.destination(configuredBy: "EnableKinesisStreamingConfiguration")
    }

    func authorization(for input: DestinationRequest, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:EnableKinesisStreamingDestination", on: input.table, in: context)]
    }

    func execute(_ input: DestinationRequest, in context: OperationContext) throws -> DestinationRequest {
        guard let arn = ARN(input.stream), arn.service == "kinesis", arn.resource.hasPrefix("stream/") else {
            throw AWSError.invalidKinesisARN(input.stream)
        }
        let status: KinesisDestination.Status = Self.mayUse(arn, in: context) ? .active : .enableFailed
        try tables.changeDestinations(of: input, in: context) { destinations, _ in
            // Recorded: a table has one that is in use, and any number of others.
            guard !destinations.contains(where: { $0.status == .active }) else { throw AWSError.destinationNotDisabled }
            let made = KinesisDestination(streamARN: input.stream, status: status, precision: input.precision)
            if let at = destinations.firstIndex(where: { $0.streamARN == made.streamARN }) {
                destinations[at] = made
            } else {
                destinations.insert(made, at: 0)
            }
        }
        return input
    }

    /// What DynamoDB asks of Kinesis with the caller's credentials (Service Authorization Reference, dependent actions).
    private static func mayUse(_ stream: ARN, in context: OperationContext) -> Bool {
        ["kinesis:DescribeStream", "kinesis:PutRecords"].allSatisfy { action in
            let question = AuthorizationRequest(action: action, resource: stream.description, resourceAccount: stream.account)
            let decision = context.authority.decide(question, for: context.caller, via: "dynamodb.amazonaws.com")
            return decision.isAllowed || !context.authority.enforces(decision)
        }
    }

    func encode(_ output: DestinationRequest, into response: inout StructureWriter) {
        response.destination(output, status: "ENABLING")
        response.destinationConfiguration("EnableKinesisStreamingConfiguration", output.precision)
    }
}
