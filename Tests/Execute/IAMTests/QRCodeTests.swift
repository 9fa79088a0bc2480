import OpenSSL
import Testing

@testable import IAM

@Suite struct QRCodeTests {
    /// A picture that an independent reader (OpenCV's QRCodeDetector) has read back to the text it was made of.
    struct Row: CustomTestStringConvertible, Sendable {
        var length: Int
        var pixels: Int
        var hash: String
        var testDescription: String { "\(length) bytes" }

        /// Printable characters in no particular order.
        var text: String { String((0..<length).map { Character(Unicode.Scalar(UInt8(33 + $0 * 7 % 90))) }) }
    }

    static let rows = [
        Row(length: 5, pixels: 116, hash: "0439eea36a32de4566a18e2d0ac5945f7d0a7d856d68b44cf0c7e30aa86c5b21"),
        Row(length: 106, pixels: 180, hash: "7d865bb1afe8732621f7dccc83a0255ec33ac8966f98e498c93ebb257f55d3a8"),
        Row(length: 154, pixels: 212, hash: "7eb0243070756c4727d4512f2956bea999db8fa37f29be51d2fe217d223feb0a"),
        Row(length: 230, pixels: 244, hash: "c3f3dfa90ef41f9a53f01a2aaf2000526bf92ad1c73b7e2f363a9ac988733f7e"),
        Row(length: 271, pixels: 260, hash: "236e53bc006671db9654178a59599506583b0ed15c9d048f9091254c5a09e1b5"),
        Row(length: 520, pixels: 340, hash: "d34cc16648d1cbc12ee09c4fe59ef5cd946646c38c6bae047f808d596b230225"),
    ]

    @Test(arguments: rows) func `a text becomes the picture that a reader has read`(_ row: Row) throws {
        let code = try #require(QRCode(row.text))
        #expect((code.size + 8) * 4 == row.pixels)
        #expect(Hex.encode(SHA256.hash(code.png)) == row.hash)
    }

    @Test func `a text that is too long has no picture`() {
        #expect(QRCode(String(repeating: "a", count: 520)) != nil)
        #expect(QRCode(String(repeating: "a", count: 521)) == nil)
    }

    @Test func `outside of the code all is white`() throws {
        let code = try #require(QRCode("otpauth://totp/a"))
        #expect(!code.isBlack(row: -1, column: 0))
        #expect(!code.isBlack(row: 0, column: code.size))
        #expect(code.isBlack(row: 0, column: 0))
    }
}
