import DynamoDBExpressions
import DynamoDBValues
import Testing

/// SplitMix64 with a seed, so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
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

@Suite struct ExpressionFuzzTests {
    private static let words = [
        "a", "s", "n", "l", "d", "#k", "#u", ":hello", ":5", ":3", ":ss", ":u", "(", ")", "((", "))", "[", "]", "[0]", "[9]", ".", ",", "=",
        "<>",
        "<", "<=", ">", ">=", "+", "-", "AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE", "attribute_exists",
        "attribute_type", "begins_with", "contains", "size", "if_not_exists", "list_append", "foo", "name", "1", "é", "\"", "#", ":", "_",
        "\u{0}",
    ]

    private static let seeds = [
        "SET a = if_not_exists(n, :5) + :3 , l[0] = s REMOVE d.k ADD n2 :5 DELETE ss :ss",
        "NOT ( s = :hello AND n BETWEEN :3 AND :5 ) OR size ( l ) IN ( :3 , n ) AND begins_with ( s , :hello )",
        "a , d.k , l[1] , #k", "s = :hello AND begins_with ( n , :hello )",
    ]

    @Test func `ten thousand random expressions never crash`() throws {
        var random = SeededGenerator(state: 6)
        let item = try Given.item(ConditionCase.item)
        let attributes = try Given.attributes(names: ["#k": "k"], values: ConditionCase.values)
        var bound = 0
        for round in 0..<10_000 {
            var words: [String]
            if round % 3 == 0 {
                words = (0..<Int.random(in: 0...14, using: &random)).map { _ in random.pick(Self.words) }
            } else {
                words = random.pick(Self.seeds).split(separator: " ").map(String.init)
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    let at = Int.random(in: 0..<max(1, words.count), using: &random)
                    if Bool.random(using: &random) {
                        words.insert(random.pick(Self.words), at: at)
                    } else if at < words.count {
                        words.remove(at: at)
                    }
                }
            }
            let text = words.joined(separator: random.pick([" ", " ", ""]))
            var names = attributes
            if let condition = try? ConditionExpression(parsing: text).bind(&names) {
                _ = condition.evaluate(item)
                bound += 1
            }
            if let update = try? UpdateExpression(parsing: text).bind(&names) {
                _ = try? update.apply(to: item, key: Item())
                _ = try? update.apply(to: nil, key: Item())
                bound += 1
            }
            if let projection = try? ProjectionExpression(parsing: text).bind(&names) {
                _ = projection.apply(to: item)
                bound += 1
            }
            if let keys = try? KeyConditionExpression(parsing: text).bind(&names) {
                _ = try? keys.resolve(partition: .init(name: "s", type: .string), sort: .init(name: "n", type: .number))
                bound += 1
            }
        }
        #expect(bound > 1000)
    }

    @Test(arguments: [
        "(", "a(", "size(", "NOT ", "NOT(", "a.", "a[0]", "[", "SET ", "(a=b OR ", "if_not_exists(a, ", "-", "#", ")", "\u{0}",
    ])
    func `text of any depth is refused without harm`(_ piece: String) {
        for prefix in ["", "SET a = ", "a = "] {
            let text = prefix + String(repeating: piece, count: 4096 / max(1, piece.utf8.count) - 4)
            for kind in ExpressionKind.allCases {
                var attributes = ExpressionAttributes()
                try? Given.bind(kind, text, &attributes)
            }
        }
    }
}
