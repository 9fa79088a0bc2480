import Directory
import OpenSSL
import Testing

@Suite struct AuthorizationMessagesTests {
    private let messages = AuthorizationMessages(key: Array(repeating: 3, count: 32), random: SeededRandom(seed: 9))
    private let account = "111122223333"

    @Test(arguments: [0, 1, 2, 3, 1000]) func `a message comes back whole, to its account alone`(_ length: Int) {
        let text = String(repeating: "é", count: length)
        let encoded = messages.encode(Array(text.utf8), for: account)
        #expect(
            encoded.utf8.allSatisfy {
                Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber || "-_".utf8.contains($0)
            })
        #expect(!encoded.hasPrefix("-"))
        #expect(messages.decode(encoded, for: account) == text)
        #expect(messages.decode(encoded, for: "444455556666") == nil)
        let other = AuthorizationMessages(key: Array(repeating: 4, count: 32), random: SeededRandom(seed: 9))
        #expect(other.decode(encoded, for: account) == nil)
    }

    @Test func `what was changed does not open, and nothing crashes`() {
        let encoded = Array(messages.encode(Array("{}".utf8), for: account).utf8)
        for at in encoded.indices.dropLast() {
            var changed = encoded
            changed[at] = changed[at] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(messages.decode(String(decoding: changed, as: UTF8.self), for: account) == nil, "letter \(at)")
        }
        for length in 0..<encoded.count {
            #expect(messages.decode(String(decoding: encoded[..<length], as: UTF8.self), for: account) == nil)
        }
        for text in ["", "=", "====", "+/", "é", "\u{0}", String(repeating: "A", count: 10_240)] {
            #expect(messages.decode(text, for: account) == nil)
        }
    }
}
