import CSQLite

/// Why the store could not do what was asked.
///
/// The first group says why a data file is not opened: each is something a person can mend, and `description` is written
/// for that person. The second is what the disk or another process did to a statement; the store recovers from all of
/// them, so the same write may be tried again. The last group are faults of this program.
package enum StoreError: Error, Hashable, Sendable {
    /// Another process, or another `Database` of this one, has the file open.
    case inUse(path: String)
    case cannotOpen(path: String, reason: String)
    case notADatabase(path: String)
    case damaged(path: String, finding: String)
    case otherApplication(path: String, applicationID: Int32)
    /// Written by a later version of this program: `found` is the migration or layout this one does not know.
    case newer(path: String, found: String)
    /// A migration that was applied to the file reads otherwise today. A list of migrations only grows.
    case changedMigration(path: String, id: String)
    case readOnly(path: String)

    case diskFull(path: String)
    case inputOutput(path: String, code: Int32, message: String)
    /// Another program, such as the `sqlite3` shell, holds a lock on the file for longer than the busy timeout.
    case busy(path: String)
    case outOfMemory

    /// A uniqueness, `NOT NULL`, `CHECK` or key constraint refused the row; `message` names the constraint.
    case constraint(message: String)
    case tooBig
    /// A statement that SQLite does not understand or that was used against its kind.
    case statement(sql: String, message: String)
    /// A call of this module at a moment when it has no meaning.
    case misuse(String)
    case closed
}

extension StoreError {
    /// Turns SQLite's extended result code into the case a caller can act on.
    init(code: Int32, message: String, path: String, sql: String) {
        switch code & 0xff {
        case SQLITE_FULL: self = .diskFull(path: path)
        case SQLITE_READONLY: self = .readOnly(path: path)
        case SQLITE_IOERR: self = .inputOutput(path: path, code: code, message: message)
        case SQLITE_CORRUPT: self = .damaged(path: path, finding: message)
        case SQLITE_NOTADB: self = .notADatabase(path: path)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_NOMEM: self = .outOfMemory
        case SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: message)
        case SQLITE_CONSTRAINT: self = .constraint(message: message)
        case SQLITE_TOOBIG: self = .tooBig
        default: self = .statement(sql: sql, message: message)
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inUse(let path): "\(path) is in use by another process. Stop it, or choose another data folder."
        case .cannotOpen(let path, let reason): "\(path) cannot be opened: \(reason)."
        case .notADatabase(let path): "\(path) is not a SQLite database."
        case .damaged(let path, let finding): "\(path) is damaged: \(finding)."
        case .otherApplication(let path, let id):
            "\(path) is the database of another application (application_id \(id)). Choose another data folder."
        case .newer(let path, let found): "\(path) was written by a later version of Portcullis: \(found) is not known to this one."
        case .changedMigration(let path, let id):
            "\(path) was made by another build of Portcullis: its migration \(id) reads otherwise there."
        case .readOnly(let path): "\(path) cannot be written: the file or its folder is read-only."
        case .diskFull(let path): "The disk that holds \(path) is full."
        case .inputOutput(let path, let code, let message): "Reading or writing \(path) failed: \(message) (\(code))."
        case .busy(let path): "\(path) is locked by another program."
        case .outOfMemory: "SQLite is out of memory."
        case .constraint(let message): "A constraint refused the row: \(message)."
        case .tooBig: "A value or statement is larger than SQLite allows."
        case .statement(let sql, let message): "The statement failed: \(message). It reads: \(sql)"
        case .misuse(let what): "The store was used wrongly: \(what)."
        case .closed: "The store is closed."
        }
    }
}
