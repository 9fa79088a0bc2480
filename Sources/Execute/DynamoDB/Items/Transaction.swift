import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBValues
import OpenSSL
import SQLiteStore
import ServiceModel

/// A fault of one part that refuses a transaction as a whole, instead of cancelling it with a reason.
struct UncollectedFault: Error {
    var error: AWSError
}

/// What each part of a transaction came to: the reasons that a cancelled one gives.
struct CancellationReasons: Sendable {
    struct Reason: Sendable {
        var code = "None"
        var message: String?
        /// JSON.
        var item: [UInt8]?
    }

    private(set) var reasons: [Reason]

    init(count: Int) { reasons = Array(repeating: Reason(), count: count) }

    /// Runs one part's step; what it refuses is noted, and the other parts are looked at all the same.
    mutating func collect<T>(_ part: Int, _ body: () throws -> T) rethrows -> T? {
        do {
            return try body()
        } catch let error as AWSError where error.code == .conditionalCheckFailed {
            var item: [UInt8]?
            if case .json("Item", let shown)? = error.members.first { item = shown }
            reasons[part] = Reason(code: "ConditionalCheckFailed", message: error.message, item: item)
        } catch let error as AWSError where error.code == .validation {
            reasons[part] = Reason(code: "ValidationError", message: error.message)
        } catch let error as AWSError where error.code == .duplicateItem {
            reasons[part] = Reason(code: "DuplicateItem", message: error.message)
        }
        return nil
    }

    /// Notes what refuses a part, by a code of its own.
    mutating func note(_ error: AWSError, code: String, of part: Int) { reasons[part] = Reason(code: code, message: error.message) }

    /// Cancels the transaction where a part was refused.
    func cancel() throws(AWSError) {
        guard reasons.contains(where: { $0.code != "None" }) else { return }
        var json = JSONWriter()
        json.beginArray()
        for reason in reasons {
            json.beginObject()
            json.name("Code")
            json.string(reason.code)
            if let item = reason.item {
                json.name("Item")
                json.raw(item)
            }
            if let message = reason.message {
                json.name("Message")
                json.string(message)
            }
            json.endObject()
        }
        json.endArray()
        throw .transactionCancelled(reasons.map(\.code), reasons: json.bytes)
    }
}

/// What a write does to one item: judged, and not yet made.
struct PlannedChange: Sendable {
    var key: ItemKey
    var former: ItemRow?
    /// What is to stand there; nil for nothing.
    var item: CanonicalItem?
    /// JSON, as a statement's RETURNING asks for it; nil for nothing.
    var returned: [UInt8]?
    /// False for a check, which costs what writing the item that it looks at would.
    var writes = true
}

extension OpenTable {
    /// Makes a change, and returns the write units used.
    func make(_ change: PlannedChange, in connection: borrowing Connection) throws -> ConsumedCapacity {
        guard change.writes else { return ConsumedCapacity(table: ConsumedCapacity.write(bytes: change.former?.size ?? 0)) }
        return try replace(change.former, by: change.item, at: change.key, in: connection)
    }
}

/// The token that a transaction was sent under.
struct TransactionToken: Sendable {
    var text: String
    /// Of the parts as they were sent, to tell a repeated request from another under its token.
    var digest: [UInt8]
}

extension TableStore {
    /// Whether the same caller's account has sent the same under this token in the last ten minutes (API Reference,
    /// ClientRequestToken); otherwise the token is kept, as a part of the transaction.
    func isRepeated(_ token: TransactionToken?, in context: OperationContext, _ connection: borrowing Connection) throws -> Bool {
        guard let token else { return false }
        if let known = try digest(of: token.text, account: context.account, now: context.now, in: connection) {
            guard known == token.digest else { throw AWSError.tokenOfAnother }
            return true
        }
        try keep(
            token.text, digest: token.digest, account: context.account, until: context.now.adding(seconds: Self.tokenSeconds),
            in: connection)
        return false
    }
}

extension StructureReader {
    /// - Parameter parts: The member that has the parts.
    func transactionToken(of parts: String) throws -> TransactionToken? {
        guard let text = try string("ClientRequestToken", .minimumLength(1), .maximumLength(36)) else { return nil }
        return TransactionToken(text: text, digest: SHA256.hash(Array(json(parts)?.bytes ?? [])))
    }

    /// The parts of a transaction: between one and a hundred (API Reference, TransactWriteItems).
    func transactItems() throws -> [StructureReader] {
        guard let items = try structures("TransactItems") else {
            requireMember("TransactItems")
            return []
        }
        if !(1...100).contains(items.count) {
            check(count: items.count, shown: AWSError.list(items.map(ShownRequest.part)), of: "TransactItems", in: 1...100)
        }
        return items
    }
}
