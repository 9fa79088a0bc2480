import Testing

@testable import SQLiteStore

@Suite struct ConnectionTests {
    @Test func `values come back as they were bound`() throws {
        let database = try Database.temporary()
        let memory: [UInt8] = [7, 0, 9]
        try memory.withUnsafeBytes { memory in
            let values: [SQLValue] = [
                nil, .integer(Int64.min), 0.5, "Grüße\0!", "", .bytes([0, 1, 0, 255]), .bytes([]),
                .bytes(([1, 2, 3, 4] as [UInt8])[1..<3]),
                .utf8(Array("{}".utf8)), .memory(memory), .memory(UnsafeRawBufferPointer(start: nil, count: 0)), .utf8([]),
            ]
            try database.write { connection in
                for value in values { try connection.run("INSERT INTO blobs (content) VALUES (?1)", value) }
            }
        }
        let expected = [
            "null", "integer -9223372036854775808", "real 0.5", "text Grüße\0!", "text ", "blob [0, 1, 0, 255]", "blob []", "blob [2, 3]",
            "text {}",
            "blob [7, 0, 9]", "blob []", "text ",
        ]
        var found: [String] = []
        try database.read { connection in
            try connection.forEach("SELECT typeof(content), content FROM blobs ORDER BY id") { row in
                switch row.text(0) {
                case "integer": found.append("integer \(row.integer(1))")
                case "real": found.append("real \(row.real(1))")
                case "text": found.append("text \(row.text(1))")
                case "blob": found.append("blob \(row.bytes(1))")
                default: found.append(row.isNull(1) && row.bytes(1) == [] && row.columnCount == 2 ? "null" : "?")
                }
                return true
            }
        }
        #expect(found == expected)
    }

    @Test func `long and short texts and bytes are bound together`() throws {
        let database = try Database.temporary()
        let long = String(repeating: "long text ", count: 100)
        let row = try database.read { connection in
            try connection.first(
                "SELECT ?1 || ?2 || ?3, ?4, ?5", "a", .text(long), "b", .bytes(Array(long.utf8)), 5
            ) { ($0.text(0), $0.withBytes(1) { $0.count }, $0.integer(2)) }
        }
        #expect(row?.0 == "a" + long + "b" && row?.1 == 1000 && row?.2 == 5)
    }

    @Test func `rows stop when the caller has enough, and an empty answer is nil`() throws {
        let database = try Database.temporary()
        try database.read { connection in
            var seen: [Int64] = []
            try connection.forEach("VALUES (1), (2), (3)") { row in
                seen.append(row.integer(0))
                return seen.count < 2
            }
            #expect(seen == [1, 2])
            let none = try connection.first("SELECT 1 WHERE 0") { $0.integer(0) }
            #expect(none == nil)
        }
    }

    @Test func `a statement is prepared once, and nested uses of one text do not meet`() throws {
        let database = try Database.temporary()
        try database.read { connection in
            let before = connection.handle.cachedStatements
            var pairs: [Int64] = []
            for _ in 0..<3 {
                let numbers: SQL = "VALUES (1), (2)"
                try connection.forEach(numbers) { outer in
                    let left = outer.integer(0)
                    try connection.forEach(numbers) { inner in
                        pairs.append(left * 10 + inner.integer(0))
                        return true
                    }
                    return true
                }
            }
            #expect(pairs == [11, 12, 21, 22, 11, 12, 21, 22, 11, 12, 21, 22])
            #expect(connection.handle.cachedStatements == before + 1)
            connection.forgetStatements()
            #expect(connection.handle.cachedStatements == 0)
        }
    }

    @Test func `the cache has a bound`() throws {
        let database = try Database.temporary()
        try database.read { connection in
            for number in 0..<(StatementCache.capacity * 2 + 5) {
                let found = try connection.first("SELECT \(number)") { $0.integer(0) }
                #expect(found == Int64(number))
            }
            #expect(connection.handle.cachedStatements <= StatementCache.capacity)
        }
    }

