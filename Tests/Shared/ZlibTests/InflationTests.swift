import OpenSSL
import Testing
import Zlib

@Suite struct InflationTests {
    private static let text = Array("one two three one two three".utf8)

    /// Unpacks what comes in pieces of this size.
    private static func inflate(_ packed: [UInt8], by size: Int) throws -> [UInt8] {
        var inflater = try Inflater()
        var result: [UInt8] = []
        for start in stride(from: 0, to: packed.count, by: size) {
            _ = try inflater.inflate(Array(packed[start..<min(start + size, packed.count)])) { piece in
                result += piece
                return true
            }
        }
        try inflater.finish()
        return result
    }

    @Test(arguments: [1, 2, 3, 1000, 10_000_000])
    func `what comes in pieces is unpacked as a whole`(_ size: Int) throws {
        let noise = SeededRandom(seed: 3).bytes(3000)
        let packed = try #require(Deflation.gzip(noise))
        let other = try #require(Deflation.gzip(Self.text))
        #expect(try Self.inflate(packed, by: size) == noise)
        #expect(try Self.inflate(packed + other + other, by: size) == noise + Self.text + Self.text)
        #expect(try Self.inflate(packed + Array("rest".utf8), by: size) == noise)
        #expect(try Self.inflate(packed + [0x1F], by: size) == noise)
        #expect(try Self.inflate(packed + [0x1F, 0] + other, by: size) == noise)
        let zlib = try #require(Deflation.deflate(noise, as: .zlib))
        #expect(try Self.inflate(zlib, by: size) == noise)
        #expect(throws: Inflation.Fault.malformed) { try Self.inflate(Array(packed.dropLast()), by: size) }
        #expect(throws: Inflation.Fault.malformed) { try Self.inflate(packed + other.dropLast(), by: size) }
        #expect(throws: Inflation.Fault.malformed) { try Self.inflate(Self.text, by: size) }
        #expect(throws: Inflation.Fault.malformed) { try Self.inflate([], by: size) }
    }

    @Test func `no byte sequence is a crash`() throws {
        let random = SeededRandom(seed: 5)
        let packed = try #require(Deflation.gzip(random.bytes(500)))
        for at in packed.indices {
            var broken = packed
            broken[at] ^= 0x55
            _ = try? Inflation.inflate(broken, limit: 1000)
        }
        for _ in 0..<200 { _ = try? Inflation.inflate([0x1F, 0x8B, 8] + random.bytes(40), limit: 1000) }
    }

    @Test func `what unpacks to too much is given up as soon as it does`() throws {
        let bomb = try #require(Deflation.gzip(Array(repeating: 0, count: 20_000_000)))
        #expect(throws: Inflation.Fault.tooLong) { try Inflation.inflate(bomb, limit: 1_000_000) }
        var inflater = try Inflater()
        var largest = 0
        let isWanted = try inflater.inflate(bomb) { piece in
            largest = max(largest, piece.count)
            return false
        }
        #expect(!isWanted)
        #expect(largest <= 65_536)
    }
}
