import DynamoDBValues
import Testing

/// A number as it is sent, and what DynamoDB makes of it.
struct NumberCase: CustomTestStringConvertible {
    var text: String
    var printed: String?
    var error: AttributeValueError?
    var source: String

    var testDescription: String { "\"\(text)\"" }

    static let range = "Developer Guide, Supported data types, Number"
    static let recorded = "recorded by a public conformance suite, eu-west-2, October 2026"
    static let accepted: [NumberCase] = [
        .init(text: "0042.1200", printed: "42.12", source: recorded),
        .init(text: "1E125", printed: "1" + String(repeating: "0", count: 125), source: recorded),
        .init(text: "1e3", printed: "1000", source: range),
        .init(text: "1e-7", printed: "0.0000001", source: "inferred from the expanded form of 1E125"),
        .init(text: "1E-130", printed: "0." + String(repeating: "0", count: 129) + "1", source: "inferred from the expanded form of 1E125"),
        .init(text: "-0", printed: "0", source: recorded),
        .init(text: "0e125", printed: "0", source: recorded),
        .init(text: "0.0e126", printed: "0", source: "observed on AWS by the authors of Alternator's tests"),
        .init(text: "0.1e126", printed: "1" + String(repeating: "0", count: 125), source: "observed by the authors of Alternator's tests"),
        .init(text: "+3", printed: "3", source: "observed by the authors of Alternator's tests"),
        .init(text: ".123", printed: "0.123", source: "observed by the authors of Alternator's tests"),
        .init(text: "0001.23", printed: "1.23", source: "observed by the authors of Alternator's tests"),
        .init(text: "1e+5", printed: "100000", source: "observed by the authors of Alternator's tests"),
        .init(
            text: "-17.4E37", printed: "-174" + String(repeating: "0", count: 36), source: "observed by the authors of Alternator's tests"),
        .init(text: "5.", printed: "5", source: "inferred: Java's BigDecimal reads it"),
        .init(text: "12345678901234567890123456789012345678", printed: "12345678901234567890123456789012345678", source: range),
        .init(text: "0.12345678901234567890123456789012345678", printed: "0.12345678901234567890123456789012345678", source: range),
    ]
    static let refused: [NumberCase] = [
        .init(text: "1e99999999999", error: .overflow, source: recorded),
        .init(text: "-1e126", error: .overflow, source: recorded),
        .init(text: "1e-99999999999", error: .underflow, source: recorded),
        .init(text: "1e2147483647", error: .overflow, source: recorded),
        .init(text: "1e-131", error: .underflow, source: recorded),
        .init(text: "0e126", error: .overflow, source: recorded),
        .init(text: "0e-131", error: .underflow, source: recorded),
        .init(text: "1e9223372036854775808", error: .notNumeric("1e9223372036854775808"), source: recorded),
        .init(text: "1234567890123456789012345678901234567890", error: .tooManyDigits, source: recorded),
        .init(text: "123456789012345678901234567890123456789", error: .tooManyDigits, source: recorded),
        .init(text: "-1.23456789012345678901234567890123456789", error: .tooManyDigits, source: recorded),
    ]
    static let notNumbers = [
        "abc", "1.2.3", "", " 1", "1 ", "0x10", "1e", "NaN", "Infinity", "-", "+", ".", "e5", "--1", "1e+", "1e1.5", "１",
    ]

    /// Bytes that a number costs.
    static let sizes: [(String, Int)] = [
        ("0", 1), ("1", 2), ("12", 2), ("123", 3), ("1234", 3), ("12345678901234567890123456789012345678", 20), ("0042", 2), ("100", 2),
        ("1010", 3), ("0.0000001", 2), ("1E125", 2), ("1E-100", 2), ("1.5", 3), ("15", 2), ("1.2", 3), ("1.200", 3), ("1.234", 4),
        ("3.14159", 5), ("123456", 4), ("100.5", 4), ("0.15", 2), ("-42", 3), ("-0", 1),
    ]
}

@Suite struct DynamoDBNumberTests {
    @Test func `an exponent may lead back from however many digits`() throws {
        let zeros = String(repeating: "0", count: 1_500_000)
        #expect(try DynamoDBNumber("0." + zeros + "1e1500001") == DynamoDBNumber(1))
        #expect(try DynamoDBNumber("1" + zeros + "e-1500000") == DynamoDBNumber(1))
        for exponent in [Int.min, Int.max] {
            #expect(throws: exponent < 0 ? AttributeValueError.underflow : .overflow) { try DynamoDBNumber("1.5e\(exponent)") }
        }
    }

    @Test(arguments: NumberCase.accepted)
    func `a number is printed in plain digits`(_ row: NumberCase) throws {
        #expect(try DynamoDBNumber(row.text).description == row.printed)
    }

    @Test(arguments: NumberCase.refused)
    func `a number outside the limits is refused`(_ row: NumberCase) throws {
        let error = try #require(row.error)
        #expect(throws: error) { try DynamoDBNumber(row.text) }
    }

    @Test(arguments: NumberCase.notNumbers)
    func `what is no number is repeated in the text`(_ text: String) {
        #expect(throws: AttributeValueError.notNumeric(text)) { try DynamoDBNumber(text) }
    }

    @Test(arguments: NumberCase.sizes)
    func `a number costs what was measured`(_ text: String, _ size: Int) throws {
        #expect(try DynamoDBNumber(text).size == size)
    }

    @Test(arguments: [
        ("1", "2", "3"), ("-5", "5", "0"), ("0.1", "0.2", "0.3"), ("1E38", "-1", "99999999999999999999999999999999999999"),
        ("99999999999999999999999999999999999999", "1", "1" + String(repeating: "0", count: 38)), ("10", "-10.5", "-0.5"), ("0", "7", "7"),
        ("1e125", "0", "1" + String(repeating: "0", count: 125)), ("1E-130", "1E-130", "0." + String(repeating: "0", count: 129) + "2"),
    ])
    func `sums are exact`(_ one: String, _ other: String, _ sum: String) throws {
        let (one, other) = (try DynamoDBNumber(one), try DynamoDBNumber(other))
        #expect(try one.adding(other).description == sum)
        #expect(try other.adding(one).description == sum)
        #expect(try one.subtracting(-other).description == sum)
    }

    @Test(arguments: [("9e125", "9e125"), ("1e50", "1"), ("1e125", "1e-130"), ("1e39", "-1"), ("9E38", "1")])
    func `a sum that does not fit overflows`(_ one: String, _ other: String) throws {
        let (one, other) = (try DynamoDBNumber(one), try DynamoDBNumber(other))
        #expect(throws: AttributeValueError.overflow) { try one.adding(other) }
        #expect(throws: AttributeValueError.overflow) { try other.adding(one) }
    }

    @Test func `sums agree with machine integers`() throws {
        var random = SeededGenerator(state: 1)
        for _ in 0..<2000 {
            let (one, other) = (Int.random(in: -1_000_000...1_000_000, using: &random), Int.random(in: -999...999_999_999, using: &random))
            #expect(try DynamoDBNumber(one).adding(DynamoDBNumber(other)) == DynamoDBNumber(one + other))
            #expect((DynamoDBNumber(one) < DynamoDBNumber(other)) == (one < other))
        }
    }

    @Test func `what is printed reads back as the same number`() throws {
        var random = SeededGenerator(state: 2)
        for _ in 0..<2000 {
            let number = random.number()
            #expect(try DynamoDBNumber(number.description) == number)
        }
    }
}
