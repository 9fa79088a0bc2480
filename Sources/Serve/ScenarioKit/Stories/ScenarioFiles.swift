import ByteJSON
import Foundation
import IAMPolicy

/// The files of one scenario: texts by their path within its folder.
struct ScenarioFiles {
    let folder: String

    func path(of name: String) -> String { "\(folder)/\(name)" }

    /// - Parameter reader: The value that names the file, for the place of an error.
    func text(_ name: String, namedBy reader: YAMLReader) throws(ScenarioError) -> String {
        guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
            throw reader.fault("'\(name)' is outside the scenario's folder")
        }
        guard let bytes = FileManager.default.contents(atPath: path(of: name)) else {
            throw reader.fault("there is no file '\(name)' in \(folder)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let place = JSONPosition(of: Self.lengthOfUTF8(Array(bytes)), in: Array(bytes))
            throw ScenarioError(file: path(of: name), line: place.line, column: place.column, message: "not UTF-8")
        }
        return text
    }

    /// How many bytes from the beginning are UTF-8.
    private static func lengthOfUTF8(_ bytes: [UInt8]) -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var length = 0
        while case .valid(let character) = parser.parseScalar(from: &rest) { length += character.count }
        return length
    }

    /// A policy in a file of its own; what is wrong with it is reported at its place in that file.
    func policy(_ name: String, as kind: PolicyKind, namedBy reader: YAMLReader) throws(ScenarioError) -> PolicyDocument {
        let text = try text(name, namedBy: reader)
        // Inline policies of users, groups and roles are counted together, and with other limits than managed ones.
        if kind != .identity, kind.quota.isExceeded(by: text) {
            throw ScenarioError(
                file: path(of: name), line: 1, column: 1,
                message: "too long for a policy that can be attached here (\(kind.rawValue)): "
                    + "\(kind.quota.length(of: text)), where \(kind.quota.limit) are allowed")
        }
        do {
            return try PolicyDocument(parsing: text, as: kind)
        } catch {
            throw ScenarioError(
                file: path(of: name), line: error.position.line, column: error.position.column,
                message: "not a policy that can be attached here (\(kind.rawValue)): \(error.message)")
        }
    }
}
