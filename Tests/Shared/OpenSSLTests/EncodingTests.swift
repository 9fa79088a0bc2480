import OpenSSL
import Testing

@Suite struct HexTests {
    @Test func `bytes become lower-case digits`() {
        #expect(Hex.encode([0x00, 0x0f, 0xa0, 0xff]) == "000fa0ff")
        #expect(Hex.encode([]) == "")
    }

    @Test func `digits of either case become bytes`() {
        #expect(Hex.decode("000fA0fF") == [0x00, 0x0f, 0xa0, 0xff])
        #expect(Hex.decode("") == [])
    }

    @Test(arguments: ["0", "0g", "g0", "0x", " 0", "é"]) func `what is not hexadecimal is refused`(_ text: String) {
        #expect(Hex.decode(text) == nil)
    }
}

/// RFC 4648, section 10: plain text, base64, base32.
private let published = [
    ("", "", ""),
    ("f", "Zg==", "MY======"),
    ("fo", "Zm8=", "MZXQ===="),
    ("foo", "Zm9v", "MZXW6==="),
    ("foob", "Zm9vYg==", "MZXW6YQ="),
    ("fooba", "Zm9vYmE=", "MZXW6YTB"),
    ("foobar", "Zm9vYmFy", "MZXW6YTBOI======"),
]

@Suite struct Base64Tests {
    @Test(arguments: published) func `the published examples`(_ plain: String, _ encoded: String, _: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test func `every letter of the alphabet is written and read`() {
        for length in 0..<100 {
            let bytes = SeededRandom(seed: UInt64(length)).bytes(length)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Base64.encode([0xfb, 0xff, 0xbf]) == "+/+/")
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zg=a", "Z=g=", "Zm9v\n", " Zm9v", "Zm9v Zg==", "-_-_", "Zh==", "Zm9=", "Zm9vZg==Zm9v",
        "é==",
    ])
    func `what the encoder would not write is refused`(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}

@Suite struct Base32Tests {
    @Test(arguments: published) func `the published examples`(_ plain: String, _: String, _ encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
        let unpadded = String(encoded.prefix { $0 != "=" })
        #expect(Base32.encode(Array(plain.utf8), padded: false) == unpadded)
        #expect(Base32.decode(unpadded) == Array(plain.utf8))
    }

    @Test(arguments: ["M", "MY=", "MY=====", "MY=======", "MZX", "my======", "M1======", "MZ======", "MY MY===", "========"])
    func `what is not base32 is refused`(_ text: String) {
        #expect(Base32.decode(text) == nil)
    }
}
