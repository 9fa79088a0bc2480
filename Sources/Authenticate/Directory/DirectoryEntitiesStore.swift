import Foundation
package import SQLiteStore

/// The directory's rows: one an entity, its document as JSON.
package struct DirectoryEntitiesStore: Sendable {
    package static let migrations = [
        Migration(
            id: "directory-1",
            sql: """
                CREATE TABLE directory (kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
                CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
                """)
    ]

    /// The store of the directory shows and takes back what it commits and undoes.
    let database: Database

    package init(_ database: Database) { self.database = database }

    /// Reads the whole directory; empty in a new file.
    package func load() throws -> Directory {
        var rows: [String: [EntityRow]] = [:]
        try database.read { connection in
            try connection.forEach("SELECT kind, id, document FROM directory") { row in
                rows[row.text(0), default: []].append(EntityRow(id: row.text(1), document: Data(row.bytes(2))))
                return true
            }
        }
        var directory = Directory()
        for kind in Directory.kinds {
            if let rows = rows.removeValue(forKey: kind.name) { try kind.load(&directory, rows) }
        }
        // What a later version wrote may deny something, so it is not passed over.
        if let name = rows.keys.min() { throw StoreError.newer(path: database.path, found: "the kind of entity '\(name)'") }
        return directory
    }

    /// Writes the entities that changed since the last save, in one transaction.
    package func save(_ directory: Directory) throws {
        let changes = try Directory.kinds.flatMap { try $0.changes(directory) }
        guard !changes.isEmpty else { return }
        try database.write { connection in
            for change in changes {
                if let document = change.document {
                    try connection.run(
                        "INSERT INTO directory (kind, id, document) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET document = ?3",
                        .text(change.kind), .text(change.id), .utf8([UInt8](document)))
                } else {
                    try connection.run("DELETE FROM directory WHERE kind = ?1 AND id = ?2", .text(change.kind), .text(change.id))
                }
            }
        }
    }

    /// Whether a directory was ever saved here.
    package func isEmpty() throws -> Bool {
        try database.read { try $0.first("SELECT 1 FROM directory LIMIT 1") { _ in true } ?? false } == false
    }

    /// What is settled once for as long as the data lives, such as the key of session tokens; made by `make` the first time.
    package func fact(_ name: String, make: () -> [UInt8]) throws -> [UInt8] {
        try database.write { connection in
            if let value = try connection.first("SELECT value FROM facts WHERE name = ?1", .text(name), read: { $0.bytes(0) }) {
                return value
            }
            let value = make()
            try connection.run("INSERT INTO facts (name, value) VALUES (?1, ?2)", .text(name), .bytes(value))
            return value
        }
    }
}

/// A row as it was saved.
struct EntityRow {
    var id: String
    fileprivate var document: Data

    func entity<Entity: Decodable>() throws -> Entity { try JSONDecoder().decode(Entity.self, from: document) }
}

/// A row to be written, or removed where there is no document.
struct EntityChange {
    fileprivate var kind: String
    fileprivate var id: String
    fileprivate var document: Data?

    init(kind: String, id: String, entity: (some Encodable)?) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        (self.kind, self.id, document) = (kind, id, try entity.map(encoder.encode))
    }
}
