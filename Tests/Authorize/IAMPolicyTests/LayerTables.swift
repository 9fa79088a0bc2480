import Foundation
import IAMPolicy
import SecondOpinion
import Testing

/// The tables of layers: files that `portcullis test` runs, here asked of the engine and of the second opinion.
enum LayerTables {
    static let names = ["decisions", "rules", "completeness"]

    static func cases(_ table: String) throws -> [WrittenCase] {
        let url = Bundle.module.bundleURL.appending(path: "Cases/layers/\(table).json")
        return try WrittenCase.all(in: String(contentsOf: url, encoding: .utf8))
    }

    /// The rows about single rules: each says something of its own, other than the cells of the table of layers and callers.
    static func rows() throws -> [WrittenCase] { try ["decisions", "rules"].flatMap(cases) }

    static func all() throws -> [WrittenCase] { try names.flatMap(cases) }
}

extension WrittenCase: WrittenRow {
    package var testDescription: String { name }

    func decision() throws -> Decision { try EngineBridge().decision(on: situation) }
}
