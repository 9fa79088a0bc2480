import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues

/// A statement of a request with its parameters, not yet read.
struct StatementRequest: Sendable {
    var text: String
    private var parameters: Result<[AttributeValue], AttributeValueError> = .success([])
    /// The parameters as they were sent.
    private(set) var sentParameters: [UInt8] = []
    var isConsistent: Bool
    /// Whether a failed condition's error carries the item that failed it.
    var showsItemOnFailure: Bool

    init(_ request: StructureReader) throws {
        text = try request.required("Statement", .minimumLength(1), .maximumLength(8192))
        isConsistent = try request.boolean("ConsistentRead") ?? false
        showsItemOnFailure = try request.showsItemOnFailure()
        guard let views = try request.structures("Parameters", count: 1...Int.max) else { return }
        sentParameters = Array(request.json("Parameters")?.bytes ?? [])
        var values: [AttributeValue] = []
        for view in views.compactMap(\.view) {
            do throws(AttributeValueError) {
                values.append(try AttributeValue(reading: view))
            } catch {
                if error.isSerialization { throw AWSError(.serialization, error.message) }
                parameters = .failure(error)
                return
            }
        }
        parameters = .success(values)
    }

    /// The parameters, which are judged before the statement is read (recorded).
    func values() throws(AWSError) -> [AttributeValue] {
        do {
            return try parameters.get()
        } catch {
            throw Wording.statement.fault(error)
        }
    }

    /// Reads the statement and puts its parameters in.
    func prepared() throws(AWSError) -> PreparedStatement {
        let values = try values()
        do throws(PartiQLError) {
            return try PreparedStatement(PartiQLStatement(parsing: text).bind(values))
        } catch {
            throw .statement(error)
        }
    }
}

extension StructureReader {
    /// The statements of a batch or a transaction.
    ///
    /// - Parameter element: The model's name of one.
    func statements(_ member: String, limit: Int, of element: String) throws -> [StatementRequest] {
        guard let found = try structures(member, count: 1...limit, of: element) else {
            requireMember(member)
            return []
        }
        return try found.map(StatementRequest.init)
    }
}
