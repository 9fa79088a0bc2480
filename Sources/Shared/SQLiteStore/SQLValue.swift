/// A value bound to a statement's parameter.
///
/// SQLite reads strings and bytes where they lie; nothing is copied before the row is written.
package enum SQLValue {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes(ArraySlice<UInt8>)
    /// Bytes that are UTF-8 already, stored as text so that the `sqlite3` shell shows them. They are not checked.
    case utf8(ArraySlice<UInt8>)
    /// Memory of the caller's, stored as a blob: it must stay valid until the call that binds it returns.
    case memory(UnsafeRawBufferPointer)
    /// The same, stored as text.
    case utf8Memory(UnsafeRawBufferPointer)

    package static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

    package static func bytes(_ value: [UInt8]) -> SQLValue { .bytes(value[...]) }

    package static func utf8(_ value: [UInt8]) -> SQLValue { .utf8(value[...]) }
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral {
    package init(nilLiteral: ()) { self = .null }

    package init(integerLiteral value: Int64) { self = .integer(value) }

    package init(floatLiteral value: Double) { self = .real(value) }

    package init(stringLiteral value: String) { self = .text(value) }
}
