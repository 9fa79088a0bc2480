import OpenSSL
import Testing

@Suite struct RandomSourceTests {
    @Test func `the system gives as many bytes as asked for, and others each time`() {
        let random = SystemRandom()
        #expect(random.bytes(0) == [])
        #expect(random.bytes(32).count == 32)
        #expect(random.bytes(32) != random.bytes(32))
    }

    /// The system's source hands out at most 512 bytes at a time of 4096 that it draws ahead.
    @Test(arguments: [1, 7, 16, 511, 512, 513, 4095, 4096, 4097, 10_000])
    func `no bytes are handed out twice or left unfilled`(_ count: Int) {
        let random = SystemRandom()
        var seen: Set<[UInt8]> = []
        for _ in 0..<20_000 / count + 3 {
            let bytes = random.bytes(count)
            #expect(bytes.count == count)
            for start in stride(from: 0, through: count - 16, by: 16) {
                let block = Array(bytes[start..<start + 16])
                #expect(block != Array(repeating: 0, count: 16))
                #expect(seen.insert(block).inserted)
            }
        }
    }

    @Test func `bytes of any size come evenly`() {
        var counts = Array(repeating: 0, count: 256)
        let random = SystemRandom()
        for round in 0..<3000 {
            for byte in random.bytes(round % 60) {
                counts[Int(byte)] += 1
            }
        }
        // 88,500 bytes: each value is expected 345.7 times, with a deviation of 18.6.
        #expect(counts.allSatisfy { (200...500).contains($0) })
    }

    @Test func `what is handed out is the caller's alone, whichever thread asks`() async {
        let ids = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let random = SystemRandom()
                    return (0..<1000).flatMap { _ in [random.uuid(), random.string(26, alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUV")] }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(ids.count == 16_000)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `a seed gives the same bytes again`() {
        #expect(SeededRandom(seed: 5).bytes(20) == SeededRandom(seed: 5).bytes(20))
        #expect(SeededRandom(seed: 5).bytes(20) != SeededRandom(seed: 6).bytes(20))
    }

    /// The first numbers of SplitMix64 with seed 1234567, as the Rosetta Code page "Pseudo-random numbers/Splitmix64" lists them.
    @Test func `a seeded source follows SplitMix64`() {
        let random = SeededRandom(seed: 1_234_567)
        #expect((0..<3).map { _ in random.next() } == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func `a UUID has its version, its variant and lower-case digits`() {
        let random = SeededRandom(seed: 1)
        for _ in 0..<50 {
            let parts = random.uuid().split(separator: "-")
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts[2].first == "4")
            #expect(parts[3].first.map { "89ab".contains($0) } == true)
            #expect(parts.allSatisfy { $0.allSatisfy { "0123456789abcdef".contains($0) } })
        }
    }

    @Test func `a string uses all of its alphabet and nothing else`() {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567?"
        let text = SeededRandom(seed: 3).string(2000, alphabet: alphabet)
        #expect(text.count == 2000)
        #expect(Set(text) == Set(alphabet))
        #expect(SeededRandom(seed: 3).string(4, alphabet: "x") == "xxxx")
        #expect(Set(SystemRandom().string(2000, alphabet: alphabet)) == Set(alphabet))
        #expect(SeededRandom(seed: 3).string(0, alphabet: "x") == "")
    }

    /// Worlds that were made with a seed keep their ids.
    @Test func `a seed gives the same texts as ever`() {
        #expect(SeededRandom(seed: 7).bytes(4) == [215, 28, 2, 203])
        #expect(SeededRandom(seed: 7).uuid() == "d71c02cb-da11-46fe-a169-eb2c4e30e6f8")
        #expect(SeededRandom(seed: 7).string(26, alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUV") == "NS2BQHMU19BCEG6OF7LOFDTVG9")
        let small = "abcdefghijklmnopqrstuvwxyz0123456789"
        #expect(SeededRandom(seed: 7).string(40, alphabet: small) == "92cxcr4jv2uw4psoq48kohtox04oc4ej9r5lc0na")
        // Of 129 letters nearly every second byte has to be drawn again.
        let large = String(decoding: (0..<129).map { UInt8($0 % 94 + 33) }, as: UTF8.self)
        #expect(SeededRandom(seed: 7).string(40, alphabet: large) == "4xo~=mda<Q?6><Ro.00{5t3d#<Z0=&BH<Yb?+{'/")
    }
}
