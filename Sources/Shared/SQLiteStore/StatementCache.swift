/// The prepared statements of one connection, by their text.
///
/// Schema changes and dropped tables leave statements nobody asks for again, so the cache is emptied when the schema
/// changes and when it is full; refilling costs one preparation a text.
struct StatementCache {
    static let capacity = 256

    private var statements: [SQL: Statement] = [:]

    var count: Int { statements.count }

    /// The statement of this text, unless there is none or it is lent.
    func idle(_ sql: SQL) -> Statement? {
        guard let statement = statements[sql], !statement.isLent else { return nil }
        return statement
    }

    /// Keeps a statement, unless one of its text is kept already.
    mutating func keep(_ statement: Statement) {
        guard statements[statement.sql] == nil else { return }
        if statements.count >= Self.capacity { statements.removeAll(keepingCapacity: true) }
        statements[statement.sql] = statement
        statement.isKept = true
    }

    mutating func drop(_ statement: Statement) {
        if statements[statement.sql] === statement { statements[statement.sql] = nil }
    }

    /// Statements in use stay alive until the call that uses them returns.
    mutating func dropAll() { statements.removeAll(keepingCapacity: true) }
}
