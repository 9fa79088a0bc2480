/// One step from an older data file to a newer: statements that run once in a file's life.
///
/// Each module keeps a list of its own that only grows, and whoever opens the file joins the lists. A step is known by
/// its `id` ("dynamodb-1"); its text stays as it is once it has been released, and the file remembers it.
package struct Migration: Sendable {
    package let id: String
    package let sql: SQL

    package init(id: String, sql: SQL) {
        self.id = id
        self.sql = sql
    }
}

extension ConnectionHandle {
    /// Runs those of `migrations` that the file has not seen, all in one transaction.
    func migrate(_ migrations: [Migration], isNewFile: Bool) throws(StoreError) {
        let known = Dictionary(migrations.map { ($0.id, $0.sql.text) }) { first, _ in first }
        guard known.count == migrations.count else { throw .misuse("two migrations have one id") }
        let applied = try isNewFile ? [:] : appliedMigrations()
        // Sorted, so that the same file is always refused with the same words.
        for (id, text) in applied.sorted(by: { $0.key < $1.key }) {
            guard let today = known[id] else { throw .newer(path: path, found: "the migration \(id)") }
            guard today == text else { throw .changedMigration(path: path, id: id) }
        }
        let pending = migrations.filter { applied[$0.id] == nil }
        guard isNewFile || !pending.isEmpty else { return }

        try begin()
        do throws(StoreError) {
            if isNewFile { try runScript(Self.layout) }
            for migration in pending {
                try runScript(migration.sql)
                try record(migration)
            }
        } catch {
            rollback()
            throw error
        }
        try commit()
    }

    /// What stands in every file before any module's tables. `FileIdentity` has the meaning of the two numbers.
    private static let layout: SQL = """
        PRAGMA application_id = \(FileIdentity.applicationID);
        PRAGMA user_version = \(FileIdentity.layoutVersion);
        CREATE TABLE store_migrations (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sql TEXT NOT NULL);
        """

    private func appliedMigrations() throws(StoreError) -> [String: String] {
        try typed {
            var applied: [String: String] = [:]
            try Connection(handle: self, allowsWriting: false).forEach("SELECT id, sql FROM store_migrations") { row in
                applied[row.text(0)] = row.text(1)
                return true
            }
            return applied
        }
    }

    private func record(_ migration: Migration) throws(StoreError) {
        try typed {
            _ = try Connection(handle: self, allowsWriting: true)
                .run("INSERT INTO store_migrations (id, sql) VALUES (?1, ?2)", .text(migration.id), .text(migration.sql.text))
        }
    }

    /// Runs a body that throws nothing but the store's errors, as all do that only call a `Connection`.
    private func typed<T>(_ body: () throws -> T) throws(StoreError) -> T {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch {
            throw .misuse("\(error)")
        }
    }
}
