package import ByteJSON

extension AttributeValue {
    /// Writes the value as an answer shows it.
    package func append(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name(type.wireName)
        switch self {
        case .string(let text): writer.string(text)
        case .number(let number): writer.string(number.description)
        case .binary(let bytes): writer.string(Self.base64(bytes))
        case .boolean(let flag): writer.boolean(flag)
        case .null: writer.boolean(true)
        case .list(let elements): Self.append(elements, to: &writer) { $0.append(to: &$1) }
        case .map(let members): members.append(to: &writer)
        case .stringSet(let members): Self.append(members, to: &writer) { $1.string($0) }
        case .numberSet(let members): Self.append(members, to: &writer) { $1.string($0.description) }
        case .binarySet(let members): Self.append(members, to: &writer) { $1.string(Self.base64($0)) }
        }
        writer.endObject()
    }

    /// The value as AWS's texts print it: `{S:abc}`; of what has no order, the type alone.
    package var printed: String {
        switch self {
        case .string(let text): "{S:\(text)}"
        case .number(let number): "{N:\(number)}"
        case .binary(let bytes): "{B:\(Self.base64(bytes))}"
        default: "{\(type.wireName)}"
        }
    }

    private static func append<Element>(
        _ elements: [Element], to writer: inout JSONWriter, _ write: (Element, inout JSONWriter) -> Void
    ) {
        writer.beginArray()
        for element in elements { write(element, &writer) }
        writer.endArray()
    }

    package static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        Base64Text.append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}

extension Item {
    /// Writes the attributes as an answer shows them.
    package func append(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in self {
            writer.name(name)
            value.append(to: &writer)
        }
        writer.endObject()
    }
}
