import DynamoDBValues
import Testing

@Suite struct KeyEncodingTests {
    private func precedes(_ one: [UInt8], _ other: [UInt8]) -> Bool { one.lexicographicallyPrecedes(other) }

    @Test func `numbers have the bytes of the diagram`() throws {
        #expect(KeyEncoding.encode(try DynamoDBNumber("12.5")) == [0xC0, 0x83, 0x0D, 0x33])
        #expect(KeyEncoding.encode(try DynamoDBNumber("-12.5")) == [0x3F, 0x7C, 0xF2, 0xCC, 0xFF])
        #expect(KeyEncoding.encode(DynamoDBNumber.zero) == [0x80])
    }

    @Test func `a hand-ordered row of numbers keeps its order`() throws {
        let texts = [
            "-9.99e125", "-1e125", "-101", "-100.1", "-100", "-99", "-12.51", "-12.5", "-12.4", "-1", "-0.1", "-1e-130", "0", "1e-130",
            "0.09",
            "0.1", "0.11", "1", "1.01", "9", "10", "12.4", "12.5", "12.51", "99", "100", "100.1", "101", "1e125", "9.99e125",
        ]
        let numbers = try texts.map { try DynamoDBNumber($0) }
        for (one, other) in zip(numbers, numbers.dropFirst()) {
            #expect(one < other)
            #expect(!(other < one))
            #expect(precedes(KeyEncoding.encode(one), KeyEncoding.encode(other)), "\(one) \(other)")
        }
    }

    @Test func `the order of the bytes is the order of the numbers`() {
        var random = SeededGenerator(state: 3)
        let numbers = (0..<400).map { _ in random.number() }
        let encoded = numbers.map { KeyEncoding.encode($0) }
        var wrong = 0
        for one in numbers.indices {
            for other in numbers.indices where precedes(encoded[one], encoded[other]) != (numbers[one] < numbers[other]) { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test func `strings and binaries are their bytes, and nothing else is a key`() {
        #expect(KeyEncoding.encode(.string("é")) == [0xC3, 0xA9])
        #expect(KeyEncoding.encode(.binary([0xFF, 0])) == [0xFF, 0])
        #expect(KeyEncoding.encode(.number(.zero)) == [0x80])
        for value in [AttributeValue.boolean(true), .null, .list([]), .map([:]), .stringSet(["a"]), .numberSet([.zero]), .binarySet([[1]])]
        {
            #expect(KeyEncoding.encode(value) == nil)
        }
    }

    @Test func `the partition hash never changes`() {
        #expect(PartitionHash.of([]) == 0xF52A_15E9_A9B5_E89B)
        #expect(PartitionHash.of(Array("Acme Band".utf8)) == 0xA706BB3A5657705D)
        #expect(PartitionHash.column(of: []) == Int64(bitPattern: PartitionHash.of([]) ^ 1 << 63))
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `segments cover every hash once`(_ total: Int) {
        let segments = (0..<total).map { PartitionHash.columns(ofSegment: $0, of: total) }
        #expect(segments.first?.lowerBound == .min)
        #expect(segments.last?.upperBound == .max)
        for (one, other) in zip(segments, segments.dropFirst()) { #expect(one.upperBound + 1 == other.lowerBound) }
    }
}
