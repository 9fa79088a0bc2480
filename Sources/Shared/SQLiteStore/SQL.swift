/// The text of a statement: written in the source, with nothing but integers and other such texts put in.
///
/// There is no way from a `String` to a `SQL`, so what a caller sent can only be bound as a value. A table for each
/// DynamoDB table is named by a number of our own: `"SELECT item FROM items_\(table) WHERE key = ?1"`. A text without
/// interpolation is known by its address and costs nothing to make; one with is built and hashed each time, so keep it where it
/// is used often.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    private enum Storage {
        case constant(StaticString)
        case built(Built)
    }

    private final class Built: Sendable {
        let text: String
        let hash: Int

        init(_ text: String) {
            self.text = text
            hash = text.hashValue
        }
    }

    private let storage: Storage

    package init(stringLiteral text: StaticString) {
        // A literal of one character may be handed over without an address.
        storage = text.hasPointerRepresentation ? .constant(text) : .built(Built(text.description))
    }

    package init(stringInterpolation parts: Interpolation) { storage = .built(Built(parts.text)) }

    package var text: String {
        switch storage {
        case .constant(let text): text.description
        case .built(let built): built.text
        }
    }

    /// Whether the text begins as one that changes the schema.
    var namesSchemaChange: Bool {
        let word = text.utf8.drop { $0 <= UInt8(ascii: " ") }.prefix(6).map { $0 & 0xDF }
        return ["CREATE", "DROP", "ALTER"].contains { word.starts(with: $0.utf8) }
    }
}

extension SQL {
    package typealias StringInterpolation = Interpolation

    /// Collects the pieces of an interpolated statement.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 8) }

        package mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// A sign could join what stands before it to a comment or an expression, so numbers are never negative here.
        package mutating func appendInterpolation(_ number: some FixedWidthInteger) {
            precondition(number >= 0, "a number in a statement's text is not negative")
            text += String(number)
        }

        package mutating func appendInterpolation(_ sql: SQL) { text += sql.text }
    }
}

extension SQL: Hashable {
    /// The same text written at two places may count as two: it is then prepared twice, and nothing else follows.
    package static func == (left: SQL, right: SQL) -> Bool {
        switch (left.storage, right.storage) {
        case (.constant(let left), .constant(let right)):
            left.utf8Start == right.utf8Start && left.utf8CodeUnitCount == right.utf8CodeUnitCount
        case (.built(let left), .built(let right)): left === right || left.hash == right.hash && left.text == right.text
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch storage {
        case .constant(let text): hasher.combine(text.utf8Start)
        case .built(let built): hasher.combine(built.hash)
        }
    }
}
