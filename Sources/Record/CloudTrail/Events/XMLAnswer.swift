import ByteJSON

/// Reads the answer of a Query service as the JSON that it stands for, so that events show every answer alike.
///
///     <User><Path>/</Path><Tags><member><Key>a</Key></member></Tags></User>   ->   {"User":{"Path":"/","Tags":[{"Key":"a"}]}}
///
/// It reads what `StructureWriter` writes: elements without attributes, and text. Numbers and flags come out as texts, for
/// XML does not tell them apart; an element without content is null.
struct XMLAnswer {
    private indirect enum Node {
        case text([UInt8])
        case elements([(name: String, content: Node)])
    }

    private var rest: ArraySlice<UInt8>

    /// The JSON of an answer's members; nil for bytes of another form.
    static func json(of members: [UInt8]) -> [UInt8]? {
        var reader = XMLAnswer(rest: members[...])
        guard let node = reader.content(depth: 0), reader.rest.isEmpty, case .elements = node else { return nil }
        var writer = JSONWriter(capacity: members.count)
        write(node, into: &writer)
        return writer.bytes
    }

    /// Reads up to the end tag that closes this content, or to the end.
    private mutating func content(depth: Int) -> Node? {
        guard depth < 64 else { return nil }
        var elements: [(name: String, content: Node)] = []
        var text: [UInt8] = []
        while let byte = rest.first {
            guard byte == UInt8(ascii: "<") else {
                text.append(byte)
                rest.removeFirst()
                continue
            }
            guard rest.dropFirst().first != UInt8(ascii: "/") else { break }
            guard let name = tag(), let inner = content(depth: depth + 1), tag() == "/" + name else { return nil }
            elements.append((name, inner))
        }
        return elements.isEmpty ? .text(text) : .elements(elements)
    }

    private mutating func tag() -> String? {
        guard rest.first == UInt8(ascii: "<"), let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
    }

    private static func write(_ node: Node, into writer: inout JSONWriter) {
        switch node {
        case .text(let text) where text.isEmpty: writer.null()
        case .text(let text): writer.string(unescaped(text))
        case .elements(let elements) where elements.allSatisfy { $0.name == "member" || $0.name == "item" }:
            writer.beginArray()
            for element in elements { write(element.content, into: &writer) }
            writer.endArray()
        case .elements(let elements):
            writer.beginObject()
            for element in elements {
                writer.name(element.name)
                write(element.content, into: &writer)
            }
            writer.endObject()
        }
    }

    private static func unescaped(_ text: [UInt8]) -> String {
        var result: [UInt8] = []
        var rest = text[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "&"), let escape = escapes.first(where: { rest.starts(with: $0.text.utf8) }) {
                result.append(escape.byte)
                rest = rest.dropFirst(escape.text.utf8.count)
            } else {
                result.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let escapes: [(text: String, byte: UInt8)] = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&quot;", UInt8(ascii: "\"")),
        ("&#xD;", UInt8(ascii: "\r")),
    ]
}
