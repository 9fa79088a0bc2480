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
        var directory = Directory()
        do {
            try database.read { connection in
                try connection.forEach("SELECT kind, id, document FROM directory") { row in
                    try directory.load(kind: row.text(0), id: row.text(1), document: Data(row.bytes(2)))
                    return true
                }
            }
        } catch let fault as UnknownEntityKind {
            throw StoreError.newer(path: database.path, found: "the kind of entity '\(fault.name)'")
        }
        return directory
    }

    /// Writes the entities that changed since the last save, in one transaction.
    package func save(_ directory: Directory) throws {
        let changes = try directory.changes()
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

/// A row of a kind that this version does not have.
private struct UnknownEntityKind: Error {
    var name: String
}

/// A row to be written, or removed where there is no document.
private struct EntityChange {
    var kind: String
    var id: String
    var document: Data?
}

extension Directory {
    /// Names each kind of entity once, for loading and for saving.
    private static let kinds: [EntityKind] = [
        EntityKind("account", \.accounts), EntityKind("user", \.users), EntityKind("group", \.groups), EntityKind("role", \.roles),
        EntityKind("policy", \.managedPolicies), EntityKind("access-key", \.accessKeys), EntityKind("mfa-device", \.mfaDevices),
        EntityKind("organization", \.organizations), EntityKind("vpc-endpoint", \.endpoints), EntityKind("key", \.keys),
        EntityKind("alias", \.aliases),
    ]

    fileprivate mutating func load(kind name: String, id: String, document: Data) throws {
        // What a later version wrote may deny something, so it is not passed over.
        guard let kind = Self.kinds.first(where: { $0.name == name }) else { throw UnknownEntityKind(name: name) }
        try kind.load(&self, id, document)
    }

    fileprivate func changes() throws -> [EntityChange] { try Self.kinds.flatMap { try $0.changes(self) } }

    private struct EntityKind: Sendable {
        let name: String
        let load: @Sendable (inout Directory, String, Data) throws -> Void
        let changes: @Sendable (Directory) throws -> [EntityChange]

        init<Entity: Codable & Sendable>(_ name: String, _ records: any WritableKeyPath<Directory, Records<Entity>> & Sendable) {
            self.name = name
            load = { directory, id, document in
                directory[keyPath: records].load(id, try JSONDecoder().decode(Entity.self, from: document))
            }
            changes = { directory in
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                return try directory[keyPath: records].changed.sorted().map { id in
                    EntityChange(kind: name, id: id, document: try directory[keyPath: records][id].map(encoder.encode))
                }
            }
        }
    }
}
