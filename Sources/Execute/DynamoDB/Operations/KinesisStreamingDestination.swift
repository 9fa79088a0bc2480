import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// What the operations on Kinesis destinations share: the table and the stream they name, and how a destination is shown.
struct DestinationReference: Sendable {
    var table: TableReference
    /// The ARN of the Kinesis data stream.
    var stream: String
}

extension StructureReader {
    func destination() throws -> DestinationReference {
        try DestinationReference(table: table(), stream: required("StreamArn", .minimumLength(37), .maximumLength(1024)))
    }

    /// A destination's settings; nil where the member is not there.
    func destinationConfiguration(_ member: String) throws -> (isThere: Bool, precision: KinesisDestination.Precision?) {
        guard let configuration = try structure(member) else { return (false, nil) }
        let text = try configuration.string("ApproximateCreationDateTimePrecision", .destinationPrecision)
        return (true, text.flatMap(KinesisDestination.Precision.init))
    }
}

extension Constraint {
    /// The order of the values is recorded (LocalStack's snapshots).
    fileprivate static let destinationPrecision = Constraint.oneOf(["MILLISECOND", "MICROSECOND"])
}

extension StructureWriter {
    mutating func destination(_ reference: DestinationReference, status: String) {
        string("TableName", reference.table.name)
        string("StreamArn", reference.stream)
        string("DestinationStatus", status)
    }

    mutating func destinationConfiguration(_ member: String, _ precision: KinesisDestination.Precision?) {
        structure(member) { $0.string("ApproximateCreationDateTimePrecision", precision?.rawValue) }
    }
}

extension Tables {
    /// Changes the destinations of the caller's own table.
    func changeDestinations(
        of reference: DestinationReference, in context: OperationContext, _ body: (inout [KinesisDestination], Table) throws -> Void
    ) throws {
        try requireOwn(reference.table, in: context)
        try store.change(definition(reference.table, in: context)) { definition, _ in
            var destinations = definition.kinesisDestinations ?? []
            try body(&destinations, definition)
            definition.kinesisDestinations = destinations
        }
    }
}
