import AWSTypes
import ByteJSON
import OpenSSL
import SQLiteStore
import Testing

@testable import DynamoDB

/// Random calls on a table with local and global indexes, compared with a plain dictionary after every step, the file closed and
/// opened again in between.
@Suite struct RandomModelTests {
    private final class Run {
        var world: TestWorld
        var items: [PlainItem: PlainItem] = [:]
        var random: SeededRandom
        let path: String

        init(seed: UInt64, path: String) throws {
            world = try TestWorld(at: .file(path))
            random = SeededRandom(seed: seed)
            self.path = path
            try world.makeIndexedTable()
        }

        func reopen() throws {
            try world.database.close()
            world = try TestWorld(at: .file(path))
        }

        func ask(_ operation: String, _ members: String) throws -> JSONDocument {
            try JSONDocument(parsing: Array(world.call(operation, "{\(members)}").utf8))
        }

        // MARK: Writes

        func write() throws {
            switch random.number(0...9) {
            case 0..<3: try put()
            case 3..<7: try update()
            case 7: try delete()
            case 8: try batch()
            default: try transact()
            }
        }

        private static func more(_ condition: PlainCondition, _ values: [String: PlainValue] = [:]) -> String {
            let all = values.merging(condition.values) { one, _ in one }
            let text = condition.expression.map { #","ConditionExpression":"\#($0)""# } ?? ""
            return text + (all.isEmpty ? "" : #","ExpressionAttributeValues":\#(all.json)"#)
        }

        /// Runs a conditional call, and tells whether it was done.
        private func attempt(_ operation: String, _ request: String, _ condition: PlainCondition, on former: PlainItem?) throws -> Bool {
            let answer = try world.answer(operation, request)
            let isDone = condition.holds(former)
            #expect(answer.hasPrefix("ConditionalCheckFailedException") != isDone, "\(operation) \(request): \(answer) on \(former ?? [:])")
            return isDone
        }

        private func put() throws {
            let (item, condition) = (random.item(), random.pick(PlainCondition.allCases))
            let request = #"{"TableName":"TTT","Item":\#(item.json)\#(Self.more(condition))}"#
            if try attempt("PutItem", request, condition, on: items[item.key]) { items[item.key] = item }
        }

        private func delete() throws {
            let (key, condition) = (random.item().key, random.pick(PlainCondition.allCases))
            let request = #"{"TableName":"TTT","Key":\#(key.json)\#(Self.more(condition))}"#
            if try attempt("DeleteItem", request, condition, on: items[key]) { items[key] = nil }
        }

        private func changes() -> [PlainChange] {
            PlainChange.allCases.filter { _ in random.number(0...2) == 0 }
        }

        private static func expression(_ changes: [PlainChange]) -> (text: String, values: [String: PlainValue]) {
            let clauses = Dictionary(grouping: changes.map(\.expression)) { $0.clause }
            let text = clauses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.map(\.text).joined(separator: ", "))" }
            return (text.joined(separator: " "), changes.reduce(into: [:]) { $0.merge($1.values) { one, _ in one } })
        }

        private func apply(_ changes: [PlainChange], to key: PlainItem) {
            guard let former = items[key] ?? (changes.contains(where: \.creates) ? key : nil) else { return }
            var item = former
            for change in changes { change.apply(to: &item) }
            items[key] = item
        }

        private func update() throws {
            let (key, changes, condition) = (random.item().key, changes(), random.pick(PlainCondition.allCases))
            guard !changes.isEmpty else { return }
            let (text, values) = Self.expression(changes)
            let request =
                #"{"TableName":"TTT","Key":\#(key.json),"UpdateExpression":"\#(text)","ReturnValues":"ALL_NEW"\#(Self.more(condition, values))}"#
            if try attempt("UpdateItem", request, condition, on: items[key]) {
                apply(changes, to: key)
            }
        }

        private func batch() throws {
            var keys: Set<PlainItem> = []
            var writes: [String] = []
            for _ in 0..<random.number(1...6) {
                let item = random.item()
                guard keys.insert(item.key).inserted else { continue }
                if random.flip() {
                    writes.append(#"{"PutRequest":{"Item":\#(item.json)}}"#)
                    items[item.key] = item
                } else {
                    writes.append(#"{"DeleteRequest":{"Key":\#(item.key.json)}}"#)
                    items[item.key] = nil
                }
            }
            _ = try ask("BatchWriteItem", #""RequestItems":{"TTT":[\#(writes.joined(separator: ","))]}"#)
        }

        private func transact() throws {
            var keys: Set<PlainItem> = []
            var parts: [String] = []
            var effects: [() -> Void] = []
            var isDone = true
            for _ in 0..<random.number(1...4) {
                let (item, condition, changes) = (
                    random.item(), random.pick([.none, .none, .none, random.pick(PlainCondition.allCases)]), changes()
                )
                let key = item.key
                guard keys.insert(key).inserted else { continue }
                isDone = isDone && condition.holds(items[key])
                switch random.number(0...2) {
                case 0:
                    parts.append(#"{"Put":{"TableName":"TTT","Item":\#(item.json)\#(Self.more(condition))}}"#)
                    effects.append { [self] in items[key] = item }
                case 1:
                    parts.append(#"{"Delete":{"TableName":"TTT","Key":\#(key.json)\#(Self.more(condition))}}"#)
                    effects.append { [self] in items[key] = nil }
                default:
                    let (text, values) = Self.expression(changes.isEmpty ? [.countUp] : changes)
                    parts.append(
                        #"{"Update":{"TableName":"TTT","Key":\#(key.json),"UpdateExpression":"\#(text)"\#(Self.more(condition, values))}}"#)
                    effects.append { [self] in apply(changes.isEmpty ? [.countUp] : changes, to: key) }
                }
            }
            let answer = try world.answer("TransactWriteItems", #"{"TransactItems":[\#(parts.joined(separator: ","))]}"#)
            #expect(answer.hasPrefix("TransactionCanceledException") != isDone, "\(answer)")
            if isDone { for effect in effects { effect() } }
        }

        // MARK: Reads

        /// All items of a Query or Scan, a page after the other.
        func pages(_ operation: String, _ members: String, limit: Int) throws -> [PlainItem] {
            var found: [PlainItem] = []
            var start = ""
            for _ in 0..<200 {
                let page = try ask(operation, #""TableName":"TTT","Limit":\#(limit)\#(members)\#(start)"#).root
                found += (page["Items"]?.elements.map { PlainItem($0) }) ?? []
                #expect(page["Count"]?.number == String(page["Items"]?.elements.reduce(0) { count, _ in count + 1 } ?? 0))
                guard let last = page["LastEvaluatedKey"] else { return found }
                start = #","ExclusiveStartKey":\#(PlainItem(last).json)"#
            }
            Issue.record("the pages never end")
            return found
        }

        func compare(_ step: Int) throws {
            let (limit, isForward) = (random.number(1...5), random.flip())
            let more = #","ScanIndexForward":\#(isForward)"#
            func directed(_ items: [PlainItem]) -> [PlainItem] { isForward ? items : items.reversed() }
            let all = Array(items.values)

            let (p, low, high) = (random.pick(["a", "b", "c"]), random.number(-7...0), random.number(0...7))
            let mine = all.filter { $0.text("p") == p }.sorted { ($0.number("s") ?? 0) < ($1.number("s") ?? 0) }
            #expect(
                try pages(
                    "Query",
                    #"\#(more),"KeyConditionExpression":"p = :p AND s BETWEEN :l AND :h","ExpressionAttributeValues":{":p":{"S":"\#(p)"},":l":{"N":"\#(low)"},":h":{"N":"\#(high)"}}"#,
                    limit: limit) == directed(mine.filter { (low...high).contains($0.number("s") ?? 99) }), "step \(step)")

            let local = mine.filter { $0["l"] != nil }
            let found = try pages(
                "Query", #"\#(more),"IndexName":"LLL","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"\#(p)"}}"#,
                limit: limit)
            #expect(Set(found) == Set(local.map { $0.only(["p", "s", "l"]) }), "step \(step)")
            let order = ["AA==": 0, "AQI=": 1, "/w==": 2]
            let places = found.map { order[$0.bytes("l") ?? ""] ?? 9 }
            #expect(places == (isForward ? places.sorted() : places.sorted().reversed()), "step \(step)")

            let g = random.pick(["x", "y"])
            let group = all.filter { $0.text("g") == g }
            let indexed = try pages(
                "Query",
                #"\#(more),"IndexName":"GGG","KeyConditionExpression":"g = :g AND n >= :n","ExpressionAttributeValues":{":g":{"S":"\#(g)"},":n":{"N":"1"}}"#,
                limit: limit)
            let expected = group.filter { ($0.number("n") ?? 0) >= 1 }
            #expect(Set(indexed) == Set(expected) && indexed.count == expected.count, "step \(step)")
            let numbers = indexed.map { $0.number("n") ?? 0 }
            #expect(numbers == (isForward ? numbers.sorted() : numbers.sorted().reversed()), "step \(step)")
            let cut = try pages("Scan", #","IndexName":"III""#, limit: limit)
            #expect(
                cut.sorted { $0.json < $1.json }
                    == all.filter { $0["g"] != nil }.map { $0.only(["p", "s", "g", "x"]) }.sorted { $0.json < $1.json }, "step \(step)")

            let segments = random.number(1...4)
            var scanned: [PlainItem] = []
            for segment in 0..<segments {
                scanned += try pages(
                    "Scan",
                    #","Segment":\#(segment),"TotalSegments":\#(segments),"FilterExpression":"attribute_exists(t) AND contains(t, :a)","ExpressionAttributeValues":{":a":{"S":"a"}}"#,
                    limit: limit)
            }
            let filtered = all.filter { if case .texts(let texts)? = $0["t"] { texts.contains("a") } else { false } }
            #expect(Set(scanned) == Set(filtered) && scanned.count == filtered.count, "step \(step)")
            try compareReads(step)
        }

        private func compareReads(_ step: Int) throws {
            let keys = Array(Set((0..<8).map { _ in random.item().key }))
            let expected = keys.compactMap { items[$0] }
            let batch = try ask("BatchGetItem", #""RequestItems":{"TTT":{"Keys":[\#(keys.map(\.json).joined(separator: ","))]}}"#).root
            let found = batch["Responses"]?["TTT"]?.elements.map { PlainItem($0) } ?? []
            #expect(Set(found) == Set(expected) && found.count == expected.count, "step \(step)")
            let gets = keys.map { #"{"Get":{"TableName":"TTT","Key":\#($0.json)}}"# }
            let answers = try ask("TransactGetItems", #""TransactItems":[\#(gets.joined(separator: ","))]"#).root["Responses"]
            #expect(answers?.elements.map { $0["Item"].map { PlainItem($0) } } == keys.map { items[$0] }, "step \(step)")
            guard let key = keys.first else { return }
            let one = try ask("GetItem", #""TableName":"TTT","Key":\#(key.json),"ConsistentRead":true"#).root["Item"]
            #expect(one.map { PlainItem($0) } == items[key], "step \(step)")
        }
    }

    @Test(arguments: [11, 12, 13, 14])
    func `a random history with restarts gives what a plain dictionary gives`(_ seed: UInt64) throws {
        try withTemporaryFolder { folder in
            let run = try Run(seed: seed, path: folder + "/data")
            for step in 0..<120 {
                try run.write()
                try run.compare(step)
                if step % 40 == 39 {
                    try run.reopen()
                    try run.compare(step)
                }
            }
            try run.world.requireSoundIndexes()
            #expect(run.items.count > 5)
            try run.world.database.close()
        }
    }
}
