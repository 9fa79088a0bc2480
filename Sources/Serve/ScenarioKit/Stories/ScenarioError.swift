/// A fault in a scenario's files: where it is, and what was expected there.
package struct ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
    package var file: String
    package var line: Int?
    package var column: Int?
    package var message: String

    package init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `Scenarios/02-…/scenario.yaml:7:5: …`, as editors and terminals understand it.
    package var description: String {
        [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":") + ": \(message)"
    }
}
