/// A JSON text, read once: its bytes, and where each value stands in them.
///
/// Nothing is copied out while reading. A value becomes a `String` or a number only where somebody asks for it, and a
/// part that is to be kept as it is (an item on its way to the store) is a slice of `bytes`.
///
///     bytes   {"a":[1,true]}
///     nodes   object 0..<14 next 5 | string 1..<4 next 2 | array 5..<13 next 5 | number | true
///
/// Nodes stand in the order of the text, a container before its contents; a member's name is the string node before its
/// value. `next` is the node after the whole subtree, so that skipping a value costs one step.
package final class JSONDocument: Sendable {
    package let bytes: [UInt8]
    let nodes: [Node]

    struct Node: Sendable {
        var kind: JSONKind
        var hasEscapes = false
        var start: Int32
        var end: Int32
        var next: Int32
    }

    init(bytes: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.nodes = nodes
    }

    /// Reads `bytes`, the whole of them, as one JSON value (RFC 8259).
    ///
    /// - Throws: `JSONSyntaxError` with the place of the first fault: bad grammar, text after the value, broken UTF-8,
    ///   an unpaired surrogate, or containers nested deeper than `maximumDepth`.
    package convenience init(parsing bytes: [UInt8], maximumDepth: Int = 512) throws(JSONSyntaxError) {
        var parser = JSONParser(maximumDepth: maximumDepth)
        try parser.parse(bytes.span)
        self.init(bytes: bytes, nodes: parser.nodes)
    }

    package var root: JSONView { JSONView(document: self, index: 0) }

    /// The node of an object's member; of several by one name the last.
    func value(named wanted: UnsafeBufferPointer<UInt8>, inObject object: Int) -> Int? {
        var found: Int?
        var name = object + 1
        let end = Int(nodes[object].next)
        while name < end {
            let node = nodes[name]
            if node.hasEscapes {
                if JSONView(document: self, index: name).utf8?.elementsEqual(wanted) == true { found = name + 1 }
            } else if Int(node.end - node.start) - 2 == wanted.count, holds(wanted, at: Int(node.start) + 1) {
                found = name + 1
            }
            name = Int(nodes[name + 1].next)
        }
        return found
    }

    private func holds(_ wanted: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[start..<start + wanted.count]).elementsEqual(wanted) }
    }

    /// The line and column, both from 1 and counted in bytes, of an offset into the text.
    package func position(of offset: Int) -> JSONPosition {
        JSONPosition(of: offset, in: bytes)
    }
}

/// What kind of value stands at a place.
package enum JSONKind: UInt8, Sendable {
    case object, array, string, number, `true`, `false`, null
}

/// A place in a text, as an editor counts: line and column from 1, columns in bytes.
package struct JSONPosition: Sendable, Hashable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package init(of offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
    }

    package var description: String { "line \(line), column \(column)" }
}

/// Why a text is not JSON, and where.
package struct JSONSyntaxError: Error, Sendable, Hashable {
    package enum Reason: String, Sendable {
        case unexpectedEnd = "the text ends too early"
        case unexpectedByte = "a character that cannot stand here"
        case textAfterValue = "text after the value"
        case invalidNumber = "not a number"
        case invalidEscape = "an escape that JSON does not have"
        case unpairedSurrogate = "half of a surrogate pair"
        case controlCharacter = "a control character inside a string"
        case invalidUTF8 = "bytes that are not UTF-8"
        case tooDeep = "nested too deeply"
        case tooLong = "longer than 2 GiB"
    }

    package var reason: Reason
    package var offset: Int
}
