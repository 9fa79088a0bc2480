import AWSTypes
import ByteJSON
import DynamoDBValues
import Testing

@testable import DynamoDB

/// Random SELECTs against an evaluation that is slow and obvious: every item of the table, one by one.
@Suite struct PartiQLPropertyTests {
    /// A condition as text, and what it means.
    private struct Given {
        var text: String
        var holds: (Item) -> Bool
    }

    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }

        mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int.random(in: 0..<elements.count, using: &self)] }
    }

    private static func text(_ item: Item, _ name: String) -> String? {
        if case .string(let text)? = item[name] { text } else { nil }
    }

    private static func compares(_ one: String, _ sign: String, _ other: String) -> Bool {
        switch sign {
        case "=": one == other
        case "<": one < other
        case "<=": one <= other
        case ">": one > other
        default: one >= other
        }
    }

    private static func condition(_ random: inout Random, depth: Int = 0) -> Given {
        switch Int.random(in: 0..<(depth > 2 ? 7 : 10), using: &random) {
        case 0, 1:
            let value = random.pick(["a", "b", "c", "d"])
            return Given(text: "pk = '\(value)'") { text($0, "pk") == value }
        case 2:
            let values = random.pick([["a"], ["b", "a"], ["c", "x", "d"]])
            return Given(text: "pk IN [\(values.map { "'\($0)'" }.joined(separator: ", "))]") { values.contains(text($0, "pk") ?? "") }
        case 3:
            let name = random.pick(["sk", "sk", "x"])
            let value = random.pick(["0", "1", "2", "3", "4"])
            let sign = random.pick(["=", "<", "<=", ">", ">="])
            return Given(text: "\(name) \(sign) '\(value)'") { item in text(item, name).map { compares($0, sign, value) } ?? false }
        case 4:
            let name = random.pick(["sk", "x"])
            return Given(text: "\(name) BETWEEN '1' AND '3'") { item in text(item, name).map { $0 >= "1" && $0 <= "3" } ?? false }
        case 5:
            let name = random.pick(["sk", "x"])
            return Given(text: "\(name) <> '2'") { text($0, name) != "2" }
        case 6:
            return random.pick([
                Given(text: "x IS MISSING") { $0["x"] == nil }, Given(text: "attribute_exists(x)") { $0["x"] != nil },
                Given(text: "begins_with(sk, '1')") { text($0, "sk")?.hasPrefix("1") ?? false },
                Given(text: "sk IN ['1', '3']") { ["1", "3"].contains(text($0, "sk") ?? "") },
                Given(text: "contains(x, '1') = false") { !(text($0, "x")?.contains("1") ?? false) },
            ])
        case 7:
            let part = condition(&random, depth: depth + 1)
            return Given(text: "NOT (\(part.text))") { !part.holds($0) }
        case 8:
            let (one, other) = (condition(&random, depth: depth + 1), condition(&random, depth: depth + 1))
            return Given(text: "(\(one.text)) OR (\(other.text))") { one.holds($0) || other.holds($0) }
        default:
            let (one, other) = (condition(&random, depth: depth + 1), condition(&random, depth: depth + 1))
            return Given(text: "(\(one.text)) AND (\(other.text))") { one.holds($0) && other.holds($0) }
        }
    }

    private static func items(_ answer: String) throws -> [Item] {
        let items = try JSONDocument(parsing: Array(answer.utf8)).root["Items"]
        return try items?.elements.map { try Item(reading: $0) } ?? []
    }

    /// All pages of a statement.
    private static func pages(_ world: TestWorld, _ statement: String, limit: Int) throws -> [Item] {
        var found: [Item] = []
        var more = ""
        for _ in 0..<100 {
            let page = try world.run(statement, nil, #","Limit":\#(limit)\#(more)"#)
            found += try items(page)
            guard let token = try JSONDocument(parsing: Array(page.utf8)).root["NextToken"]?.string else { break }
            more = #","NextToken":"\#(token)""#
        }
        return found
    }

    @Test func `random conditions find what looking at every item finds`() throws {
        let world = try TestWorld.ofStatements()
        var all: [Item] = []
        for partition in ["a", "b", "c", "d"] {
            for sort in 1...4 {
                let x = sort == 4 ? "" : #","x":{"S":"\#((sort * 7 + partition.utf8.count) % 5)"}"#
                let json = #"{"pk":{"S":"\#(partition)"},"sk":{"S":"\#(sort)"}\#(x)}"#
                try world.call("PutItem", #"{"TableName":"CCC","Item":\#(json)}"#)
                all.append(try Item(reading: JSONDocument(parsing: Array(json.utf8)).root))
            }
        }
        var random = Random(state: 11)
        var (compared, refused) = (0, 0)
        for round in 0..<800 {
            let given = Self.condition(&random)
            let statement = "SELECT * FROM CCC WHERE " + given.text
            let answer = try world.run(statement)
            guard answer.hasPrefix("{") else {
                // DynamoDB does not read one row for two branches; nothing else may be refused.
                #expect(
                    answer == "ValidationException: Overlapping conditions with range keys are not supported in where clause",
                    "\(given.text)")
                refused += 1
                continue
            }
            compared += 1
            let expected = Set(all.filter(given.holds))
            let found = try Self.items(answer)
            #expect(Set(found) == expected, "\(given.text)")
            #expect(found.count == expected.count, "\(given.text)")
            if round % 5 == 0 {
                let paged = try Self.pages(world, statement, limit: 1 + round % 3)
                #expect(paged == found, "\(given.text)")
            }
        }
        #expect(compared > 500)
        #expect(refused > 2)
    }
}
