/// Several key values as one text of bytes, for an index whose partition or sort key has more than one attribute.
///
/// Each part's zero bytes are followed by FF and the part is closed by 00 01, so that the order of the whole is the order of the first parts, among
/// equals that of the second, and so on; and parts that begin alike stand together, which is what a condition on some of them asks for.
///
///     "a", "bc"   ->   61 00 01 | 62 63 00 01
enum CompositeKey {
    private static let end: [UInt8] = [0x00, 0x01]

    static func part(_ bytes: [UInt8]) -> [UInt8] { opened(bytes) + end }

    /// A part without its end: what all parts begin with that begin with these bytes.
    static func opened(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0) else { return bytes }
        return bytes.flatMap { $0 == 0 ? [0x00, 0xFF] : [$0] }
    }
}
