/// A DynamoDB data type, by the name that stands for it on the wire.
///
/// Source: Amazon DynamoDB API Reference, AttributeValue.
package enum AttributeType: String, Sendable, Hashable, CaseIterable {
    case string = "S"
    case number = "N"
    case binary = "B"
    case boolean = "BOOL"
    case null = "NULL"
    case list = "L"
    case map = "M"
    case stringSet = "SS"
    case numberSet = "NS"
    case binarySet = "BS"

    /// The type as the wire spells it.
    package var wireName: String { rawValue }

    /// The long name that some messages of UpdateExpression print (`operand type: STRING`).
    ///
    /// Source: recorded. The names of the sets were not, and follow the pattern.
    package var longName: String {
        switch self {
        case .string: "STRING"
        case .number: "NUMBER"
        case .binary: "BINARY"
        case .boolean: "BOOLEAN"
        case .null: "NULL"
        case .list: "LIST"
        case .map: "MAP"
        case .stringSet: "STRING_SET"
        case .numberSet: "NUMBER_SET"
        case .binarySet: "BINARY_SET"
        }
    }

    package var isSet: Bool { self == .stringSet || self == .numberSet || self == .binarySet }

    /// How a value of this type begins on the wire.
    var opening: StaticString {
        switch self {
        case .string: "{\"S\":"
        case .number: "{\"N\":"
        case .binary: "{\"B\":"
        case .boolean: "{\"BOOL\":"
        case .null: "{\"NULL\":"
        case .list: "{\"L\":"
        case .map: "{\"M\":"
        case .stringSet: "{\"SS\":"
        case .numberSet: "{\"NS\":"
        case .binarySet: "{\"BS\":"
        }
    }

    /// Finds the type that the wire spells with these bytes.
    init?(wireBytes text: Span<UInt8>) {
        switch text.count {
        case 1:
            switch text[0] {
            case UInt8(ascii: "S"): self = .string
            case UInt8(ascii: "N"): self = .number
            case UInt8(ascii: "B"): self = .binary
            case UInt8(ascii: "L"): self = .list
            case UInt8(ascii: "M"): self = .map
            default: return nil
            }
        case 2 where text[1] == UInt8(ascii: "S"):
            switch text[0] {
            case UInt8(ascii: "S"): self = .stringSet
            case UInt8(ascii: "N"): self = .numberSet
            case UInt8(ascii: "B"): self = .binarySet
            default: return nil
            }
        case 4:
            var word: UInt32 = 0
            for at in 0..<4 { word = word << 8 | UInt32(text[at]) }
            switch word {
            case 0x424F_4F4C: self = .boolean
            case 0x4E55_4C4C: self = .null
            default: return nil
            }
        default: return nil
        }
    }
}
