package import AWSTypes
import ByteJSON
package import SQLiteStore

/// The archive of events in the data file.
///
/// Every row has its whole record as text, so that the `sqlite3` shell and its JSON functions read it. One index serves the
/// only order in which events are asked for; attributes are compared after that, by the same code as in memory.
package struct EventFileStore: EventArchive {
    package static let migrations = [
        Migration(
            id: "cloudtrail-1",
            sql: """
                CREATE TABLE cloudtrail_events (
                    number INTEGER PRIMARY KEY, time INTEGER NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
                    source TEXT NOT NULL, read_only INTEGER NOT NULL, user_name TEXT, access_key TEXT, resources TEXT NOT NULL,
                    record TEXT NOT NULL);
                CREATE INDEX cloudtrail_events_by_time ON cloudtrail_events (account, time, number);
                """)
    ]

    private let database: Database

    package init(_ database: Database) { self.database = database }

    package func lastNumber() throws -> Int64 {
        try database.read { connection in
            var last: Int64 = 0
            try connection.forEach("SELECT ifnull(max(number), 0) FROM cloudtrail_events") { row in
                last = row.integer(0)
                return true
            }
            return last
        }
    }

    package func append(_ events: [StoredEvent]) throws {
        try database.write { connection in
            for event in events {
                try connection.run(
                    "INSERT INTO cloudtrail_events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", .integer(event.position.number),
                    .integer(event.position.time.milliseconds), .text(event.columns.account), .text(event.columns.id),
                    .text(event.columns.name), .text(event.columns.source), .integer(event.columns.isReadOnly ? 1 : 0),
                    event.columns.userName.map(SQLValue.text) ?? .null, event.columns.accessKeyID.map(SQLValue.text) ?? .null,
                    .utf8(Self.json(of: event.columns.resources)), .text(event.json))
            }
        }
    }

    package func events(
        matching query: EventQuery, recordedBefore number: Int64, before position: EventPosition?, limit: Int
    ) throws -> [StoredEvent] {
        try database.read { connection in
            var found: [StoredEvent] = []
            guard limit > 0 else { return found }
            let last = position ?? EventPosition(time: Timestamp(milliseconds: .max), number: .max)
            try connection.forEach(
                """
                SELECT number, time, account, id, name, source, read_only, user_name, access_key, resources, record
                FROM cloudtrail_events
                WHERE account = ?1 AND (time, number) < (?2, ?3) AND time >= ?4 AND number < ?5
                ORDER BY account DESC, time DESC, number DESC
                """, .text(query.account), .integer(last.time.milliseconds), .integer(last.number),
                .integer((query.start?.seconds ?? 0) * 1000), .integer(number)
            ) { row in
                let event = Self.event(row)
                if query.matches(event) { found.append(event) }
                return found.count < limit
            }
            return found
        }
    }

    package func trim(before time: Timestamp, keeping count: Int) throws {
        try database.write { connection in
            // The index has times and numbers; without it each record would be read to find that none is too old.
            try connection.run(
                "DELETE FROM cloudtrail_events WHERE number IN (SELECT number FROM cloudtrail_events WHERE time < ?1)",
                .integer(time.milliseconds))
            try connection.run(
                "DELETE FROM cloudtrail_events WHERE number <= (SELECT max(number) FROM cloudtrail_events) - ?1", .integer(count))
        }
    }

    package func removeAll() throws {
        try database.write { connection in try connection.run("DELETE FROM cloudtrail_events") }
    }

    private static func event(_ row: borrowing Row) -> StoredEvent {
        StoredEvent(
            position: EventPosition(time: Timestamp(milliseconds: row.integer(1)), number: row.integer(0)),
            columns: EventColumns(
                id: row.text(3), name: row.text(4), source: row.text(5), account: row.text(2), isReadOnly: row.integer(6) != 0,
                userName: row.isNull(7) ? nil : row.text(7), accessKeyID: row.isNull(8) ? nil : row.text(8),
                resources: resources(in: row.bytes(9))), json: row.text(10))
    }

    /// `[["AWS::KMS::Key","arn:…"]]`
    private static func json(of resources: [EventColumns.Resource]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for resource in resources {
            writer.beginArray()
            writer.string(resource.type)
            writer.string(resource.name)
            writer.endArray()
        }
        writer.endArray()
        return writer.bytes
    }

    private static func resources(in json: [UInt8]) -> [EventColumns.Resource] {
        guard let root = try? JSONDocument(parsing: json).root else { return [] }
        return root.elements.compactMap { pair in
            let texts = pair.elements.compactMap(\.string)
            return texts.count == 2 ? EventColumns.Resource(type: texts[0], name: texts[1]) : nil
        }
    }
}
