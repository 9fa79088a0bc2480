import Foundation
import Yams

/// A file of settings: a YAML mapping of names to plain values.
package enum SettingsFile {
    package struct Entry: Sendable {
        package var name: String
        package var value: String
        package var line: Int
    }

    package static func read(_ path: String) throws(ScenarioError) -> [Entry] {
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(validating: bytes, as: UTF8.self) else {
            throw ScenarioError(file: path, message: "cannot be read as UTF-8")
        }
        var entries: [Entry] = []
        for (name, value) in try YAMLReader(text: text, file: path).members() {
            entries.append(Entry(name: name, value: try value.string(), line: value.node.mark?.line ?? 0))
        }
        return entries
    }
}
