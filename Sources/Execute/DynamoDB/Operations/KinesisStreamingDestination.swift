import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// What the operations on Kinesis destinations are asked: of which table, to which stream, and how it is to be set.
struct DestinationRequest: Sendable {
    var table: TableReference
    /// The ARN of the Kinesis data stream.
    var stream: String
    /// Whether the request has settings, be they empty.
    var hasConfiguration: Bool
    var precision: KinesisDestination.Precision?
}

extension StructureReader {
    /// - Parameter configuration: The member that has the settings.
    func destination(configuredBy configuration: String) throws -> DestinationRequest {
        let (table, stream) = (try table(), try required("StreamArn", .minimumLength(37), .maximumLength(1024)))
        let configuration = try structure(configuration)
        let precision = try configuration?.string("ApproximateCreationDateTimePrecision", .destinationPrecision)
        return DestinationRequest(
            table: table, stream: stream, hasConfiguration: configuration != nil,
            precision: precision.flatMap(KinesisDestination.Precision.init))
    }
}

extension Constraint {
    /// The order of the values is recorded (LocalStack's snapshots).
    fileprivate static let destinationPrecision = Constraint.oneOf(["MILLISECOND", "MICROSECOND"])
}

extension StructureWriter {
    mutating func destination(_ request: DestinationRequest, status: String) {
        string("TableName", request.table.name)
        string("StreamArn", request.stream)
        string("DestinationStatus", status)
    }

    mutating func destinationConfiguration(_ member: String, _ precision: KinesisDestination.Precision?) {
        structure(member) { $0.string("ApproximateCreationDateTimePrecision", precision?.rawValue) }
    }
}

extension Tables {
    /// Changes the destinations of the caller's own table.
    func changeDestinations(
        of request: DestinationRequest, in context: OperationContext, _ body: (inout [KinesisDestination], Table) throws -> Void
    ) throws {
        try requireOwn(request.table, in: context)
        try store.change(definition(request.table, in: context)) { definition, _ in
            var destinations = definition.kinesisDestinations ?? []
            try body(&destinations, definition)
            definition.kinesisDestinations = destinations
        }
    }
}
