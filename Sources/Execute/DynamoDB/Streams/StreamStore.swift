import AWSTypes
import Foundation
import SQLiteStore
import Synchronization

/// The streams there are, those of tables that are gone among them.
///
/// Each is a row of its catalogue, its definition as JSON. In memory stands what has been committed, as with tables.
final class StreamStore: Sendable {
    static let migrations = [
        Migration(
            id: "dynamodb-streams-1",
            sql: """
                CREATE TABLE dynamodb_streams (number INTEGER PRIMARY KEY AUTOINCREMENT, definition TEXT NOT NULL);
                CREATE TABLE dynamodb_stream_shards (
                    stream INTEGER NOT NULL, ordinal INTEGER NOT NULL, id TEXT NOT NULL, parent TEXT, first INTEGER NOT NULL,
                    last INTEGER, started INTEGER NOT NULL, ended INTEGER, PRIMARY KEY (stream, ordinal)) WITHOUT ROWID;
                CREATE TABLE dynamodb_stream_records (
                    stream INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL, event INTEGER NOT NULL,
                    size INTEGER NOT NULL, images TEXT NOT NULL, PRIMARY KEY (stream, sequence)) WITHOUT ROWID;
                """)
    ]

    let database: Database
    private let streams: Mutex<[String: OpenStream]>

    init(_ database: Database) throws {
        self.database = database
        streams = Mutex(
            try database.read { connection in
                var found: [String: OpenStream] = [:]
                try connection.forEach("SELECT definition FROM dynamodb_streams") { row in
                    let stream = OpenStream(try JSONDecoder().decode(TableStream.self, from: Data(row.bytes(0))))
                    found[stream.arn] = stream
                    return true
                }
                return found
            })
    }

    /// The stream, unless its 24 hours are over; the sweeper may be late.
    func find(arn: String, now: Timestamp) -> OpenStream? {
        guard let found = find(arn: arn), !found.stream.isGone(at: now) else { return nil }
        return found
    }

    func find(arn: String) -> OpenStream? { streams.withLock { $0[arn] } }

    /// An account's streams in a region, or those of one table name: by the table's name, and of one table by their age.
    func list(account: String, region: String, table: String?, now: Timestamp) -> [OpenStream] {
        let found = streams.withLock { streams in
            streams.values.filter {
                $0.stream.account == account && $0.stream.region == region && (table == nil || $0.stream.tableName == table)
                    && !$0.stream.isGone(at: now)
            }
        }
        return found.sorted { $0.arn.utf8.lexicographicallyPrecedes($1.arn.utf8) }
    }

    var all: [OpenStream] { streams.withLock { Array($0.values) } }
}

// MARK: - Changing the catalogue, inside a transaction

extension StreamStore {
    /// Begins a stream of a table with its first shard, and notes both in the table's definition.
    ///
    /// Two streams of one table name that begin in one millisecond get different labels.
    func begin(_ view: StreamView, of table: inout Table, at now: Timestamp, in connection: borrowing Connection) throws {
        try connection.run("INSERT INTO dynamodb_streams (definition) VALUES ('')")
        var stream = TableStream(
            number: Int(connection.lastInsertedRow), account: table.account, region: table.region, tableName: table.name,
            tableNumber: table.number, key: table.key, view: view, created: now)
        let labels = try labels(of: stream, in: connection)
        while labels.contains(stream.label) { stream.created = Timestamp(milliseconds: stream.created.milliseconds + 1) }
        try save(stream, in: connection)
        try add(StreamShard(of: stream), to: stream, in: connection)
        table.streamNumber = stream.number
        table.streamStarted = stream.created
        show(stream)
    }

    /// Ends the stream of a table: its open shard is closed, and both can be read for 24 hours more.
    func end(of table: inout Table, at now: Timestamp, in connection: borrowing Connection) throws {
        guard let number = table.streamNumber else { return }
        table.streamNumber = nil
        guard var stream = try definition(number, in: connection) else { return }
        if let (shard, latest) = try openShard(of: number, in: connection) {
            try close(shard, of: number, endingAt: latest, at: now, in: connection)
        }
        stream.ended = now
        try save(stream, in: connection)
        show(stream)
    }

    /// Changes a stream's definition; both are found as the transaction sees them.
    func change<T>(_ stream: TableStream, _ body: (inout TableStream) throws -> T) throws -> T {
        try database.write { connection in
            guard var current = try definition(stream.number, in: connection) else { throw AWSError.streamNotFound(stream.arn) }
            let result = try body(&current)
            try save(current, in: connection)
            show(current)
            return result
        }
    }

    /// Forgets a stream with all that was in it.
    func remove(_ stream: TableStream, in connection: borrowing Connection) throws {
        try connection.run("DELETE FROM dynamodb_stream_records WHERE stream = ?1", .integer(stream.number))
        try connection.run("DELETE FROM dynamodb_stream_shards WHERE stream = ?1", .integer(stream.number))
        try connection.run("DELETE FROM dynamodb_streams WHERE number = ?1", .integer(stream.number))
        let arn = stream.arn
        database.follow(committed: { [self] in streams.withLock { $0[arn] = nil } }, undone: {})
    }

    /// Forgets every stream, for a reset.
    func removeAll(in connection: borrowing Connection) throws {
        try connection.run("DELETE FROM dynamodb_stream_records")
        try connection.run("DELETE FROM dynamodb_stream_shards")
        try connection.run("DELETE FROM dynamodb_streams")
        database.follow(committed: { [self] in streams.withLock { $0.removeAll() } }, undone: {})
    }

    private func show(_ stream: TableStream) {
        let open = OpenStream(stream)
        database.follow(committed: { [self] in streams.withLock { $0[open.arn] = open } }, undone: {})
    }

    private func save(_ stream: TableStream, in connection: borrowing Connection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try connection.run(
            "UPDATE dynamodb_streams SET definition = ?2 WHERE number = ?1", .integer(stream.number), .utf8([UInt8](encoder.encode(stream)))
        )
    }

    private func definition(_ number: Int, in connection: borrowing Connection) throws -> TableStream? {
        try connection.first("SELECT definition FROM dynamodb_streams WHERE number = ?1", .integer(number)) {
            try JSONDecoder().decode(TableStream.self, from: Data($0.bytes(0)))
        }
    }

    /// The labels that are taken among the streams of this one's table name, as the transaction sees them.
    private func labels(of stream: TableStream, in connection: borrowing Connection) throws -> Set<String> {
        var labels: Set<String> = []
        try connection.forEach("SELECT definition FROM dynamodb_streams WHERE number <> ?1", .integer(stream.number)) { row in
            let other = try JSONDecoder().decode(TableStream.self, from: Data(row.bytes(0)))
            if other.tableARN == stream.tableARN { labels.insert(other.label) }
            return true
        }
        return labels
    }
}
