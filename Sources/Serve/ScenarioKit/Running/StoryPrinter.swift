/// Puts a story on the screen, a hundred columns wide: what is said, typed, answered, and whether it was as expected.
package struct StoryPrinter {
    private let output: (String) -> Void
    private let colour: Bool

    package init(output: @escaping (String) -> Void, colour: Bool) {
        self.output = output
        self.colour = colour
    }

    private static let width = 100
    private static let margin = "   "
    private static let longestAnswer = 40
    private static let longestIndent = 12

    private enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case cyan = "36"
    }

    private func styled(_ text: String, _ style: Style) -> String { colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text }

    // MARK: The story

    package func begin(_ scenario: Scenario) {
        output(styled("\(scenario.name): \(scenario.title)", .bold))
        output(styled("cause: \(scenario.cause)", .dim))
        if let story = scenario.story {
            for paragraph in story.split(separator: "\n\n") {
                output("")
                Self.wrap(paragraph.split(whereSeparator: \.isWhitespace).joined(separator: " "), to: Self.width).forEach(output)
            }
        }
    }

    /// What is said and typed, before there is an answer.
    package func begin(_ step: Step, number: Int) {
        output("")
        let words = step.say?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        for (index, line) in Self.wrap("\(number). \(words)", to: Self.width - 4).enumerated() {
            output(styled((index == 0 ? "" : Self.margin) + line, .bold))
        }
        let place = step.endpoint.map { " via \($0)" } ?? ""
        let prompt = step.caller.isEmpty ? "$ " : "\(step.caller)\(place)$ "
        let indent = min(prompt.count, Self.longestIndent)
        for (index, line) in Self.typed(step.words, width: Self.width - Self.margin.count - prompt.count).enumerated() {
            output(Self.margin + styled(index == 0 ? prompt : String(repeating: " ", count: indent), .cyan) + line)
        }
    }

    /// How the words above become somebody's own: the server, the folder of the files, and what a prompt stands for.
    package func endWithHowToType(_ scenario: Scenario) {
        output("")
        output(styled("To type it yourself, with portcullis in the PATH:", .bold))
        let caller = scenario.steps.first { !$0.caller.isEmpty }?.caller ?? "root"
        var lines = [
            ("portcullis serve --scenario \(scenario.name) &", ""),
            ("cd \(scenario.folder)", "where file:// begins"),
            ("eval \"$(portcullis env \(caller))\"", "for the words after \(caller)$"),
        ]
        if let endpoint = scenario.steps.lazy.compactMap(\.endpoint).first {
            lines.append(("eval \"$(portcullis env \(caller) --via \(endpoint))\"", "for those through the endpoint"))
        }
        if scenario.steps.contains(where: { $0.saveSession != nil }) {
            lines.append(("export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_SESSION_TOKEN=…", "for a session: what STS answered"))
        }
        for (words, note) in lines { output(Self.margin + words + (note.isEmpty ? "" : "   # " + note)) }
    }

    func answer(_ value: JSONValue) {
        guard !value.isEmpty else { return }
        let lines = Self.readable(value).lines(width: Self.width - Self.margin.count)
        for line in lines.prefix(Self.longestAnswer) { output(Self.margin + styled(line, .dim)) }
        let rest = lines.count - Self.longestAnswer
        if rest > 0 { output(Self.margin + styled("… and \(rest) more \(rest == 1 ? "line" : "lines")", .dim)) }
    }

    /// As the AWS CLI prints it.
    func failure(_ operation: String, code: String, message: String) {
        let text = "An error occurred (\(code)) when calling the \(operation) operation: \(message)"
        for line in Self.wrap(text, to: Self.width - Self.margin.count) { output(Self.margin + line) }
    }

    /// A text of the emulator's own, each line as deep as it was.
    func text(_ text: String) {
        for line in text.split(separator: "\n") {
            let depth = line.prefix { $0 == " " }.count
            let wrapped = Self.wrap(String(line.dropFirst(depth)), to: Self.width - Self.margin.count - depth - 2)
            for (index, part) in wrapped.enumerated() {
                output(Self.margin + String(repeating: " ", count: index == 0 ? depth : depth + 2) + styled(part, .dim))
            }
        }
    }

    /// A value that later steps use, as a shell would keep it.
    func kept(_ name: String, _ value: String) { output(Self.margin + styled("\(name)=\(value)", .cyan)) }

    func keptSession(_ name: String) { output(Self.margin + styled("these credentials are \(name) from here on", .cyan)) }

    func end(_ mismatches: [Mismatch], evidence: DenialEvidence?, failed: Bool) {
        guard mismatches.isEmpty else {
            output(Self.margin + styled("✗ not as expected", .red))
            for mismatch in mismatches {
                output(Self.margin + "  \(mismatch.what)")
                output(Self.margin + "    expected: \(mismatch.expected)")
                output(Self.margin + "    found:    \(mismatch.found)")
            }
            if let evidence { output(Self.margin + "  denied by: \(evidence.summary)") }
            return
        }
        let words = evidence.map { "denied by: \($0.summary)" } ?? (failed ? "refused, as expected" : "as expected")
        output(Self.margin + styled("✓ \(words)", .green))
    }

    func end(_ outcome: ScenarioOutcome) {
        output("")
        let steps = "\(outcome.done) of \(outcome.steps) steps"
        guard let failure = outcome.failures.first else {
            return output(styled("✓ \(outcome.scenario): \(steps) as expected", .green))
        }
        output(styled("✗ \(outcome.scenario): stopped at step \(failure.step) (\(failure.place)), \(steps) as expected", .red))
    }

    // MARK: Lines

    /// A text broken at blanks; a word too long for a line stands alone.
    static func wrap(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// Words as one would type them: long ones go on in the next line before an option.
    static func typed(_ words: String, width: Int) -> [String] {
        let given = words.split(separator: "\n").map(String.init)
        guard given.count == 1, words.count > width, let command = given.first else { return given }
        var lines: [String] = []
        for (index, part) in command.split(separator: " --", omittingEmptySubsequences: false).enumerated() {
            let text = index == 0 ? String(part) : "--" + part
            if let last = lines.last, last.count + text.count + 3 <= width {
                lines[lines.count - 1] = last + " " + text
            } else {
                lines.append(index == 0 ? text : "    " + text)
            }
        }
        return lines.enumerated().map { $0 + 1 < lines.count ? $1 + " \\" : $1 }
    }

    /// Texts that are JSON themselves, such as policies and events, are shown as JSON; other long ones are cut.
    static func readable(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(readable))
        case .object(let members): return .object(members.map { .init($0.name, readable($0.value)) })
        case .string(let text):
            if text.hasPrefix("{"), let inner = JSONValue(bytes: Array(text.utf8)) { return readable(inner) }
            return text.count > 160 ? .string(text.prefix(80) + "…") : value
        default: return value
        }
    }
}
