/// One value of a `JSONDocument`.
package struct JSONView: Sendable {
    package let document: JSONDocument
    let index: Int

    init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    private var node: JSONDocument.Node { document.nodes[index] }

    package var kind: JSONKind { node.kind }

    /// Where the value begins and ends in the document's bytes; a string with its quotes.
    package var range: Range<Int> { Int(node.start)..<Int(node.end) }

    /// The value as it is written.
    package var bytes: ArraySlice<UInt8> { document.bytes[range] }

    package var position: JSONPosition { document.position(of: range.lowerBound) }

    /// A string's characters, or nil for another kind.
    package var string: String? {
        guard kind == .string else { return nil }
        return node.hasEscapes
            ? String(decoding: unescaped(), as: UTF8.self) : String(decoding: document.bytes[inner], as: UTF8.self)
    }

    /// A string's UTF-8, or nil for another kind.
    package var utf8: ArraySlice<UInt8>? {
        guard kind == .string else { return nil }
        return node.hasEscapes ? unescaped()[...] : document.bytes[inner]
    }

    /// A number as it is written, or nil for another kind.
    package var number: String? {
        kind == .number ? String(decoding: bytes, as: UTF8.self) : nil
    }

    package var boolean: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// Tells whether a string has just these characters, without making a `String`.
    package func equals(_ text: String) -> Bool {
        guard kind == .string else { return false }
        guard !node.hasEscapes else { return string == text }
        var text = text
        return text.withUTF8 { expected in
            document.bytes.withUnsafeBufferPointer { bytes in
                let found = UnsafeBufferPointer(rebasing: bytes[inner])
                return found.count == expected.count && found.elementsEqual(expected)
            }
        }
    }

    /// An object's member; of several by one name the last. Nil also where this is not an object.
    package subscript(_ name: String) -> JSONView? {
        guard kind == .object else { return nil }
        var name = name
        let found = name.withUTF8 { wanted in document.value(named: wanted, inObject: index) }
        return found.map { JSONView(document: document, index: $0) }
    }

    /// An object's members in the order of the text; empty for another kind.
    package var members: Members { Members(of: self) }

    /// An array's elements; empty for another kind.
    package var elements: Elements { Elements(of: self) }

    private var inner: Range<Int> { Int(node.start) + 1..<Int(node.end) - 1 }

    private func unescaped() -> [UInt8] {
        let bytes = document.bytes
        let text = bytes.span
        var result: [UInt8] = []
        result.reserveCapacity(inner.count)
        var at = inner.lowerBound
        while at < inner.upperBound {
            guard text[at] == UInt8(ascii: "\\") else {
                result.append(text[at])
                at += 1
                continue
            }
            if let byte = JSONEscape.byte(for: text[at + 1]) {
                result.append(byte)
                at += 2
                continue
            }
            // The parser has checked every escape and every pair, so what is left is a well-formed \uXXXX.
            var units = [(try? JSONEscape.codeUnit(at: at, in: text)) ?? 0xFFFD]
            at += 6
            if UTF16.isLeadSurrogate(units[0]) {
                units.append((try? JSONEscape.codeUnit(at: at, in: text)) ?? 0xFFFD)
                at += 6
            }
            result.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        }
        return result
    }
}

extension JSONView {
    package struct Members: Sequence, IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(of view: JSONView) {
            document = view.document
            index = view.index + 1
            end = view.kind == .object ? Int(document.nodes[view.index].next) : index
        }

        package mutating func next() -> (key: JSONView, value: JSONView)? {
            guard index < end else { return nil }
            defer { index = Int(document.nodes[index + 1].next) }
            return (JSONView(document: document, index: index), JSONView(document: document, index: index + 1))
        }
    }

    package struct Elements: Sequence, IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(of view: JSONView) {
            document = view.document
            index = view.index + 1
            end = view.kind == .array ? Int(document.nodes[view.index].next) : index
        }

        package mutating func next() -> JSONView? {
            guard index < end else { return nil }
            defer { index = Int(document.nodes[index].next) }
            return JSONView(document: document, index: index)
        }
    }
}
