/// The JSON that the service's model expects at a place, and what DynamoDB says of any other.
///
/// Source of the texts: recorded against DynamoDB by the authors of public tests; they are the words of the service framework, not of
/// DynamoDB's own checks.
enum WireShape {
    case string
    case blob
    case boolean
    case list
    case map
    /// An AttributeValue inside a list or map.
    case value

    /// Reads a string, or says why there is none.
    func read(at cursor: inout WireCursor) throws(AttributeValueError) -> WireString {
        guard cursor.token() == UInt8(ascii: "\"") else { throw fault(at: &cursor) }
        return cursor.string()
    }

    /// Reads a Boolean; the framework also converts some words (recorded).
    static func readBoolean(at cursor: inout WireCursor) throws(AttributeValueError) -> Bool {
        switch cursor.token() {
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            return cursor.bytes[cursor.skipWord().lowerBound] == UInt8(ascii: "t")
        case UInt8(ascii: "\""):
            let string = cursor.string()
            switch String(decoding: cursor.text(string), as: UTF8.self).uppercased() {
            case "TRUE", "1", "YES": return true
            case "FALSE", "0", "NO": return false
            default: throw .serialization("Unexpected token received from parser")
            }
        default: throw WireShape.boolean.fault(at: &cursor)
        }
    }

    /// The fault of the value at the cursor, which is known not to fit.
    func fault(at cursor: inout WireCursor) -> AttributeValueError {
        let text: String
        switch cursor.token() {
        case UInt8(ascii: "["): text = "Unrecognized collection type \(javaName)"
        case UInt8(ascii: "{"): text = "Start of structure or map found where not expected"
        case let first: text = scalarFault(first, cursor.bytes[cursor.skipWord()])
        }
        return .serialization(text)
    }

    private func scalarFault(_ first: UInt8, _ word: ArraySlice<UInt8>) -> String {
        switch self {
        case .list, .map: return "Unexpected field type"
        case .value: return "Unexpected value type in payload"
        case .blob: return "only base-64-encoded strings are convertible to bytes"
        case .string, .boolean:
            let target = self == .string ? "String" : "Boolean"
            switch first {
            case UInt8(ascii: "t"): return "TRUE_VALUE cannot be converted to \(target)"
            case UInt8(ascii: "f"): return "FALSE_VALUE cannot be converted to \(target)"
            case UInt8(ascii: "n"): return "NULL_VALUE cannot be converted to \(target)"
            default:
                let isDecimal = word.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
                return "\(isDecimal ? "DECIMAL" : "NUMBER")_VALUE cannot be converted to \(target)"
            }
        }
    }

    private var javaName: String {
        switch self {
        case .string: "class java.lang.String"
        case .blob: "class java.nio.ByteBuffer"
        case .boolean: "class java.lang.Boolean"
        case .list: "class java.util.List"
        case .map: "java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>"
        case .value: "class com.amazonaws.dynamodb.v20120810.AttributeValue"
        }
    }
}
