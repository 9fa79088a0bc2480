/// Why a value of a request is refused.
///
/// DynamoDB checks values in one of two layers, and the layer decides the wording (recorded in four regions, October 2026): the
/// current one on PutItem, UpdateItem, DeleteItem, GetItem, BatchGetItem and Query; the older one on BatchWriteItem, the
/// transactions and Scan. On the three writing operations the current text stands behind `1 validation error detected: `, which is
/// the operation's to add.
///
/// A known gap: the older layer reads an exponent past 32 bits as Java does, so that `1e2147483647` underflows there; here it
/// overflows in both layers.
package enum AttributeValueError: Error, Sendable, Hashable {
    /// The JSON has another shape than the model: a SerializationException, found before any value is judged.
    case serialization(String)
    case empty
    case severalTypes
    case nullNotTrue
    case emptySet(AttributeType)
    /// A member of a set stands twice; the members as they were sent.
    case duplicates(AttributeType, [String])
    case nullMember(AttributeType)
    case notNumeric(String)
    case tooManyDigits
    case overflow
    case underflow
    case nestedTooDeeply
    case emptyAttributeName
    case attributeNameTooLong

    /// The layer of DynamoDB that words the refusal.
    package enum Layer: Sendable, Hashable, CaseIterable {
        case current
        case older
    }

    /// True for a SerializationException, false for a ValidationException.
    package var isSerialization: Bool {
        if case .serialization = self { true } else { false }
    }

    /// The text in the current layer.
    package var message: String { message(in: .current) }

    package func message(in layer: Layer) -> String {
        switch self {
        case .serialization(let text): text
        case .empty: "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        case .severalTypes:
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
        case .nullNotTrue: Self.invalid + "Null attribute value types must have the value of true"
        case .emptySet(.binarySet): Self.invalid + "Binary sets should not be empty"
        case .emptySet(let type): Self.invalid + "An \(Self.article(type)) set  may not be empty"
        case .nullMember(.binarySet): Self.invalid + "Binary sets may not contain null values"
        case .nullMember(let type): Self.invalid + "An \(Self.article(type)) set  may not have a null string as a member"
        case .duplicates(let type, let members): Self.duplicates(type, members, layer)
        case .notNumeric(let text):
            text.isEmpty && layer == .older ? Self.numeric : "\(Self.numeric): \(text)"
        case .tooManyDigits: "Attempting to store more than 38 significant digits in a Number"
        case .overflow: "Number overflow. Attempting to store a number with magnitude larger than supported range"
        case .underflow: "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        case .nestedTooDeeply:
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
        case .emptyAttributeName: "Empty attribute name"
        case .attributeNameTooLong: "Attribute name is too large, must be less than 65536 bytes"
        }
    }

    private static let invalid = "One or more parameter values were invalid: "
    private static let numeric = "The parameter cannot be converted to a numeric value"

    private static func article(_ type: AttributeType) -> String { type == .numberSet ? "number" : "string" }

    /// The current layer quotes the members: those before the first repeat in order, the repeat, then the rest as sent.
    private static func duplicates(_ type: AttributeType, _ members: [String], _ layer: Layer) -> String {
        guard type != .numberSet else {
            return layer == .older ? "Input collection contains duplicates" : invalid + "Input collection contains duplicates."
        }
        let tail = type == .binarySet ? "of type BS contains duplicates." : " contains duplicates."
        guard layer == .current else { return invalid + "Input collection [\(members.joined(separator: ", "))]" + tail }
        var seen: [[UInt8]: String] = [:]
        var rest = members[...]
        while let member = rest.first, let key = Self.key(member, type), seen[key] == nil {
            seen[key] = member
            rest = rest.dropFirst()
        }
        let ordered = seen.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value) + rest
        return invalid + "Input collection ["
            + ordered.map { "\"\($0)\"" }.joined(separator: type == .binarySet ? "," : ", ") + "]" + tail
    }

    private static func key(_ member: String, _ type: AttributeType) -> [UInt8]? {
        type == .binarySet ? try? Base64Text.decode(Array(member.utf8).span) : Array(member.utf8)
    }
}
