import AWSTypes
import AWSWire
import ByteJSON

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

    /// Whether a part was refused by itself, whatever stands in the tables.
    var hasInvalid: Bool { reasons.contains { $0.code == "ValidationError" } }

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

extension StructureReader {
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
