import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Has a key deleted after a number of days; until then it can be had back, disabled.
struct ScheduleKeyDeletion: KeyChange {
    struct Input: KeyInput {
        var keyID: String
        var days: Int
    }

    struct Output {
        var key: Key
        var days: Int
    }

    static let name = "ScheduleKeyDeletion"
    static let states = KeyStates.notPendingDeletion
    static let example = Example.key(#","PendingWindowInDays":7"#)

    private static let usualDays = 30

    let store: DirectoryStore

    /// The model's constraint says 1 to 365; the API reference says 7 to 30, and names no text for the days between.
    func decode(_ request: StructureReader) throws -> Input {
        Input(
            keyID: try request.keyID(),
            days: try request.integer("PendingWindowInDays", .atLeast(7), .atMost(30)) ?? Self.usualDays)
    }

    func conditions(of input: Input) -> CallConditions {
        CallConditions(["kms:ScheduleKeyDeletionPendingWindowInDays": .single(String(input.days))])
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        try change(input, in: context) { key, _ in
            key.state = .pendingDeletion
            key.deletion = context.now.adding(seconds: Int64(input.days) * 86_400)
            return Output(key: key, days: input.days)
        }
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string("KeyId", output.key.arn)
        response.timestamp("DeletionDate", output.key.deletion)
        response.string("KeyState", output.key.state.rawValue)
        response.integer("PendingWindowInDays", output.days)
    }
}
