/// The entities of one kind, by their key, and which of them were changed since the last save.
///
/// It is a value: a change makes a new snapshot and leaves those that readers hold as they were.
package struct Records<Entity: Codable & Sendable>: Sendable {
    private var entities: [String: Entity] = [:]
    /// The keys that were set or removed and are not saved yet.
    private(set) var changed: Set<String> = []

    package init() {}

    package subscript(key: String) -> Entity? {
        get { entities[key] }
        set {
            entities[key] = newValue
            changed.insert(key)
        }
    }

    /// Every entity, ordered by key, so that listings and pages come out alike each time.
    package var all: [Entity] { entities.sorted { $0.key < $1.key }.map(\.value) }

    package var unordered: some Collection<Entity> { entities.values }

    package var keys: some Collection<String> { entities.keys }

    package var count: Int { entities.count }

    mutating func load(_ key: String, _ entity: Entity) { entities[key] = entity }

    mutating func markSaved() { changed = [] }

    /// Makes every key count as changed: for a directory that takes another's place.
    mutating func markAllChanged(with former: Records) {
        changed = Set(entities.keys).union(former.entities.keys)
    }
}
