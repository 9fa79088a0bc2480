import CSQLite

/// A prepared statement of one connection.
///
/// It is finalised with its last reference, which its connection's cache or the call that uses it holds.
final class Statement {
    let sql: SQL
    let pointer: OpaquePointer
    let isReadOnly: Bool
    let changesSchema: Bool
    /// Whether a call is using it: a nested call of the same text prepares another.
    var isLent = false
    /// Whether its last use failed in a way that may be the statement's own.
    var isSuspect = false
    /// Whether its connection has it in the cache, or once had.
    var isKept = false

    private let parameterCount: Int

    init(_ sql: SQL, pointer: OpaquePointer) {
        self.sql = sql
        self.pointer = pointer
        isReadOnly = sqlite3_stmt_readonly(pointer) != 0
        changesSchema = !isReadOnly && sql.namesSchemaChange
        parameterCount = Int(sqlite3_bind_parameter_count(pointer))
    }

    deinit { sqlite3_finalize(pointer) }

    /// Makes the statement ready for its next use, which binds every parameter anew.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    /// Binds `values` and calls `body` while they are bound.
    ///
    /// INVARIANT: what is bound without a copy is read only inside `body`; whoever calls this resets the statement after.
    func withBound(_ values: [SQLValue], _ body: () throws -> Void) throws {
        guard values.count == parameterCount else {
            throw StoreError.statement(sql: sql.text, message: "\(values.count) values for \(parameterCount) parameters")
        }
        try withBound(values, from: 0, body)
    }

    /// Descends one call for each value that lies in memory, so that all of them stay put until `body` has returned.
    private func withBound(_ values: [SQLValue], from start: Int, _ body: () throws -> Void) throws {
        for index in start..<values.count {
            let position = Int32(index + 1)
            switch values[index] {
            case .null: try check(sqlite3_bind_null(pointer, position))
            case .integer(let value): try check(sqlite3_bind_int64(pointer, position, value))
            case .real(let value): try check(sqlite3_bind_double(pointer, position, value))
            case .memory(let memory): try check(bind(blob: memory, at: position))
            case .utf8Memory(let memory): try check(bind(text: memory, at: position))
            case .text(var value):
                return try value.withUTF8 { characters in
                    try check(bind(text: UnsafeRawBufferPointer(characters), at: position))
                    return try withBound(values, from: index + 1, body)
                }
            case .bytes(let value):
                return try value.withUnsafeBytes { memory in
                    try check(bind(blob: memory, at: position))
                    return try withBound(values, from: index + 1, body)
                }
            case .utf8(let value):
                return try value.withUnsafeBytes { memory in
                    try check(bind(text: memory, at: position))
                    return try withBound(values, from: index + 1, body)
                }
            }
        }
        try body()
    }

    /// An empty buffer may have no address, and SQLite takes a missing address for NULL.
    private func bind(blob memory: UnsafeRawBufferPointer, at position: Int32) -> Int32 {
        guard let start = memory.baseAddress, !memory.isEmpty else { return sqlite3_bind_zeroblob(pointer, position, 0) }
        return sqlite3_bind_blob64(pointer, position, start, UInt64(memory.count), nil)
    }

    private func bind(text memory: UnsafeRawBufferPointer, at position: Int32) -> Int32 {
        guard let start = memory.baseAddress, !memory.isEmpty else {
            // The literal's address lives as long as the program.
            let empty: StaticString = ""
            return sqlite3_bind_text64(pointer, position, UnsafeRawPointer(empty.utf8Start), 0, nil, UInt8(SQLITE_UTF8))
        }
        return sqlite3_bind_text64(pointer, position, start, UInt64(memory.count), nil, UInt8(SQLITE_UTF8))
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK else { return }
        throw StoreError(code: code, message: String(cString: sqlite3_errstr(code)), path: "", sql: sql.text)
    }
}
