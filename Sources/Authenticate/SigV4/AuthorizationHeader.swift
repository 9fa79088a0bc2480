/// Where the pieces of an `Authorization` header stand in it: `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
///
/// The pieces may be separated by a comma, by a comma and blanks, or by blanks only, and may come in any order (recorded from
/// DynamoDB). Of a piece that comes twice the first counts; an empty one counts as missing.
struct AuthorizationHeader {
    private(set) var algorithm: Range<Int>
    private(set) var credential: Range<Int>?
    private(set) var signedHeaders: Range<Int>?
    private(set) var signature: Range<Int>?

    /// Whether a header claims to be a version 4 signature at all. `AWS4-` alone is such a claim; `AWS4` or `Basic …` is not.
    static func isSignature(_ value: String) -> Bool {
        let bytes = value.utf8.span
        var start = 0
        while start < bytes.count, ASCII.isBlank(bytes[start]) {
            start += 1
        }
        return bytes.extracting(start...).extracting(first: 5).isSame(as: "AWS4-")
    }

    init(_ value: String) throws(SignatureError) {
        let bytes = value.utf8.span
        algorithm = Self.piece(of: bytes, from: 0)
        var piece = Self.piece(of: bytes, from: algorithm.upperBound)
        while !piece.isEmpty {
            let equalSign = bytes.next(UInt8(ascii: "="), from: piece.lowerBound)
            guard equalSign < piece.upperBound else {
                throw .pieceWithoutEqualSign(String(bytes: bytes.extracting(piece)), authorization: value)
            }
            take(equalSign + 1..<piece.upperBound, of: bytes.extracting(piece.lowerBound..<equalSign))
            piece = Self.piece(of: bytes, from: piece.upperBound)
        }
    }

    private mutating func take(_ content: Range<Int>, of name: Span<UInt8>) {
        guard !content.isEmpty else {
            return
        }
        switch name.count {
        case 10 where credential == nil && name.isSame(as: "Credential"):
            credential = content
        case 13 where signedHeaders == nil && name.isSame(as: "SignedHeaders"):
            signedHeaders = content
        case 9 where signature == nil && name.isSame(as: "Signature"):
            signature = content
        default:
            break
        }
    }

    /// The next stretch between commas and blanks; an empty one if there is none.
    private static func piece(of bytes: Span<UInt8>, from position: Int) -> Range<Int> {
        var start = position
        while start < bytes.count, isSeparator(bytes[start]) {
            start += 1
        }
        var end = start
        while end < bytes.count, !isSeparator(bytes[unchecked: end]) {
            end += 1
        }
        return start..<end
    }

    @inline(__always)
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: ",") && (byte == UInt8(ascii: ",") || ASCII.isBlank(byte))
    }
}
