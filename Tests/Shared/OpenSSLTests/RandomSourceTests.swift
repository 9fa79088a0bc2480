import OpenSSL
import Testing

@Suite struct RandomSourceTests {
    @Test func `the system gives as many bytes as asked for, and others each time`() {
        let random = SystemRandom()
        #expect(random.bytes(0) == [])
        #expect(random.bytes(32).count == 32)
        #expect(random.bytes(32) != random.bytes(32))
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
        #expect(SeededRandom(seed: 3).string(0, alphabet: "x") == "")
    }
}
