import OpenSSL
import Testing
import Zlib

@Suite struct DeflationTests {
    @Test(arguments: [0, 1, 100, 65_536, 1_000_000])
    func `what is packed comes back`(_ count: Int) throws {
        let noise = SeededRandom(seed: 7).bytes(count)
        let text = Array(repeating: UInt8(ascii: "a"), count: count)
        for bytes in [noise, text] {
            let packed = try #require(Deflation.gzip(bytes))
            #expect(packed.prefix(3) == [0x1F, 0x8B, 8], "gzip's mark and method (RFC 1952, 2.3.1)")
            #expect(try Inflation.inflate(packed, limit: count) == bytes)
        }
        #expect(try #require(Deflation.gzip(text)).count < 100 + count / 500)
    }

    @Test func `the same bytes are packed the same`() throws {
        let bytes = Array("the header has no time".utf8)
        #expect(Deflation.gzip(bytes) == Deflation.gzip(bytes))
    }
}
