/// The pieces of an `Authorization` header: `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
///
/// The pieces may be separated by a comma, by a comma and blanks, or by blanks only, and may come in any order (recorded from
/// DynamoDB). Of a piece that comes twice the first counts; an empty one counts as missing.
struct AuthorizationHeader {
    var algorithm: String
    var credential: String?
    var signedHeaders: String?
    var signature: String?

    /// Whether a header claims to be a version 4 signature at all. `AWS4-` alone is such a claim; `AWS4` or `Basic …` is not.
    static func isSignature(_ value: String) -> Bool {
        value.withBytes { bytes in
            guard let start = bytes.firstIndex(where: { !ASCII.isBlank($0) }) else {
                return false
            }
            return bytes[start...].starts(with: "AWS4-".utf8)
        }
    }

    init(_ value: String) throws(SignatureError) {
        let bytes = Array(value.utf8)
        var pieces = Pieces(bytes: bytes)
        algorithm = String(bytes: bytes[pieces.next() ?? 0..<0])
        while let piece = pieces.next() {
            guard let equalSign = bytes[piece].firstIndex(of: UInt8(ascii: "=")) else {
                throw .pieceWithoutEqualSign(String(bytes: bytes[piece]), authorization: value)
            }
            let content = bytes[(equalSign + 1)..<piece.upperBound]
            guard !content.isEmpty else {
                continue
            }
            let name = bytes[piece.lowerBound..<equalSign]
            if credential == nil, name.elementsEqual("Credential".utf8) {
                credential = String(bytes: content)
            } else if signedHeaders == nil, name.elementsEqual("SignedHeaders".utf8) {
                signedHeaders = String(bytes: content)
            } else if signature == nil, name.elementsEqual("Signature".utf8) {
                signature = String(bytes: content)
            }
        }
    }

    /// Walks over the stretches between commas and blanks.
    private struct Pieces {
        let bytes: [UInt8]
        var position = 0

        mutating func next() -> Range<Int>? {
            while position < bytes.count, isSeparator(bytes[position]) {
                position += 1
            }
            let start = position
            while position < bytes.count, !isSeparator(bytes[position]) {
                position += 1
            }
            return start < position ? start..<position : nil
        }

        private func isSeparator(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: ",") || ASCII.isBlank(byte)
        }
    }
}
