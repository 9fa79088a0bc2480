import Foundation
import SQLiteStore

/// `StatementFloor [SECONDS]`: the statements that item operations come to, prepared and run in a row on one thread, with nothing
/// around them; prints statements or transactions per second, a line each.
///
/// The table is that of a DynamoDB table with a sort key, with a thousand rows of 400 bytes, in a file with a write-ahead log, as
/// the server has it. Writes are committed one by one, or sixteen together.
let seconds = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 1

func show(_ words: String, _ body: (Int) throws -> Void) rethrows {
    let clock = ContinuousClock()
    for number in 0..<200 { try body(number) }
    let begun = clock.now
    var runs = 0
    while clock.now - begun < .seconds(seconds) {
        for number in runs..<runs + 100 { try body(number) }
        runs += 100
    }
    let elapsed = (clock.now - begun).components
    print("\(words)\t\(Int(Double(runs) / (Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)))")
}

func partition(_ number: Int) -> [UInt8] { Array("customer-\(number % 1000 / 25)".utf8) }
func sort(_ number: Int) -> [UInt8] { Array("order-\(number % 25)".utf8) }
func hash(_ number: Int) -> Int64 { Int64(number % 1000 / 25) &* 0x1E37_79B9_7F4A_7C15 }

let table: SQL = """
    CREATE TABLE items (partition_hash INTEGER NOT NULL, partition BLOB NOT NULL, sort BLOB NOT NULL, size INTEGER NOT NULL, \
    item TEXT NOT NULL, PRIMARY KEY (partition_hash, partition, sort)) WITHOUT ROWID
    """
let get: SQL = "SELECT item, size FROM items WHERE partition_hash = ?1 AND partition = ?2 AND sort = ?3"
let put: SQL = "INSERT OR REPLACE INTO items VALUES (?1, ?2, ?3, ?4, ?5)"
let query: SQL = "SELECT item, size FROM items WHERE partition_hash = ?1 AND partition = ?2 AND sort >= ?3 ORDER BY sort"
let item = Array(String(repeating: "x", count: 400).utf8)

do {
    let database = try Database(at: .temporary, migrations: [Migration(id: "floor", sql: table)])
    let write = { (number: Int, connection: borrowing Connection) throws in
        _ = try connection.run(
            put, .integer(hash(number)), .bytes(partition(number)), .bytes(sort(number)), .integer(400), .utf8(item))
    }
    try database.write { connection in for number in 0..<1000 { try write(number, connection) } }
    var bytes = 0
    try show("get") { number in
        bytes += try database.read { connection in
            try connection.first(get, .integer(hash(number)), .bytes(partition(number)), .bytes(sort(number))) { $0.bytes(0).count } ?? 0
        }
    }
    try show("query 25") { number in
        try database.read { connection in
            try connection.forEach(query, .integer(hash(number)), .bytes(partition(number)), .bytes([])) {
                bytes += $0.bytes(0).count
                return true
            }
        }
    }
    try show("put") { number in try database.write { try write(number, $0) } }
    try show("put, sixteen a commit") { number in
        if number % 16 == 0 { database.beginGroup() }
        try database.write { try write(number, $0) }
        if number % 16 == 15 { try database.commitGroup() }
    }
    try database.commitGroup()
    guard bytes > 0 else { exit(1) }
} catch {
    print("StatementFloor: \(error)")
    exit(1)
}
