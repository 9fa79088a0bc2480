package import ByteJSON

/// A JSON value that can be built, looked into and compared.
///
/// Answers of every protocol become one of these, in the shape that the AWS CLI prints them in.
package indirect enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// As it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package init(_ view: JSONView) {
        switch view.kind {
        case .string: self = .string(view.string ?? "")
        case .number: self = .number(view.number ?? "0")
        case .array: self = .array(view.elements.map(JSONValue.init))
        case .object: self = .object(view.members.map { Member($0.key.string ?? "", JSONValue($0.value)) })
        default: self = view.boolean.map(JSONValue.boolean) ?? .null
        }
    }

    /// Nil for bytes that are not JSON; no bytes at all are an empty object, as operations without output answer.
    package init?(bytes: [UInt8]) {
        guard !bytes.isEmpty else {
            self = .object([])
            return
        }
        guard let document = try? JSONDocument(parsing: bytes) else { return nil }
        self.init(document.root)
    }

    // MARK: Looking into it

    package var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    package var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The text of a scalar, without quotes.
    package var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        default: nil
        }
    }

    package var isEmpty: Bool {
        switch self {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    package subscript(_ name: String) -> JSONValue? { members.last { $0.name == name }?.value }

    /// The value at a path as `--query` writes the simple ones: `Grants[0].GrantId`.
    package func value(at path: String) -> JSONValue? {
        var found = self
        for part in path.split(separator: ".") {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            if let name = pieces.first, !name.isEmpty {
                guard let member = found[String(name)] else { return nil }
                found = member
            }
            for piece in pieces.dropFirst() {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()) else { return nil }
                let elements = found.elements
                let place = index < 0 ? elements.count + index : index
                guard elements.indices.contains(place) else { return nil }
                found = elements[place]
            }
        }
        return found
    }

    // MARK: Writing it

    package func write(into writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .boolean(let value): writer.boolean(value)
        case .number(let text): writer.raw(text.utf8)
        case .string(let text): writer.string(text)
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(into: &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.name(member.name)
                member.value.write(into: &writer)
            }
            writer.endObject()
        }
    }

    package var bytes: [UInt8] {
        var writer = JSONWriter()
        write(into: &writer)
        return writer.bytes
    }

    package var compact: String { String(decoding: bytes, as: UTF8.self) }

    /// Lines for people: what fits into the width stands on one line.
    package func lines(width: Int, indent: Int = 0) -> [String] {
        let compact = spaced
        guard compact.count + indent > width, !isEmpty else { return [compact] }
        let margin = String(repeating: " ", count: 2)
        switch self {
        case .array(let elements):
            let inner = elements.map { $0.lines(width: width, indent: indent + 2) }
            return ["["] + Self.joined(inner).map { margin + $0 } + ["]"]
        case .object(let members):
            let inner = members.map { member in
                let name = "\(JSONValue.string(member.name).compact): "
                var lines = member.value.lines(width: width, indent: indent + 2 + name.count)
                if lines.count > 1 { lines = member.value.lines(width: width, indent: indent + 2) }
                return [name + lines[0]] + lines.dropFirst()
            }
            return ["{"] + Self.joined(inner).map { margin + $0 } + ["}"]
        default:
            return [compact]
        }
    }

    private static func joined(_ blocks: [[String]]) -> [String] {
        blocks.enumerated().flatMap { index, block in
            index + 1 == blocks.count ? block : block.dropLast() + [(block.last ?? "") + ","]
        }
    }

    private var spaced: String {
        switch self {
        case .array(let elements): "[" + elements.map(\.spaced).joined(separator: ", ") + "]"
        case .object(let members):
            members.isEmpty
                ? "{}" : "{" + members.map { JSONValue.string($0.name).compact + ": " + $0.value.spaced }.joined(separator: ", ") + "}"
        default: compact
        }
    }
}
