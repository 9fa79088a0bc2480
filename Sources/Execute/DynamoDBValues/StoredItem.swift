/// An item as it lies in the store, read in place.
///
/// The bytes are trusted: only `CanonicalItem` and `Item.append(to:)` write them. Looking for one attribute steps over the others
/// without decoding them.
package struct StoredItem: Sendable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The whole item, decoded.
    package var item: Item {
        var reader = StoredValueReader(WireCursor(bytes))
        return reader.members()
    }

    /// One attribute, decoded.
    package func attribute(_ name: String) -> AttributeValue? {
        range(of: name).map {
            var reader = StoredValueReader(WireCursor(bytes, at: $0.lowerBound))
            return reader.value()
        }
    }

    /// What an item has where a key attribute should be.
    package enum KeyContent {
        case missing
        /// A value of another type, which the schema does not allow there.
        case ofType(AttributeType)
        /// As `KeyEncoding` has it.
        case key([UInt8])
    }

    /// A key attribute's bytes; those of a string are copied as they stand.
    package func key(_ name: String, of type: AttributeType) -> KeyContent {
        guard let range = range(of: name) else { return .missing }
        if type == .string, let text = plainString(at: range) { return .key(text) }
        var reader = StoredValueReader(WireCursor(bytes, at: range.lowerBound))
        let value = reader.value()
        guard value.type == type, let key = KeyEncoding.encode(value) else { return .ofType(value.type) }
        return .key(key)
    }

    /// The characters of `{"S":"x"}`, where none of them is escaped.
    private func plainString(at range: Range<Int>) -> [UInt8]? {
        let opening: StaticString = "{\"S\":\""
        let start = range.lowerBound + opening.utf8CodeUnitCount
        let end = range.upperBound - 2
        guard start <= end else { return nil }
        let text = bytes.span
        for offset in 0..<opening.utf8CodeUnitCount where text[range.lowerBound + offset] != opening.utf8Start[offset] { return nil }
        for at in start..<end where text[at] == UInt8(ascii: "\\") || text[at] == UInt8(ascii: "\"") { return nil }
        return Array(bytes[start..<end])
    }

    /// Where an attribute's value stands: `{"S":"x"}` with its braces.
    package func range(of name: String) -> Range<Int>? {
        var name = name
        return name.withUTF8 { wanted in
            var cursor = WireCursor(bytes)
            guard cursor.token() == UInt8(ascii: "{") else { return nil }
            cursor.enter()
            while cursor.advance() {
                let found = cursor.name()
                _ = cursor.token()
                let start = cursor.at
                cursor.skip()
                if matches(found, wanted, cursor) { return start..<cursor.at }
            }
            return nil
        }
    }

    /// The item cut down to these attributes, in the order of the item.
    package func projecting(_ names: [String]) -> [UInt8] {
        let wanted = Set(names.map { Array($0.utf8) })
        var result: [UInt8] = [UInt8(ascii: "{")]
        var cursor = WireCursor(bytes)
        guard cursor.token() == UInt8(ascii: "{") else { return Array("{}".utf8) }
        cursor.enter()
        while cursor.advance() {
            let start = cursor.at
            let name = cursor.name()
            cursor.skip()
            guard wanted.contains(cursor.text(name)) else { continue }
            if result.count > 1 { result.append(UInt8(ascii: ",")) }
            result.append(contentsOf: bytes[start..<cursor.at])
        }
        result.append(UInt8(ascii: "}"))
        return result
    }

    private func matches(_ found: WireString, _ wanted: UnsafeBufferPointer<UInt8>, _ cursor: WireCursor) -> Bool {
        guard !found.hasEscapes else { return cursor.text(found).elementsEqual(wanted) }
        guard found.range.count == wanted.count else { return false }
        for offset in 0..<wanted.count where bytes[found.range.lowerBound + offset] != wanted[offset] { return false }
        return true
    }
}

/// Decodes canonical JSON into values.
struct StoredValueReader {
    var cursor: WireCursor

    init(_ cursor: WireCursor) { self.cursor = cursor }

    static func value(of bytes: [UInt8]) -> AttributeValue {
        var reader = StoredValueReader(WireCursor(bytes))
        return reader.value()
    }

    mutating func members() -> Item {
        guard cursor.token() == UInt8(ascii: "{") else { return Item() }
        var members: [Item.Element] = []
        cursor.enter()
        while cursor.advance() {
            let name = text(cursor.name())
            members.append((name, value()))
        }
        return Item(distinct: members)
    }

    mutating func value() -> AttributeValue {
        guard cursor.token() == UInt8(ascii: "{") else {
            cursor.skip()
            return .null
        }
        cursor.enter()
        guard cursor.advance() else { return .null }
        let type = AttributeType(wireBytes: cursor.text(cursor.name()).span)
        let value = content(of: type ?? .null)
        while cursor.advance() { cursor.skip() }
        return value
    }

    private mutating func content(of type: AttributeType) -> AttributeValue {
        switch type {
        case .string: return .string(string())
        case .number: return .number(number())
        case .binary: return .binary(binary())
        case .boolean:
            let isTrue = cursor.token() == UInt8(ascii: "t")
            cursor.skip()
            return .boolean(isTrue)
        case .null:
            cursor.skip()
            return .null
        case .list: return .list(elements { $0.value() })
        case .map: return .map(members())
        case .stringSet: return .stringSet(elements { $0.string() })
        case .numberSet: return .numberSet(elements { $0.number() })
        case .binarySet: return .binarySet(elements { $0.binary() })
        }
    }

    private mutating func elements<Element>(_ read: (inout StoredValueReader) -> Element) -> [Element] {
        guard cursor.token() == UInt8(ascii: "[") else {
            cursor.skip()
            return []
        }
        var elements: [Element] = []
        cursor.enter()
        while cursor.advance() { elements.append(read(&self)) }
        return elements
    }

    private mutating func string() -> String {
        _ = cursor.token()
        return text(cursor.string())
    }

    private mutating func number() -> DynamoDBNumber {
        _ = cursor.token()
        let string = cursor.string()
        return (try? DynamoDBNumber(parsing: cursor.bytes.span.extracting(string.range))) ?? .zero
    }

    private mutating func binary() -> [UInt8] {
        _ = cursor.token()
        return (try? Base64Text.decode(cursor.text(cursor.string()).span)) ?? []
    }

    private func text(_ string: WireString) -> String {
        string.hasEscapes
            ? String(decoding: cursor.text(string), as: UTF8.self) : String(decoding: cursor.bytes[string.range], as: UTF8.self)
    }
}
