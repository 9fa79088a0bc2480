import Foundation

/// A file that is read as a text.
enum TextFile {
    static func read(_ path: String) throws(ScenarioError) -> String {
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(validating: bytes, as: UTF8.self) else {
            throw ScenarioError(file: path, message: "cannot be read as UTF-8")
        }
        return text
    }
}
