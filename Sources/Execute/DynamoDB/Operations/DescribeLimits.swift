import AWSWire
import IAMPolicy
import ServiceModel

/// Tells how much capacity an account and a table may have: a new account's quotas, which are not enforced.
struct DescribeLimits: Operation {
    static let name = "DescribeLimits"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) {}

    func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] {
        [context.question("dynamodb:DescribeLimits")]
    }

    func execute(_ input: Void, in context: OperationContext) -> Int { 80_000 }

    /// Developer Guide, "Service quotas": 80,000 units an account, 40,000 a table.
    func encode(_ output: Int, into response: inout StructureWriter) {
        response.integer("AccountMaxReadCapacityUnits", output)
        response.integer("AccountMaxWriteCapacityUnits", output)
        response.integer("TableMaxReadCapacityUnits", output / 2)
        response.integer("TableMaxWriteCapacityUnits", output / 2)
    }
}
