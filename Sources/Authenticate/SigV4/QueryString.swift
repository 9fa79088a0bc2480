/// The parameters of a query string, decoded, in the order in which they stand there.
struct QueryString {
    var parameters: [(name: [UInt8], value: [UInt8])] = []

    /// Reads what follows the question mark.
    ///
    /// Anything is readable: a parameter without an equal sign has an empty value, a percent sign without two digits stands for
    /// itself, and so does a plus sign, which SigV4 does not take for a blank.
    init(_ query: String) {
        for part in Array(query.utf8).split(separator: UInt8(ascii: "&")) {
            let equalSign = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            parameters.append((URIEncoding.decode(part[..<equalSign]), URIEncoding.decode(part[equalSign...].dropFirst())))
        }
    }

    func contains(_ name: String) -> Bool {
        parameters.contains { $0.name.elementsEqual(name.utf8) }
    }

    /// The value of the first parameter of that name, nil if there is none or it is empty.
    func value(of name: String) -> String? {
        parameters.first { !$0.value.isEmpty && $0.name.elementsEqual(name.utf8) }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// Appends the canonical form: encoded anew, sorted by encoded name and then by encoded value.
    ///
    /// - Parameter signature: whether `X-Amz-Signature` stays in. A presigned request's signature cannot cover itself.
    func appendCanonical(to text: inout ByteText, keepingSignature signature: Bool) {
        var encoded: [(name: [UInt8], value: [UInt8])] = []
        for parameter in parameters where signature || !parameter.name.elementsEqual("X-Amz-Signature".utf8) {
            encoded.append((URIEncoding.encode(parameter.name), URIEncoding.encode(parameter.value)))
        }
        encoded.sort { left, right in
            left.name == right.name ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
        }
        for (index, parameter) in encoded.enumerated() {
            if index > 0 {
                text.append(UInt8(ascii: "&"))
            }
            text.append(parameter.name.span)
            text.append(UInt8(ascii: "="))
            text.append(parameter.value.span)
        }
    }
}

/// Percent-encoding as SigV4 has it: all but letters, digits and `-._~` becomes `%` and two upper-case digits.
enum URIEncoding {
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var encoded = ByteText(capacity: bytes.count)
        for byte in bytes {
            append(byte, to: &encoded)
        }
        return encoded.bytes
    }

    static func append(_ byte: UInt8, to encoded: inout ByteText) {
        if isUnreserved(byte) {
            encoded.append(byte)
        } else {
            encoded.append(UInt8(ascii: "%"))
            encoded.append(digit(byte >> 4))
            encoded.append(digit(byte & 15))
        }
    }

    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = value(bytes[index + 1]),
                let low = value(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default:
            false
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
