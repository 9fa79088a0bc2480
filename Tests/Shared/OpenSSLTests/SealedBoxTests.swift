import OpenSSL
import Testing

/// A published AES-256-GCM encryption, everything in hexadecimal.
struct SealedBoxVector: CustomTestStringConvertible, Sendable {
    var source: String
    var key: String
    var nonce: String
    var plaintext: String
    var authenticated: String
    var box: String

    var testDescription: String { source }
}

@Suite struct SealedBoxTests {
    static let vectors = [
        SealedBoxVector(
            source: "McGrew and Viega, The Galois/Counter Mode of Operation, test case 13", key: String(repeating: "00", count: 32),
            nonce: String(repeating: "00", count: 12), plaintext: "", authenticated: "", box: "530f8afbc74536b9a963b4f1c4cb738b"),
        SealedBoxVector(
            source: "McGrew and Viega, test case 14", key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
            plaintext: String(repeating: "00", count: 16), authenticated: "",
            box: "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919"),
        SealedBoxVector(
            source: "McGrew and Viega, test case 16", key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            nonce: "cafebabefacedbaddecaf888",
            plaintext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                + "b16aedf5aa0de657ba637b39",
            authenticated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            box: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                + "c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"),
    ]

    @Test(arguments: vectors) func `a published encryption comes out, and opens`(_ vector: SealedBoxVector) throws {
        let key = try #require(Hex.decode(vector.key))
        let nonce = try #require(Hex.decode(vector.nonce))
        let plaintext = try #require(Hex.decode(vector.plaintext))
        let authenticated = try #require(Hex.decode(vector.authenticated))
        let box = SealedBox.seal(plaintext, key: key, nonce: nonce, authenticating: authenticated)
        #expect(Hex.encode(box) == vector.box)
        #expect(SealedBox.open(box, key: key, nonce: nonce, authenticating: authenticated) == plaintext)
    }

    @Test func `a byte changed anywhere keeps it shut`() {
        let random = SeededRandom(seed: 7)
        let (key, nonce, authenticated) = (random.bytes(32), random.bytes(12), random.bytes(5))
        let box = SealedBox.seal(random.bytes(20), key: key, nonce: nonce, authenticating: authenticated)
        for place in box.indices {
            var changed = box
            changed[place] ^= 1
            #expect(SealedBox.open(changed, key: key, nonce: nonce, authenticating: authenticated) == nil)
        }
        #expect(SealedBox.open(box, key: random.bytes(32), nonce: nonce, authenticating: authenticated) == nil)
        #expect(SealedBox.open(box, key: key, nonce: random.bytes(12), authenticating: authenticated) == nil)
        #expect(SealedBox.open(box, key: key, nonce: nonce) == nil)
    }

    @Test func `nonsense lengths keep it shut`() {
        #expect(SealedBox.open([], key: Array(repeating: 0, count: 32), nonce: Array(repeating: 0, count: 12)) == nil)
        #expect(SealedBox.open(Array(repeating: 0, count: 20), key: [1], nonce: Array(repeating: 0, count: 12)) == nil)
        #expect(SealedBox.open(Array(repeating: 0, count: 20), key: Array(repeating: 0, count: 32), nonce: []) == nil)
    }
}

@Suite struct TOTPTests {
    static let secret = Array("12345678901234567890".utf8)

    /// RFC 6238, appendix B, SHA1 rows: the last six of the eight digits there.
    static let timed: [(Int64, String)] = [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ]

    /// RFC 4226, appendix D: the codes of counters 0 to 9.
    static let counted: [(Int64, String)] = [
        (0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (4, "338314"), (5, "254676"), (6, "287922"), (7, "162583"),
        (8, "399871"), (9, "520489"),
    ]

    @Test(arguments: timed) func `a published moment has its code`(_ seconds: Int64, _ code: String) {
        #expect(TOTP.code(secret: Self.secret, step: TOTP.step(at: seconds)) == code)
    }

    @Test(arguments: counted) func `a published counter has its code`(_ step: Int64, _ code: String) {
        #expect(TOTP.code(secret: Self.secret, step: step) == code)
    }

    @Test func `a step begins every thirty seconds, before 1970 too`() {
        #expect([-31, -30, -1, 0, 29, 30].map { TOTP.step(at: $0) } == [-2, -1, -1, 0, 0, 1])
    }
}
