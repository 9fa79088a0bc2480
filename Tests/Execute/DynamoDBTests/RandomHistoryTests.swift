import AWSTypes
import OpenSSL
import Testing

@testable import DynamoDB

/// A slow and obvious table: its items in a dictionary, sorted when asked.
private struct PlainTable {
    struct Item: Equatable {
        var p: String
        var s: Int
        var g: String?
        var n: Int?

        var json: String {
            var members = [#""p":{"S":"\#(p)"}"#, #""s":{"N":"\#(s)"}"#]
            if let g { members.append(#""g":{"S":"\#(g)"}"#) }
            if let n { members.append(#""n":{"N":"\#(n)"}"#) }
            return "{\(members.joined(separator: ","))}"
        }

        var key: String { #"{"p":{"S":"\#(p)"},"s":{"N":"\#(s)"}}"# }
    }

    var items: [String: Item] = [:]

    /// The items of a partition by sort key.
    func query(_ p: String, from low: Int, isForward: Bool) -> [String] {
        let found = items.values.filter { $0.p == p && $0.s >= low }.sorted { $0.s < $1.s }.map(\.json)
        return isForward ? found : found.reversed()
    }

    /// The items of an index's partition, by `n`; which of equals comes first is nobody's promise.
    func index(_ g: String) -> [Item] {
        items.values.filter { $0.g == g && $0.n != nil }.sorted { ($0.n ?? 0, $0.json) < ($1.n ?? 0, $1.json) }
    }
}

@Suite struct RandomHistoryTests {
    @Test(arguments: [1, 2, 3])
    func `a random history gives what a plain table gives`(_ seed: UInt64) throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        var random = SeededRandom(seed: seed)
        var plain = PlainTable()
        for step in 0..<250 {
            try Self.change(world, &plain, &random)
            let p = ["a", "b", "c"].randomElement(using: &random) ?? "a"
            let low = Int.random(in: -12...12, using: &random)
            let isForward = Bool.random(using: &random)
            #expect(
                try Self.pages(
                    world,
                    #""KeyConditionExpression":"p = :p AND s >= :s","ExpressionAttributeValues":{":p":{"S":"\#(p)"},":s":{"N":"\#(low)"}}"#,
                    limit: Int.random(in: 1...4, using: &random), isForward: isForward) == plain.query(p, from: low, isForward: isForward),
                "step \(step)")
            let g = ["x", "y"].randomElement(using: &random) ?? "x"
            let found = try Self.pages(
                world, #""IndexName":"GGG","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"\#(g)"}}"#,
                limit: Int.random(in: 1...4, using: &random), isForward: true)
            let expected = plain.index(g)
            #expect(found.map(Self.order) == expected.map { $0.n ?? 0 }, "step \(step)")
            #expect(found.sorted() == expected.map(\.json).sorted(), "step \(step)")
        }
        try world.requireSoundIndexes()
        #expect(
            try Self.pages(world, "", operation: "Scan", limit: 7, isForward: true).sorted() == plain.items.values.map(\.json).sorted())
    }

    private static func change(_ world: TestWorld, _ plain: inout PlainTable, _ random: inout SeededRandom) throws {
        let item = PlainTable.Item(
            p: ["a", "b", "c"].randomElement(using: &random) ?? "a", s: Int.random(in: -12...12, using: &random),
            g: [nil, "x", "y"].randomElement(using: &random) ?? nil,
            n: Bool.random(using: &random) ? Int.random(in: 0...3, using: &random) : nil)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            try world.call("DeleteItem", #"{"TableName":"TTT","Key":\#(item.key)}"#)
            plain.items[item.key] = nil
        case 1:
            let number = Int.random(in: 0...3, using: &random)
            try world.call(
                "UpdateItem",
                #"{"TableName":"TTT","Key":\#(item.key),"UpdateExpression":"SET n = :n REMOVE g","ExpressionAttributeValues":{":n":{"N":"\#(number)"}}}"#
            )
            var changed = plain.items[item.key] ?? PlainTable.Item(p: item.p, s: item.s)
            changed.g = nil
            changed.n = number
            plain.items[item.key] = changed
        default:
            try world.call("PutItem", #"{"TableName":"TTT","Item":\#(item.json)}"#)
            plain.items[item.key] = item
        }
    }

    /// All the items of a Query or Scan, a page after the other.
    private static func pages(
        _ world: TestWorld, _ request: String, operation: String = "Query", limit: Int, isForward: Bool
    ) throws -> [String] {
        var found: [String] = []
        var start = ""
        for _ in 0..<100 {
            let more = request.isEmpty ? "" : "," + request
            let direction = operation == "Query" ? #","ScanIndexForward":\#(isForward)"# : ""
            let page = try world.call(operation, #"{"TableName":"TTT","Limit":\#(limit)\#(direction)\#(more)\#(start)}"#)
            let parts = page.split(separator: #","LastEvaluatedKey":"#)
            let items = parts[0].split(separator: "]", maxSplits: 1)[0].dropFirst(#"{"Items":["#.count)
            if !items.isEmpty { found += items.split(separator: "},{\"p\"").map(whole) }
            guard parts.count == 2 else { return found }
            start = #","ExclusiveStartKey":"# + parts[1].dropLast()
        }
        Issue.record("the pages never end")
        return found
    }

    /// Mends an item that was cut out of a list.
    private static func whole(_ part: Substring) -> String {
        let head = part.hasPrefix("{\"p\"") ? "" : "{\"p\""
        let tail = part.hasSuffix("}}") ? "" : "}"
        return head + part + tail
    }

    private static func order(_ item: String) -> Int {
        item.split(separator: #""n":{"N":""#).dropFirst().first.flatMap { Int($0.prefix { $0 != "\"" }) } ?? -1
    }
}
