import AWSTypes
import Directory
import KMS
import ServiceModel
import Testing

/// What an operation does with a key in each of the two states in which not everything goes.
struct KeyStateRow: CustomTestStringConvertible, Sendable {
    enum Outcome: String, Sendable {
        case ok, disabled = "is disabled.", pending = "is pending deletion.", notPending = "is not pending deletion."
    }

    var operation: String
    var disabled: Outcome
    var pending: Outcome

    var testDescription: String { "\(operation): \(disabled), \(pending)" }
}

@Suite struct KeyStateTests {
    /// KMS Developer Guide, "Key states of AWS KMS keys"; of the two errors for a key in use that is pending deletion, the
    /// one recorded through DynamoDB.
    static let rows: [KeyStateRow] =
        ["Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "CreateGrant"].map {
            KeyStateRow(operation: $0, disabled: .disabled, pending: .pending)
        }
        + [
            "CreateAlias", "DisableKey", "EnableKey", "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateKeyDescription",
            "UpdateAlias",
        ].map { KeyStateRow(operation: $0, disabled: .ok, pending: .pending) }
        + [KeyStateRow(operation: "CancelKeyDeletion", disabled: .notPending, pending: .ok)]
        + [
            "DescribeKey", "GetKeyPolicy", "PutKeyPolicy", "ListKeyPolicies", "ListGrants", "RevokeGrant", "RetireGrant", "ListAliases",
            "DeleteAlias", "ListResourceTags",
        ].map { KeyStateRow(operation: $0, disabled: .ok, pending: .ok) }

    @Test(arguments: rows) func `a disabled key`(_ row: KeyStateRow) throws {
        try check(row.operation, row.disabled) { $0.state = .disabled }
    }

    @Test(arguments: rows) func `a key pending deletion`(_ row: KeyStateRow) throws {
        try check(row.operation, row.pending) { key in
            key.state = .pendingDeletion
            key.deletion = KMSWorld.now.adding(seconds: 1)
        }
    }

    /// Runs an operation's example on the examples' key in a state.
    private func check(_ operation: String, _ outcome: KeyStateRow.Outcome, _ change: (inout Key) -> Void) throws {
        let world = try KMSWorld()
        let request = try world.prepareExample(of: operation)
        try world.change(KMSWorld.key, change)
        let code = outcome == .disabled ? "DisabledException" : "KMSInvalidStateException"
        let expected = outcome == .ok ? "no error" : "\(code): \(KMSWorld.arn(KMSWorld.key)) \(outcome.rawValue)"
        #expect(world.error(operation, request) == expected)
    }

    @Test func `every operation about a key has a row`() throws {
        let aboutNoKey: Set = ["CreateKey", "ListKeys", "ListRetirableGrants"]
        #expect(Set(try KMSWorld().service.operations.keys) == Set(Self.rows.map(\.operation)).union(aboutNoKey))
    }

    @Test func `only the new key of an alias must not be pending`() throws {
        let world = try KMSWorld()
        try world.change(KMSWorld.key) { $0.state = .pendingDeletion }
        try world.call("UpdateAlias", "{\"AliasName\":\"alias/music\",\"TargetKeyId\":\"\(KMSWorld.other)\"}")
        #expect(
            world.error("UpdateAlias", "{\"AliasName\":\"alias/music\",\"TargetKeyId\":\"\(KMSWorld.pending)\"}")
                == "KMSInvalidStateException: \(KMSWorld.arn(KMSWorld.pending)) is pending deletion.")
    }

    @Test func `a key is gone when its date has come, and its aliases with it`() throws {
        var world = try KMSWorld()
        let answer = try world.call("ScheduleKeyDeletion", "{\"KeyId\":\"\(KMSWorld.key)\",\"PendingWindowInDays\":7}")
        #expect(
            answer
                == "{\"KeyId\":\"\(KMSWorld.arn(KMSWorld.key))\",\"DeletionDate\":1770465600,\"KeyState\":\"PendingDeletion\",\"PendingWindowInDays\":7}"
        )
        world.now = KMSWorld.now.adding(seconds: 7 * 86_400 - 1)
        try world.call("DescribeKey", #"{"KeyId":"alias/music"}"#)
        world.now = KMSWorld.now.adding(seconds: 7 * 86_400)
        #expect(
            world.error("DescribeKey", "{\"KeyId\":\"\(KMSWorld.key)\"}")
                == "NotFoundException: Key '\(KMSWorld.arn(KMSWorld.key))' does not exist")
        #expect(
            world.error("CancelKeyDeletion", "{\"KeyId\":\"\(KMSWorld.key)\"}")
                == "NotFoundException: Key '\(KMSWorld.arn(KMSWorld.key))' does not exist")
        #expect(
            world.error("DescribeKey", #"{"KeyId":"alias/music"}"#)
                == "NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/music is not found.")
        #expect(try world.call("ListAliases", "{}") == #"{"Aliases":[],"Truncated":false}"#)
        try world.call("CreateAlias", "{\"AliasName\":\"alias/music\",\"TargetKeyId\":\"\(KMSWorld.other)\"}")
    }

    @Test func `a key taken back from deletion is disabled`() throws {
        let world = try KMSWorld()
        #expect(
            try world.call("CancelKeyDeletion", "{\"KeyId\":\"\(KMSWorld.pending)\"}")
                == "{\"KeyId\":\"\(KMSWorld.arn(KMSWorld.pending))\"}")
        let key = try world.key(KMSWorld.pending)
        #expect(key.state == .disabled && key.deletion == nil)
    }
}

extension KMSWorld {
    /// Makes the world such that an operation's example works, and returns the example.
    func prepareExample(of operation: String) throws -> String {
        switch operation {
        case "UpdateAlias", "DeleteAlias":
            try call("CreateAlias", "{\"AliasName\":\"alias/example\",\"TargetKeyId\":\"\(Self.key)\"}")
        case "Decrypt", "ReEncrypt":
            let sealed = try call("Encrypt", "{\"KeyId\":\"\(Self.key)\",\"Plaintext\":\"AAAA\"}")
            let blob = try Self.member("CiphertextBlob", of: sealed)
            return "{\"CiphertextBlob\":\"\(blob)\"\(operation == "ReEncrypt" ? ",\"DestinationKeyId\":\"\(Self.key)\"" : "")}"
        default: break
        }
        return try #require(service.operations[operation]).example
    }
}
