/// Percent encoding as RFC 3986 has it.
extension String {
    /// With every byte but the unreserved ones (letters, digits and `-._~`) as `%` and two digits.
    package var percentEncoded: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count * 2)
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// With the bytes that stand behind percent signs; a percent sign without two digits stays.
    package var percentDecoded: String {
        let bytes = Array(utf8)
        var decoded: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
                let high = Character(Unicode.Scalar(bytes[at + 1])).hexDigitValue,
                let low = Character(Unicode.Scalar(bytes[at + 2])).hexDigitValue
            {
                decoded.append(UInt8(high << 4 | low))
                at += 3
            } else {
                decoded.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
