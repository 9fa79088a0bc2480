import AWSTypes
import Foundation
import SQLiteStore

/// Exports and imports as they are kept, a row each.
///
/// They are kept for good, as AWS keeps them; they go with a reset.
struct JobStore: Sendable {
    /// Which of the two.
    enum Kind: String, Sendable {
        case export
        case tableImport = "import"
    }

    let kind: Kind
    let database: Database

    /// How long after a job's end its token still stands for it (API Reference, ExportTableToPointInTime, ClientToken).
    static let tokenSeconds: Int64 = 8 * 3600

    /// Keeps a job that has come to its end.
    ///
    /// - Parameter digest: What tells two requests of one token apart.
    func add(
        _ job: some Encodable, id: String, table: Table, token: String?, digest: [UInt8], ended: Timestamp
    ) throws {
        let definition = try [UInt8](JSONEncoder().encode(job))
        try database.write { connection in
            try connection.run(
                """
                INSERT INTO dynamodb_jobs (kind, account, region, id, table_name, token, ended, digest, definition)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                """,
                .text(kind.rawValue), .text(table.account), .text(table.region), .text(id), .text(table.name),
                token.map { .text($0) } ?? .null, .integer(ended.milliseconds), .bytes(digest), .utf8(definition))
        }
    }

    /// The job that was begun under a token, and what tells its request apart.
    func find<Job: Decodable>(
        token: String, account: String, region: String, now: Timestamp, as type: Job.Type
    ) throws -> (job: Job, digest: [UInt8])? {
        try database.read { connection in
            try connection.first(
                """
                SELECT definition, digest FROM dynamodb_jobs
                WHERE kind = ?1 AND account = ?2 AND region = ?3 AND token = ?4 AND ended > ?5 ORDER BY ended DESC
                """,
                .text(kind.rawValue), .text(account), .text(region), .text(token),
                .integer(now.adding(seconds: -Self.tokenSeconds).milliseconds)
            ) { (try JSONDecoder().decode(Job.self, from: Data($0.bytes(0))), $0.bytes(1)) }
        }
    }

    func find<Job: Decodable>(_ reference: TablePartReference, region: String, as type: Job.Type) throws -> Job? {
        try database.read { connection in
            try connection.first(
                "SELECT definition FROM dynamodb_jobs WHERE kind = ?1 AND account = ?2 AND region = ?3 AND id = ?4 AND table_name = ?5",
                .text(kind.rawValue), .text(reference.account), .text(region), .text(reference.id), .text(reference.table)
            ) { try JSONDecoder().decode(Job.self, from: Data($0.bytes(0))) }
        }
    }

    /// A page of jobs, the newest first (recorded), and the place of its last where more follow.
    func list<Job: Decodable>(
        account: String, region: String, after place: JobPlace?, limit: Int, as type: Job.Type, where wanted: (Job) -> Bool
    ) throws -> (page: [Job], last: JobPlace?) {
        try database.read { connection in
            var page: [Job] = []
            var last: JobPlace?
            var hasMore = false
            try connection.forEach(
                """
                SELECT definition, id, table_name FROM dynamodb_jobs
                WHERE kind = ?1 AND account = ?2 AND region = ?3 AND (?4 IS NULL OR (id, table_name) < (?4, ?5))
                ORDER BY id DESC, table_name DESC
                """,
                .text(kind.rawValue), .text(account), .text(region), place.map { .text($0.id) } ?? .null, .text(place?.table ?? "")
            ) { row in
                let job = try JSONDecoder().decode(Job.self, from: Data(row.bytes(0)))
                guard wanted(job) else { return true }
                hasMore = page.count == limit
                guard !hasMore else { return false }
                page.append(job)
                last = JobPlace(id: row.text(1), table: row.text(2))
                return true
            }
            return (page, hasMore ? last : nil)
        }
    }
}
