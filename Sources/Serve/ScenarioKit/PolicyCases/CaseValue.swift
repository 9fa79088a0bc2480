import AWSTypes
import ByteJSON
import Yams

/// One value of a file of cases, whether it is written in JSON or in YAML.
///
/// What is not as expected is an error that names file, line and column; a place is worked out only for an error.
struct CaseValue {
    enum Content {
        case null
        case boolean(Bool)
        /// As it is written.
        case number(String)
        case text(String)
        case list([CaseValue])
        case mapping([(name: String, value: CaseValue)])
    }

    private enum Place {
        case json(JSONLines, Range<Int>)
        case yaml(line: Int?, column: Int?)
    }

    let content: Content
    let file: String
    private let place: Place

    // MARK: Reading a file

    /// - Parameter text: The file's; it is JSON where the file's name ends so.
    init(text: String, file: String) throws(ScenarioError) {
        guard file.hasSuffix(".json") else {
            self = try CaseValue(node: try YAMLReader(text: text, file: file).node, file: file)
            return
        }
        let bytes = Array(text.utf8)
        do throws(JSONSyntaxError) {
            let document = try JSONDocument(parsing: bytes)
            self = CaseValue(view: document.root, file: file, lines: JSONLines(document))
        } catch {
            let place = JSONPosition(of: min(error.offset, bytes.count), in: bytes)
            throw ScenarioError(file: file, line: place.line, column: place.column, message: "not JSON: \(error.reason.rawValue)")
        }
    }

    private init(view: JSONView, file: String, lines: JSONLines) {
        self.file = file
        place = .json(lines, view.range)
        switch view.kind {
        case .null: content = .null
        case .true, .false: content = .boolean(view.boolean ?? false)
        case .number: content = .number(view.number ?? "")
        case .string: content = .text(view.string ?? "")
        case .array: content = .list(view.elements.map { CaseValue(view: $0, file: file, lines: lines) })
        case .object:
            content = .mapping(view.members.map { ($0.key.string ?? "", CaseValue(view: $0.value, file: file, lines: lines)) })
        }
    }

    /// Quoted scalars are texts, plain ones numbers, truth values and nothing where they look like it.
    private init(node: Node, file: String) throws(ScenarioError) {
        self.file = file
        place = .yaml(line: node.mark?.line, column: node.mark?.column)
        switch node {
        case .scalar(let scalar): content = Self.content(of: scalar)
        case .sequence(let sequence):
            var elements: [CaseValue] = []
            for element in sequence { elements.append(try CaseValue(node: element, file: file)) }
            content = .list(elements)
        case .mapping(let mapping):
            var members: [(name: String, value: CaseValue)] = []
            for (key, value) in mapping { members.append((key.scalar?.string ?? "", try CaseValue(node: value, file: file))) }
            content = .mapping(members)
        case .alias:
            throw ScenarioError(
                file: file, line: node.mark?.line, column: node.mark?.column, message: "an alias of something that is not there")
        }
    }

    private static func content(of scalar: Node.Scalar) -> Content {
        let text = scalar.string
        guard scalar.style == .plain else { return .text(text) }
        switch text {
        case "", "~", "null": return .null
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        default: return Double(text) != nil && text.utf8.contains { $0 &- 0x30 < 10 } ? .number(text) : .text(text)
        }
    }

    // MARK: Faults

    func fault(_ message: String) -> ScenarioError {
        let (line, column) = position
        return ScenarioError(file: file, line: line, column: column, message: message)
    }

    /// - Parameter inner: A place within the text that `json` returns.
    func fault(_ message: String, at inner: JSONPosition) -> ScenarioError {
        guard case .json(let lines, let range) = place else { return fault(message) }
        let start = lines.position(of: range.lowerBound)
        return ScenarioError(
            file: file, line: start.line + inner.line - 1, column: inner.line == 1 ? start.column + inner.column - 1 : inner.column,
            message: message)
    }

    var position: (line: Int?, column: Int?) {
        switch place {
        case .json(let lines, let range):
            let position = lines.position(of: range.lowerBound)
            return (position.line, position.column)
        case .yaml(let line, let column): return (line, column)
        }
    }

    // MARK: Looking into it

    /// The text of a scalar, without quotes.
    var scalar: String? {
        switch content {
        case .text(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .list, .mapping: nil
        }
    }

    func string() throws(ScenarioError) -> String {
        guard let scalar else { throw fault("expected a text") }
        return scalar
    }

    func boolean() throws(ScenarioError) -> Bool {
        guard case .boolean(let value) = content else { throw fault("expected true or false") }
        return value
    }

    func integer() throws(ScenarioError) -> Int {
        guard case .number(let text) = content, let value = Int(text) else { throw fault("expected a whole number") }
        return value
    }

    func elements() throws(ScenarioError) -> [CaseValue] {
        guard case .list(let elements) = content else { throw fault("expected a list") }
        return elements
    }

    /// The elements of a list, or the value itself where it is none.
    var elementsOrSelf: [CaseValue] { if case .list(let elements) = content { elements } else { [self] } }

    func members() throws(ScenarioError) -> [(name: String, value: CaseValue)] {
        guard case .mapping(let members) = content else { throw fault("expected members (name: value)") }
        return members
    }

    /// The members, whose names are known; another name is an error that suggests the nearest, and so is one that stands twice.
    func fields(_ known: [String]) throws(ScenarioError) -> [String: CaseValue] {
        var result: [String: CaseValue] = [:]
        for (name, value) in try members() {
            guard known.contains(name) else {
                let nearest = Spelling.suggestion(for: name, among: known)
                throw value.fault("unknown name '\(name)', expected one of \(known.joined(separator: ", "))\(nearest)")
            }
            if result.updateValue(value, forKey: name) != nil { throw value.fault("'\(name)' stands twice") }
        }
        return result
    }

    func stringMap() throws(ScenarioError) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in try members() { result[name] = try value.string() }
        return result
    }

    var isNull: Bool { if case .null = content { true } else { false } }

    // MARK: As JSON

    /// The value as JSON: as it stands in the file where that is JSON.
    var json: String {
        if case .json(let lines, let range) = place { return String(decoding: lines.document.bytes[range], as: UTF8.self) }
        var writer = JSONWriter()
        write(into: &writer)
        return writer.text
    }

    private func write(into writer: inout JSONWriter) {
        switch content {
        case .null: writer.null()
        case .boolean(let value): writer.boolean(value)
        case .number(let text): writer.raw(text.utf8)
        case .text(let text): writer.string(text)
        case .list(let elements): writer.array(elements) { $1.write(into: &$0) }
        case .mapping(let members):
            writer.beginObject()
            for (name, value) in members {
                writer.name(name)
                value.write(into: &writer)
            }
            writer.endObject()
        }
    }
}

/// A JSON text and where its lines begin, so that the place of each of thousands of cases is found at once.
private final class JSONLines {
    let document: JSONDocument
    private let starts: [Int]

    init(_ document: JSONDocument) {
        self.document = document
        var starts = [0]
        for (offset, byte) in document.bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        self.starts = starts
    }

    func position(of offset: Int) -> JSONPosition {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return JSONPosition(line: low + 1, column: offset - starts[low] + 1)
    }
}
