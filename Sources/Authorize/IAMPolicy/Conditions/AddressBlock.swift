/// A block of IPv4 or IPv6 addresses (`203.0.113.0/24`); a bare address is a block of one.
///
/// IPv4 addresses that are written in IPv6's way (`::ffff:203.0.113.7`) are IPv4 addresses (RFC 4291, section 2.5.5.2).
/// A request's address is read at every condition that names it, so reading makes nothing on the heap.
struct AddressBlock: Sendable, Hashable {
    private var isVersion6: Bool
    /// An IPv4 address stands in the low 32 bits.
    private var bits: UInt128
    /// How many of the leading bits count.
    private var prefix: Int

    init?(_ text: String) {
        let bytes = text.utf8.span
        var at = 0
        if let address = AddressText.version4(bytes, &at) {
            (isVersion6, bits, prefix) = (false, UInt128(address), 32)
        } else if let address = AddressText.version6(bytes, &at) {
            (isVersion6, bits, prefix) = (true, address, 128)
        } else {
            return nil
        }
        if AddressText.skip(UInt8(ascii: "/"), bytes, &at) {
            guard let length = AddressText.decimal(bytes, &at), length <= prefix else { return nil }
            prefix = length
        }
        guard at == bytes.count else { return nil }
        if isVersion6, prefix >= 96, bits >> 32 == 0xFFFF { (isVersion6, bits, prefix) = (false, bits & 0xFFFF_FFFF, prefix - 96) }
    }

    /// Tells whether another block lies inside this one.
    func contains(_ other: AddressBlock) -> Bool {
        guard isVersion6 == other.isVersion6, other.prefix >= prefix else { return false }
        return (bits ^ other.bits) >> UInt128((isVersion6 ? 128 : 32) - prefix) == 0
    }
}

/// Reads the parts of addresses, from a place onwards; the place stays where it was if they are not there.
private enum AddressText {
    static func skip(_ byte: UInt8, _ bytes: Span<UInt8>, _ at: inout Int) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    /// One to three digits.
    static func decimal(_ bytes: Span<UInt8>, _ at: inout Int) -> Int? {
        let start = at
        var value = 0
        while at < bytes.count, at - start < 3, bytes[at] &- UInt8(ascii: "0") < 10 {
            value = value * 10 + Int(bytes[at] - UInt8(ascii: "0"))
            at += 1
        }
        return at == start ? nil : value
    }

    static func version4(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt32? {
        var place = at
        var address: UInt32 = 0
        for index in 0..<4 {
            guard index == 0 || skip(UInt8(ascii: "."), bytes, &place), let number = decimal(bytes, &place), number < 256 else {
                return nil
            }
            address = address << 8 | UInt32(number)
        }
        at = place
        return address
    }

    /// Groups of four hexadecimal digits, one `::`, and perhaps an IPv4 address at the end (RFC 4291, section 2.2).
    static func version6(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt128? {
        var place = at
        var groups: InlineArray<8, UInt16> = .init(repeating: 0)
        var count = 0
        var gap: Int?
        while count < 8 {
            if skip2(bytes, &place) {
                guard gap == nil else { return nil }
                gap = count
            } else if count > 0, gap != count {
                guard skip(UInt8(ascii: ":"), bytes, &place) else { break }
            }
            if count <= 6, let address = version4(bytes, &place) {
                groups[count] = UInt16(address >> 16)
                groups[count + 1] = UInt16(truncatingIfNeeded: address)
                count += 2
                break
            }
            guard let group = hexadecimal(bytes, &place) else {
                guard gap == count else { return nil }
                break
            }
            groups[count] = group
            count += 1
        }
        if count < 8, gap == nil, skip2(bytes, &place) { gap = count }
        guard gap == nil ? count == 8 : count < 8 else { return nil }
        var address: UInt128 = 0
        for index in 0..<count {
            if index == gap { address <<= UInt128((8 - count) * 16) }
            address = address << 16 | UInt128(groups[index])
        }
        if gap == count { address = count == 0 ? 0 : address << UInt128((8 - count) * 16) }
        at = place
        return address
    }

    private static func skip2(_ bytes: Span<UInt8>, _ at: inout Int) -> Bool {
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: ":"), bytes[at + 1] == UInt8(ascii: ":") else { return false }
        at += 2
        return true
    }

    private static func hexadecimal(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt16? {
        let start = at
        var value: UInt16 = 0
        while at < bytes.count, at - start < 4, let digit = hexDigit(bytes[at]) {
            value = value << 4 | digit
            at += 1
        }
        return at == start ? nil : value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
