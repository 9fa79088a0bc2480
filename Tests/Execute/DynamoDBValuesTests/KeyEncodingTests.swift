import DynamoDBValues
import Testing

@Suite struct KeyEncodingTests {
    private func precedes(_ one: [UInt8], _ other: [UInt8]) -> Bool { one.lexicographicallyPrecedes(other) }

    @Test func `numbers have the bytes of the diagram`() throws {
        #expect(KeyEncoding.encode(try DynamoDBNumber("12.5")) == [0xC1, 0x0D, 0x33])
        #expect(KeyEncoding.encode(try DynamoDBNumber("-12.5")) == [0x3E, 0x59, 0x33, 0x66])
        #expect(KeyEncoding.encode(try DynamoDBNumber("1")) == [0xC1, 0x02])
        #expect(KeyEncoding.encode(try DynamoDBNumber("100")) == [0xC2, 0x02])
        #expect(KeyEncoding.encode(try DynamoDBNumber("1e-130")) == [0x80, 0x02])
        #expect(KeyEncoding.encode(try DynamoDBNumber("1e125")) == [0xFF, 0x0B])
        // Nothing is longer than twenty pairs, so nothing has to stand after them.
        let longest = try DynamoDBNumber("-1." + String(repeating: "2", count: 37))
        #expect(KeyEncoding.encode(longest).count == 21)
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
}
