import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBValues

/// An item or a key of a request, read and made canonical.
///
/// Where its JSON has another shape than the model, decoding throws; a value that breaks a rule is told of later, after
/// the caller's leave was asked.
struct RequestItem: Sendable {
    /// The item as it was sent; nil where it is missing.
    let view: JSONView?
    private let content: Result<CanonicalItem, AttributeValueError>

    init(_ view: JSONView?) throws(AWSError) {
        self.view = view
        guard let view else {
            content = .success(CanonicalItem(bytes: Array("{}".utf8), size: 0))
            return
        }
        do {
            content = .success(try CanonicalItem.make(from: view))
        } catch {
            if error.isSerialization { throw AWSError(.serialization, error.message) }
            content = .failure(error)
        }
    }

    /// The item, its values judged.
    func item(_ wording: Wording) throws(AWSError) -> CanonicalItem {
        do {
            return try content.get()
        } catch {
            throw wording.fault(error)
        }
    }

    /// Judges the values of an ExclusiveStartKey; most faults are said to be the starting key's (recorded).
    func checkAsStart(_ wording: Wording) throws(AWSError) {
        guard case .failure(let fault) = content else { return }
        let error = wording.fault(fault)
        switch fault {
        case .duplicates, .notNumeric, .tooManyDigits, .overflow, .underflow, .emptySet(.numberSet), .nullMember(.numberSet): throw error
        default: throw .startKeyInvalid(because: error.message ?? "")
        }
    }

    var attributeCount: Int {
        var count = 0
        for _ in view?.members ?? Self.none { count += 1 }
        return count
    }

    /// For condition keys: the item, where its values hold.
    var stored: StoredItem? { try? content.get().stored }

    private static let none = JSONDocument.emptyObject.root.members
}

extension JSONDocument {
    /// `{}`, for members that are not there.
    static let emptyObject: JSONDocument = {
        // Two bytes that are JSON; the parser has nothing to refuse.
        guard let document = try? JSONDocument(parsing: Array("{}".utf8)) else { preconditionFailure("{} is JSON") }
        return document
    }()
}

/// How an operation words the faults of a request's values and expressions (see `AttributeValueError`).
enum Wording: Sendable {
    /// PutItem, UpdateItem, DeleteItem: in the current words, behind `1 validation error detected: `.
    case validator
    /// GetItem, BatchGetItem, Query.
    case current
    /// BatchWriteItem, Scan, the transactions.
    case older
    /// PartiQL: without the name of an expression.
    case statement

    var layer: AttributeValueError.Layer { self == .older || self == .statement ? .older : .current }

    func fault(_ error: AttributeValueError) -> AWSError {
        let text = error.message(in: layer)
        if error.isSerialization { return AWSError(.serialization, text) }
        return .validation(self == .validator ? "1 validation error detected: " + text : text)
    }
}

extension StructureReader {
    /// An item or a key that the request must have.
    func item(_ member: String) throws -> RequestItem {
        let view = json(member)
        if view == nil { requireMember(member) }
        return try RequestItem(view)
    }

    /// A key that may be left out.
    func optionalItem(_ member: String) throws -> RequestItem? { try json(member).map { try RequestItem($0) } }
}

extension KeySchema {
    /// Where the item stands that a request's key names.
    func key(_ key: RequestItem, _ wording: Wording) throws -> ItemKey {
        try self.key(named: key.item(wording).stored, attributes: key.attributeCount)
    }
}
