import CSQLite

/// The row a query stands on, lent to a closure.
///
/// Columns count from 0. A value of another kind is converted as SQLite converts it; NULL reads as 0, as an empty text, or as no bytes.
package struct Row: ~Copyable {
    let statement: OpaquePointer

    package var columnCount: Int { Int(sqlite3_data_count(statement)) }

    package func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    package func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }

    package func real(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

    package func text(_ column: Int) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

    package func bytes(_ column: Int) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    /// Lends a blob's bytes, or a text's UTF-8, where SQLite keeps them: valid inside `body` only.
    package func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        // SQLite wants the address asked for before the count.
        let start = sqlite3_column_blob(statement, Int32(column))
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
