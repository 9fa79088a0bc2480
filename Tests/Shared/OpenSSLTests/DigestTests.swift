import OpenSSL
import Testing

/// A published hash or keyed hash: who published it, what goes in, what comes out.
struct DigestVector: CustomTestStringConvertible, Sendable {
    var source: String
    var key: [UInt8] = []
    var message: [UInt8]
    var digest: String

    var testDescription: String { source }
}

extension DigestVector {
    init(_ source: String, _ message: String, _ digest: String) {
        self.init(source: source, message: Array(message.utf8), digest: digest)
    }

    init(_ source: String, key: [UInt8], _ message: String, _ digest: String) {
        self.init(source: source, key: key, message: Array(message.utf8), digest: digest)
    }
}

@Suite struct SHA256Tests {
    static let vectors = [
        DigestVector("FIPS 180-2, B.1", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        DigestVector(
            "FIPS 180-2, B.2", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        DigestVector(
            "FIPS 180-2, B.3", String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        DigestVector("CAVP SHA256ShortMsg, Len = 0", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ]

    @Test(arguments: vectors) func `a published hash comes out`(_ vector: DigestVector) {
        #expect(Hex.encode(SHA256.hash(vector.message)) == vector.digest)
        let text = String(unsafeUninitializedCapacity: 64) { text in
            SHA256.writeHexHash(of: vector.message.span, to: UnsafeMutableRawBufferPointer(text))
            return 64
        }
        #expect(text == vector.digest)
    }

    @Test(arguments: [1, 3, 63, 64, 65]) func `parts of any length give the hash of the whole`(_ length: Int) {
        let message = SeededRandom(seed: 1).bytes(500)
        var hash = SHA256()
        for start in stride(from: 0, to: message.count, by: length) {
            hash.update(Array(message[start..<min(start + length, message.count)]))
        }
        #expect(hash.finalize() == SHA256.hash(message))
    }

    @Test func `a copy goes on by itself`() {
        var hash = SHA256()
        hash.update(Array("ab".utf8))
        var copy = hash
        copy.update(Array("x".utf8))
        _ = hash.finalize()
        hash.update(Array("c".utf8))
        #expect(hash.finalize() == SHA256.hash(Array("abc".utf8)))
        #expect(copy.finalize() == SHA256.hash(Array("abx".utf8)))
    }
}

@Suite struct MD5Tests {
    static let vectors = [
        DigestVector("RFC 1321, A.5, 1", "", "d41d8cd98f00b204e9800998ecf8427e"),
        DigestVector("RFC 1321, A.5, 3", "abc", "900150983cd24fb0d6963f7d28e17f72"),
        DigestVector("RFC 1321, A.5, 4", "message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ]

    @Test(arguments: vectors) func `a published hash comes out`(_ vector: DigestVector) {
        #expect(Hex.encode(MD5.hash(vector.message)) == vector.digest)
    }
}

@Suite struct HMACTests {
    static let longKeyText = "Test Using Larger Than Block-Size Key - Hash Key First"

    static let sha256 = [
        DigestVector(
            "RFC 4231, 4.2", key: Array(repeating: 0x0b, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        DigestVector(
            "RFC 4231, 4.3", key: Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        DigestVector(
            source: "RFC 4231, 4.4", key: Array(repeating: 0xaa, count: 20), message: Array(repeating: 0xdd, count: 50),
            digest: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        DigestVector(
            "RFC 4231, 4.7", key: Array(repeating: 0xaa, count: 131), longKeyText,
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    ]

    static let sha1 = [
        DigestVector(
            "RFC 2202, 3, case 1", key: Array(repeating: 0x0b, count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
        DigestVector(
            "RFC 2202, 3, case 2", key: Array("Jefe".utf8), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        DigestVector(
            "RFC 2202, 3, case 6", key: Array(repeating: 0xaa, count: 80), longKeyText, "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
    ]

    @Test(arguments: sha256) func `a published SHA-256 code comes out`(_ vector: DigestVector) {
        #expect(Hex.encode(HMAC.sha256(key: vector.key, message: vector.message)) == vector.digest)
    }

    @Test func `a prepared key can be used again and again`() {
        let key = HMAC.Key(Array("Jefe".utf8))
        for _ in 0..<3 {
            #expect(key.code(for: Array("a".utf8)) == HMAC.sha256(key: Array("Jefe".utf8), message: Array("a".utf8)))
        }
    }

    @Test(arguments: sha256) func `a code is known by its digits`(_ vector: DigestVector) {
        let key = HMAC.Key(vector.key)
        func isCode(_ digits: [UInt8]) -> Bool {
            key.isHexCode(digits.span, of: vector.message.span)
        }
        let right = Array(vector.digest.utf8)
        #expect(isCode(right))
        #expect(!isCode(Array(vector.digest.uppercased().utf8)))
        #expect(!isCode(right.dropLast()))
        #expect(!isCode(right + right))
        #expect(!isCode([]))
        for place in right.indices {
            var wrong = right
            wrong[place] ^= 1
            #expect(!isCode(wrong))
        }
    }

    @Test(arguments: sha1) func `a published SHA-1 code comes out`(_ vector: DigestVector) {
        #expect(Hex.encode(HMAC.sha1(key: vector.key, message: vector.message)) == vector.digest)
    }

    @Test func `codes are equal only byte for byte`() {
        #expect(HMAC.constantTimeEquals([1, 2, 3], [1, 2, 3]))
        #expect(HMAC.constantTimeEquals([], []))
        #expect(!HMAC.constantTimeEquals([1, 2, 3], [1, 2, 4]))
        #expect(!HMAC.constantTimeEquals([1, 2, 3], [1, 2]))
    }
}
