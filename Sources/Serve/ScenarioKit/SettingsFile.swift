import Yams

/// A file of settings: a YAML mapping of names to plain values.
package enum SettingsFile {
    package struct Entry: Sendable {
        package var name: String
        package var value: String
        package var line: Int
    }

    package static func read(_ path: String) throws(ScenarioError) -> [Entry] {
        var entries: [Entry] = []
        for (name, value) in try YAMLReader(text: TextFile.read(path), file: path).members() {
            entries.append(Entry(name: name, value: try value.string(), line: value.node.mark?.line ?? 0))
        }
        return entries
    }
}
