import AWSTypes
import SQLiteStore

/// The rows of shards and records, and the statements over them.
extension StreamStore {
    private static let shardColumns: SQL = "ordinal, id, parent, first, last, started, ended"
    private static let openShard: SQL = """
        SELECT \(shardColumns), (SELECT MAX(sequence) FROM dynamodb_stream_records WHERE stream = ?1) \
        FROM dynamodb_stream_shards WHERE stream = ?1 ORDER BY ordinal DESC LIMIT 1
        """

    // MARK: Shards

    /// A stream's shards in their order, those left out whose records are all too old.
    func shards(of stream: TableStream, now: Timestamp, in connection: borrowing Connection) throws -> [StreamShard] {
        var shards: [StreamShard] = []
        try connection.forEach(
            "SELECT \(Self.shardColumns) FROM dynamodb_stream_shards WHERE stream = ?1 ORDER BY ordinal", .integer(stream.number)
        ) { row in
            let shard = StreamShard(row)
            if !shard.isGone(at: now) { shards.append(shard) }
            return true
        }
        return shards
    }

    func shard(_ ordinal: Int, of stream: TableStream, now: Timestamp, in connection: borrowing Connection) throws -> StreamShard? {
        let found = try connection.first(
            "SELECT \(Self.shardColumns) FROM dynamodb_stream_shards WHERE stream = ?1 AND ordinal = ?2", .integer(stream.number),
            .integer(ordinal)
        ) { StreamShard($0) }
        return found.flatMap { $0.isGone(at: now) ? nil : $0 }
    }

    func add(_ shard: StreamShard, to stream: TableStream, in connection: borrowing Connection) throws {
        try connection.run(
            "INSERT INTO dynamodb_stream_shards VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, NULL)", .integer(stream.number),
            .integer(shard.ordinal), .text(shard.id), shard.parent.map { .text($0) } ?? .null, .integer(shard.first.value),
            .integer(shard.started.milliseconds))
    }

    func close(
        _ shard: StreamShard, of stream: Int, endingAt last: SequenceNumber, at now: Timestamp, in connection: borrowing Connection
    ) throws {
        try connection.run(
            "UPDATE dynamodb_stream_shards SET last = ?3, ended = ?4 WHERE stream = ?1 AND ordinal = ?2", .integer(stream),
            .integer(shard.ordinal), .integer(last.value), .integer(now.milliseconds))
    }

    /// The shard that records go to, and the number that was used last; nil for a stream that is forgotten.
    ///
    /// The newest record of the open shard is never swept away, so that it tells the number also after a restart.
    func openShard(of stream: Int, in connection: borrowing Connection) throws -> (shard: StreamShard, latest: SequenceNumber)? {
        try connection.first(Self.openShard, .integer(stream)) { row in
            (StreamShard(row), SequenceNumber(value: max(row.integer(3), row.integer(7))))
        }
    }

    // MARK: Records

    /// Adds a record to the open shard, closing that one before where its time has come.
    func append(_ change: ItemChange, to stream: StreamWriter, at now: Timestamp, in connection: borrowing Connection) throws {
        guard var (shard, latest) = try openShard(of: stream.number, in: connection) else {
            throw StoreError.misuse("the stream \(stream.number) has no shard")
        }
        if shard.isDue(at: now, latest: latest) {
            shard = try roll(shard, latest, of: stream.definition, at: now, in: connection)
            latest = shard.first
        }
        try connection.run(
            "INSERT INTO dynamodb_stream_records VALUES (?1, ?2, ?3, ?4, ?5, ?6)", .integer(stream.number),
            .integer(latest.next.value), .integer(now.milliseconds), .integer(change.event.rawValue), .integer(change.size),
            .utf8(change.images))
    }

    /// Closes a shard and opens its child.
    func roll(
        _ shard: StreamShard, _ latest: SequenceNumber, of stream: TableStream, at now: Timestamp, in connection: borrowing Connection
    ) throws -> StreamShard {
        try close(shard, of: stream.number, endingAt: latest, at: now, in: connection)
        let child = StreamShard(after: shard, endingAt: latest, at: now, of: stream)
        try add(child, to: stream, in: connection)
        return child
    }