    @Test func `a statement whose table went is dropped, and works again with the table`() throws {
        let database = try Database.temporary()
        let table = 7
        let count: SQL = "SELECT count(*) FROM items_\(table)"
        func counted() throws -> Int64? { try database.read { try $0.first(count) { $0.integer(0) } } }
        try database.write { try $0.run("CREATE TABLE items_\(table) (key BLOB)") }
        #expect(try counted() == 0)
        try database.write { try $0.run("DROP TABLE items_\(table)") }
        #expect(throws: StoreError.statement(sql: "SELECT count(*) FROM items_7", message: "no such table: items_7")) { try counted() }
        try database.write { try $0.run("CREATE TABLE items_\(table) (key BLOB, more)") }
        #expect(try counted() == 0)
    }

    @Test func `faults of the program are told`() throws {
        let database = try Database.temporary()
        func failure(_ body: (borrowing Connection) throws -> Void) -> StoreError? {
            do {
                try database.read(body)
                return nil
            } catch {
                return error as? StoreError
            }
        }
        #expect(
            failure { try $0.run("SELECT ?1") } == .statement(sql: "SELECT ?1", message: "0 values for 1 parameters"))
        #expect(failure { try $0.run("SELECT 1; SELECT 2") } == .statement(sql: "SELECT 1; SELECT 2", message: "more than one statement"))
        #expect(failure { try $0.run("") } == .statement(sql: "", message: "no statement"))
        #expect(
            failure { try $0.run("DELETE FROM blobs") }
                == .statement(sql: "DELETE FROM blobs", message: "this connection was lent for reading"))
    }

    @Test func `changed rows are counted, and RETURNING ends its statement`() throws {
        let database = try Database.temporary()
        try database.write { connection in
            let inserted = try connection.run("INSERT INTO blobs (id) VALUES (3), (4), (5)")
            #expect(inserted == 3 && connection.lastInsertedRow == 5)
            let deleted = try connection.first("DELETE FROM blobs RETURNING id") { $0.integer(0) }
            let left = try connection.first("SELECT count(*) FROM blobs") { $0.integer(0) }
            #expect(deleted == 3 && left == 0)
            let again = try connection.run("DELETE FROM blobs")
            #expect(again == 0)
        }
    }

    @Test func `a text is made of literals, whole numbers and other texts`() {
        let columns: SQL = "a, b"
        let text: SQL = "SELECT \(columns) FROM items_\(12)"
        #expect(text.text == "SELECT a, b FROM items_12")
        #expect(text == "SELECT \(columns) FROM items_\(12)")
        #expect(text != "SELECT \(columns) FROM items_\(13)")
        #expect((" drop TABLE x" as SQL).namesSchemaChange)
        #expect(!("SELECT" as SQL).namesSchemaChange)
    }

    @Test func `reads together see one state, and each of them more once the schema has changed`() throws {
        let database = try Database.temporary()
        var seen: [Int64?] = []
        try database.add()
        database.readTogether {
            seen.append(try? database.committed)
            try? database.add()
            seen.append(try? database.committed)
            _ = try? database.write { try $0.run("CREATE TABLE more (id INTEGER PRIMARY KEY)") }
            seen.append(try? database.read { try $0.first("SELECT count(*) FROM more") { $0.integer(0) } })
            seen.append(try? database.committed)
            try? database.add()
            seen.append(try? database.committed)
        }
        #expect(seen == [1, 1, 0, 2, 2])
        #expect(try database.committed == 3)
    }

    @Test func `reads together see what memory follows, and one inside another ends with that one`() throws {
        let database = try Database.temporary()
        var seen: [Int64?] = []
        database.readTogether {
            seen.append(try? database.committed)
            database.readTogether { seen.append(try? database.committed) }
            try? database.add()
            seen.append(try? database.committed)
            _ = try? database.write { connection in
                database.follow(committed: {}, undone: {})
                try connection.run("UPDATE counters SET value = value + 10")
            }
            seen.append(try? database.committed)
        }
        #expect(seen == [0, 0, 0, 11])
    }

    @Test func `reads together that fail, or find the database closed, say so each for itself`() throws {
        let database = try Database.temporary()
        var errors = 0
        func read(_ sql: SQL) {
            do { _ = try database.read { try $0.first(sql) { $0.integer(0) } } } catch { errors += 1 }
        }
        database.readTogether {
            read("SELECT * FROM nowhere")
            read("SELECT value FROM counters")
        }
        #expect(errors == 1)
        try database.close()
        database.readTogether { read("SELECT value FROM counters") }
        #expect(errors == 2)
    }
}
