/// The kinds of entities that a directory holds, each named once: for loading, for saving, and for what is marked on all of them.
extension Directory {
    static let kinds: [EntityKind] = [
        EntityKind("account", \.accounts), EntityKind("user", \.users), EntityKind("group", \.groups), EntityKind("role", \.roles),
        EntityKind("policy", \.managedPolicies), EntityKind("access-key", \.accessKeys), EntityKind("mfa-device", \.mfaDevices),
        EntityKind("organization", \.organizations), EntityKind("vpc-endpoint", \.endpoints), EntityKind("key", \.keys),
        EntityKind("alias", \.aliases),
    ]

    mutating func markSaved() {
        for kind in Self.kinds { kind.markSaved(&self) }
    }

    /// Makes every entity count as changed, those of the directory before as well: for a directory that takes another's place.
    mutating func markAllChanged(with former: Directory) {
        for kind in Self.kinds { kind.markAllChanged(&self, former) }
    }

    struct EntityKind: Sendable {
        /// As the data file has it.
        let name: String
        let load: @Sendable (inout Directory, [EntityRow]) throws -> Void
        let changes: @Sendable (Directory) throws -> [EntityChange]
        fileprivate let markSaved: @Sendable (inout Directory) -> Void
        fileprivate let markAllChanged: @Sendable (inout Directory, Directory) -> Void

        fileprivate init<Entity: Codable & Sendable>(
            _ name: String, _ records: any WritableKeyPath<Directory, Records<Entity>> & Sendable
        ) {
            self.name = name
            load = { directory, rows in
                // Put together first: a change through the path would copy those before it each time.
                var loaded = Records<Entity>()
                for row in rows { loaded.load(row.id, try row.entity()) }
                directory[keyPath: records] = loaded
            }
            changes = { directory in
                let changed = directory[keyPath: records]
                return try changed.changed.sorted().map { id in try EntityChange(kind: name, id: id, entity: changed[id]) }
            }
            markSaved = { directory in directory[keyPath: records].markSaved() }
            markAllChanged = { directory, former in directory[keyPath: records].markAllChanged(with: former[keyPath: records]) }
        }
    }
}
