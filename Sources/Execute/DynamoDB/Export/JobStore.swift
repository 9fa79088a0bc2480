import AWSTypes
import Foundation
import SQLiteStore

/// What an export and an import are both known by.
protocol TableJob: Codable, Sendable {
    var id: String { get }
    var table: String { get }
    var tableARN: String { get }
    var token: String? { get }
    var ended: Timestamp? { get set }
    var failure: JobFailure? { get set }
}

extension TableJob {
    /// Whose it is and where: the table's, which its ARN says.
    fileprivate var owner: [SQLValue] { ARN(tableARN).map { [.text($0.account), .text($0.region)] } ?? [.null, .null] }
}

/// Exports and imports as they are kept, a row each.
///
/// A job is kept when it begins, in the transaction that makes sure of its token, and again when it ends. Jobs are kept for good, as AWS keeps
/// them; they go with a reset.
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

    /// What stands for the end of a job that has none yet: its token holds.
    private static let notEnded = Int64.max

    /// Keeps a job, which may have ended already.
    ///
    /// - Parameter digest: What tells two requests of one token apart.
    func begin(_ job: some TableJob, digest: [UInt8], in connection: borrowing Connection) throws {
        try connection.run(
            """
            INSERT INTO dynamodb_jobs (kind, account, region, id, table_name, token, ended, digest, definition)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """,
            values: [.text(kind.rawValue)] + job.owner + [
                .text(job.id), .text(job.table), job.token.map { .text($0) } ?? .null,
                .integer(job.ended?.milliseconds ?? Self.notEnded), .bytes(digest), .utf8([UInt8](JSONEncoder().encode(job))),
            ])
    }

    /// Keeps what came of a job; one that a reset has removed stays so.
    func end(_ job: some TableJob, in connection: borrowing Connection) throws {
        try connection.run(
            """
            UPDATE dynamodb_jobs SET ended = ?6, definition = ?7
            WHERE kind = ?1 AND account = ?2 AND region = ?3 AND id = ?4 AND table_name = ?5
            """,
            values: [.text(kind.rawValue)] + job.owner + [
                .text(job.id), .text(job.table), .integer(job.ended?.milliseconds ?? Self.notEnded),
                .utf8([UInt8](JSONEncoder().encode(job))),
            ])
    }

    /// Ends the jobs that had not come to their end when the process did.
    func giveUp<Job: TableJob>(at now: Timestamp, as type: Job.Type, in connection: borrowing Connection) throws {
        var jobs: [Job] = []
        try connection.forEach(
            "SELECT definition FROM dynamodb_jobs WHERE kind = ?1 AND ended = ?2", .text(kind.rawValue), .integer(Self.notEnded)
        ) { row in
            jobs.append(try JSONDecoder().decode(Job.self, from: Data(row.bytes(0))))
            return true
        }
        for var job in jobs {
            job.ended = now
            job.failure = .interrupted
            try end(job, in: connection)
        }
    }

    /// The job that was begun under a token, and what tells its request apart.
    func find<Job: TableJob>(
        token: String?, account: String, region: String, now: Timestamp, as type: Job.Type, in connection: borrowing Connection
    ) throws -> (job: Job, digest: [UInt8])? {
        guard let token else { return nil }
        return try connection.first(
            """
            SELECT definition, digest FROM dynamodb_jobs
            WHERE kind = ?1 AND account = ?2 AND region = ?3 AND token = ?4 AND ended > ?5 ORDER BY ended DESC
            """,
            .text(kind.rawValue), .text(account), .text(region), .text(token),
            .integer(now.adding(seconds: -Self.tokenSeconds).milliseconds)
        ) { (try JSONDecoder().decode(Job.self, from: Data($0.bytes(0))), $0.bytes(1)) }
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
    ///
    /// - Parameter table: The name of the table that they are of; nil for any.
    func list<Job: Decodable>(
        account: String, region: String, table: String?, after place: JobPlace?, limit: Int, as type: Job.Type,
        where wanted: (Job) -> Bool
    ) throws -> (page: [Job], last: JobPlace?) {
        try database.read { connection in
            var page: [Job] = []
            var last: JobPlace?
            var hasMore = false
            try connection.forEach(
                """
                SELECT definition, id, table_name FROM dynamodb_jobs
                WHERE kind = ?1 AND account = ?2 AND region = ?3 AND (?4 IS NULL OR (id, table_name) < (?4, ?5))
                    AND (?6 IS NULL OR table_name = ?6)
                ORDER BY id DESC, table_name DESC
                """,
                .text(kind.rawValue), .text(account), .text(region), place.map { .text($0.id) } ?? .null, .text(place?.table ?? ""),
                table.map { .text($0) } ?? .null
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