    /// The number before which every record is too old; nil where all are, or there is none.
    func oldest(in stream: TableStream, now: Timestamp, _ connection: borrowing Connection) throws -> SequenceNumber? {
        try connection.first(
            "SELECT sequence FROM dynamodb_stream_records WHERE stream = ?1 AND time > ?2 ORDER BY sequence LIMIT 1",
            .integer(stream.number), .integer(TableStream.horizon(at: now).milliseconds)
        ) { SequenceNumber(value: $0.integer(0)) }
    }

    /// Walks along the records from one number to another until `body` returns false.
    func forEach(
        from first: SequenceNumber, through last: SequenceNumber?, of stream: TableStream, in connection: borrowing Connection,
        _ body: (StreamRecord) throws -> Bool
    ) throws {
        try connection.forEach(
            """
            SELECT sequence, time, event, size, images FROM dynamodb_stream_records \
            WHERE stream = ?1 AND sequence >= ?2 AND sequence <= ?3 ORDER BY sequence
            """, .integer(stream.number), .integer(first.value), .integer(last?.value ?? Int64.max)
        ) { row in
            try body(
                StreamRecord(
                    sequence: SequenceNumber(value: row.integer(0)), time: Timestamp(milliseconds: row.integer(1)),
                    event: StreamEvent(rawValue: row.integer(2)) ?? .modify, size: Int(row.integer(3)), images: row.bytes(4)))
        }
    }

    // MARK: Sweeping

    /// Whether there is anything to do for a stream; most often there is not, and then no writer is kept waiting.
    func needsTending(_ stream: TableStream, now: Timestamp, in connection: borrowing Connection) throws -> Bool {
        if stream.isGone(at: now) { return true }
        guard let (shard, latest) = try openShard(of: stream.number, in: connection) else { return false }
        if shard.ended == nil && shard.isDue(at: now, latest: latest) { return true }
        let horizon = TableStream.horizon(at: now).milliseconds
        let isLate = try connection.first(
            "SELECT 1 FROM dynamodb_stream_shards WHERE stream = ?1 AND ended <= ?2", .integer(stream.number), .integer(horizon)
        ) { _ in true }
        if isLate == true { return true }
        return try connection.first(
            "SELECT time, sequence FROM dynamodb_stream_records WHERE stream = ?1 ORDER BY sequence LIMIT 1", .integer(stream.number)
        ) { $0.integer(0) <= horizon && $0.integer(1) < latest.value } ?? false
    }

    private static let trimBatch: Int64 = 1000

    /// Removes a stream's records that are too old, except the newest of the open shard, and the shards that held nothing else.
    ///
    /// - Returns: Whether there are more.
    func trim(_ stream: TableStream, now: Timestamp, in connection: borrowing Connection) throws -> Bool {
        guard let (_, latest) = try openShard(of: stream.number, in: connection) else { return false }
        let end = min(try oldest(in: stream, now: now, connection) ?? latest, latest)
        let first = try connection.first(
            "SELECT MIN(sequence) FROM dynamodb_stream_records WHERE stream = ?1", .integer(stream.number)
        ) { $0.isNull(0) ? nil : $0.integer(0) }
        let batch = min(end.value, (first.flatMap { $0 } ?? end.value) + Self.trimBatch)
        try connection.run(
            "DELETE FROM dynamodb_stream_records WHERE stream = ?1 AND sequence < ?2", .integer(stream.number), .integer(batch))
        try connection.run(
            "DELETE FROM dynamodb_stream_shards WHERE stream = ?1 AND ended <= ?2", .integer(stream.number),
            .integer(TableStream.horizon(at: now).milliseconds))
        return batch < end.value
    }
}

extension StreamShard {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            ordinal: Int(row.integer(0)), id: row.text(1), parent: row.isNull(2) ? nil : row.text(2),
            first: SequenceNumber(value: row.integer(3)), last: row.isNull(4) ? nil : SequenceNumber(value: row.integer(4)),
            started: Timestamp(milliseconds: row.integer(5)), ended: row.isNull(6) ? nil : Timestamp(milliseconds: row.integer(6)))
    }
}
