/// One value of an item, decoded.
///
/// Sets are kept in DynamoDB's order (strings and binaries bytewise, numbers by value), which is the order in which reads return
/// them (recorded 2026), so that two equal sets are equal values.
package indirect enum AttributeValue: Sendable {
    case string(String)
    case number(DynamoDBNumber)
    case binary([UInt8])
    case boolean(Bool)
    case null
    case list([AttributeValue])
    case map(Item)
    case stringSet([String])
    case numberSet([DynamoDBNumber])
    case binarySet([[UInt8]])

    package var type: AttributeType {
        switch self {
        case .string: .string
        case .number: .number
        case .binary: .binary
        case .boolean: .boolean
        case .null: .null
        case .list: .list
        case .map: .map
        case .stringSet: .stringSet
        case .numberSet: .numberSet
        case .binarySet: .binarySet
        }
    }

    /// The bytes that this value adds to its item's size.
    ///
    /// Source: Developer Guide, "DynamoDB item sizes and formats": strings by UTF-8, binaries raw, one byte for a Boolean or null,
    /// three bytes for a list or map and one for each element. Numbers as `DynamoDBNumber.size` says.
    package var size: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .number(let number): number.size
        case .binary(let bytes): bytes.count
        case .boolean, .null: 1
        case .list(let elements): elements.reduce(ItemSize.container) { $0 + ItemSize.element + $1.size }
        case .map(let members): members.reduce(ItemSize.container) { $0 + ItemSize.element + $1.name.utf8.count + $1.value.size }
        case .stringSet(let members): members.reduce(0) { $0 + $1.utf8.count }
        case .numberSet(let members): members.reduce(0) { $0 + $1.size }
        case .binarySet(let members): members.reduce(0) { $0 + $1.count }
        }
    }

    /// How many levels of lists and maps stand in this value, itself included; a scalar has one.
    package var depth: Int {
        switch self {
        case .list(let elements): 1 + (elements.lazy.map(\.depth).max() ?? 0)
        case .map(let members): 1 + (members.lazy.map(\.value.depth).max() ?? 0)
        default: 1
        }
    }
}

/// What an item may weigh, and what its parts do.
package enum ItemSize {
    /// The bytes of an attribute's name that is no key (observed by Alternator's authors: one less than the guide says).
    package static let nameLimit = 65_535
    /// The largest item: 409,600 bytes are accepted, one more is refused (Developer Guide, "Constraints"; recorded to the byte 2026).
    package static let limit = 409_600
    /// The levels that a document may have, the attribute's own value being the first (recorded 2026).
    package static let levels = 32
    static let container = 3
    static let element = 1
}

extension AttributeValue {
    /// A string set in DynamoDB's order; members that stand twice are kept once.
    package static func stringSet(of members: some Sequence<String>) -> AttributeValue {
        .stringSet(Self.inOrder(members) { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    /// A number set in DynamoDB's order; members that stand twice are kept once.
    package static func numberSet(of members: some Sequence<DynamoDBNumber>) -> AttributeValue {
        .numberSet(Self.inOrder(members, by: <))
    }

    /// A binary set in DynamoDB's order; members that stand twice are kept once.
    package static func binarySet(of members: some Sequence<[UInt8]>) -> AttributeValue {
        .binarySet(Self.inOrder(members) { $0.lexicographicallyPrecedes($1) })
    }

    private static func inOrder<Member>(
        _ members: some Sequence<Member>, by precedes: (Member, Member) -> Bool
    ) -> [Member] {
        var ordered: [Member] = []
        for member in members.sorted(by: precedes) {
            if let last = ordered.last, !precedes(last, member) { continue }
            ordered.append(member)
        }
        return ordered
    }
}

// Written out because `==` on `String` takes two spellings of one character for the same text, and DynamoDB compares bytes.
extension AttributeValue: Hashable {
    package static func == (one: AttributeValue, other: AttributeValue) -> Bool {
        switch (one, other) {
        case (.string(let one), .string(let other)): one.isSame(as: other)
        case (.number(let one), .number(let other)): one == other
        case (.binary(let one), .binary(let other)): one == other
        case (.boolean(let one), .boolean(let other)): one == other
        case (.null, .null): true
        case (.list(let one), .list(let other)): one == other
        case (.map(let one), .map(let other)): one == other
        case (.stringSet(let one), .stringSet(let other)):
            one.count == other.count && zip(one, other).allSatisfy { $0.isSame(as: $1) }
        case (.numberSet(let one), .numberSet(let other)): one == other
        case (.binarySet(let one), .binarySet(let other)): one == other
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        switch self {
        case .string(let text): hasher.combine(text)
        case .number(let number): hasher.combine(number)
        case .binary(let bytes): hasher.combine(bytes)
        case .boolean(let flag): hasher.combine(flag)
        case .null: break
        case .list(let elements): hasher.combine(elements)
        case .map(let members): hasher.combine(members)
        case .stringSet(let members): hasher.combine(members)
        case .numberSet(let members): hasher.combine(members)
        case .binarySet(let members): hasher.combine(members)
        }
    }
}
