import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import Testing

@Suite struct PartiQLStatementTests {
    /// Source: Developer Guide, "PartiQL for DynamoDB", the examples of its pages; or what a public suite saw AWS accept in 2026.
    @Test(arguments: [
        #"SELECT OrderID, Total FROM "Orders" WHERE OrderID = 1"#,
        #"SELECT * FROM "Orders" WHERE OrderID = 100 and Address='some address'"#,
        #"SELECT * FROM "Orders" WHERE OrderID = 100 or OrderID = 200"#, #"SELECT * FROM "Orders" WHERE OrderID IN [100, 300, 234]"#,
        #"SELECT OrderID, Total FROM "Orders" WHERE OrderID IN [1, 2, 3] ORDER BY OrderID DESC"#,
        #"SELECT * FROM "Orders" WHERE Total > 500 AND begins_with("Address", '7834 24th')"#,
        #"SELECT Devices.FireStick.DateWatched[0] FROM WatchList WHERE UserID = 'user-1'"#,
        #"SELECT * FROM "Music"."index1" WHERE "Artist" = 'Acme Band';"#,
        #"INSERT INTO "Music" value {'Artist' : 'Acme Band1','SongTitle' : 'PartiQL Rocks'}"#,
        #"INSERT INTO TypesTable value {'primarykey':'1', 'NumberType':1, 'MapType' : {'entryname1': 'value', 'entryname2': 4}, 'ListType': [1,'stringval'], 'NumberSetType':<<1,34,32,4.5>>, 'StringSetType':<<'stringval','stringval2'>>}"#,
        #"UPDATE "Music" SET AwardsWon=1 SET AwardDetail={'Grammys':[2020, 2018]} WHERE Artist='Acme Band' AND SongTitle='PartiQL Rocks' RETURNING ALL OLD *"#,
        #"UPDATE "Music" SET AwardDetail.Grammys =list_append(AwardDetail.Grammys,[2016]) WHERE Artist='Acme Band' AND SongTitle='PartiQL Rocks'"#,
        #"UPDATE "Music" REMOVE AwardDetail.Grammys[2] WHERE Artist='Acme Band' AND SongTitle='PartiQL Rocks'"#,
        #"UPDATE "Music" SET BandMembers =set_add(BandMembers, <<'newbandmember'>>) WHERE Artist='Acme Band' AND SongTitle='PartiQL Rocks'"#,
        #"UPDATE TypesTable SET NumberType=NumberType - 1 REMOVE ListType[1] REMOVE MapType.NewMapEntry SET NumberSetType = SET_DELETE( NumberSetType, <<345>>) WHERE primarykey='1'"#,
        #"DELETE FROM "Music" WHERE "Artist" = 'Acme Band' AND "SongTitle" = 'PartiQL Rocks' RETURNING ALL OLD *"#,
        #"EXISTS( SELECT * FROM "Music" WHERE "Artist" = 'Acme Band' AND "SongTitle" = 'PartiQL Rocks')"#,
        #"SELECT * FROM Music WHERE Awards is MISSING AND attribute_type("Year", 'N') AND size("Image") >300 AND contains("Address", 'x')"#,
        #"SELECT year, title, name, status, data FROM t WHERE "size" = 1 AND "user" IN (1, 2)"#,
        #"from "T" where pk = 'x' set e = 4"#, "SELECT/**/* FROM t -- the table\nWHERE pk/* key */='a' AND sk='1' --",
        "SELECT $a, _b FROM t WHERE NOT NOT a = 1",
    ])
    func `a statement of the guide is read`(_ text: String) throws {
        _ = try PartiQLStatement(parsing: text).bind([])
    }

    private static let malformed = "Statement wasn't well formed, can't be processed: "

    /// Words and places, `~` for those of a statement that is not well formed; more of them stand beside the operations that say them.
    static let unreadable: [(String, String)] = [
        ("", "~Unexpected term"), (";", "~Unexpected term"), ("SELECT", "~Unexpected term"),
        ("SELECT a, FROM t", "~Expected data manipulation"), ("SELECT user FROM t", "~Unexpected keyword"),
        ("SELECT a.inner FROM t", "~Invalid path dot component"), ("SELECT a[b] FROM t", "Unexpected path component at 1:10:1"),
        ("SELECT a.* FROM t", "Unexpected path component at 1:10:1"), ("SELECT 'a' FROM t", "Unexpected path component at 1:8:3"),
        ("SELECT ? FROM t", "Unexpected path component at 1:8:1"), ("SELECT\n  'é', b\nFROM t", "Unexpected path component at 2:3:3"),
        ("SELECT é FROM t", "~"), ("SELECT * FROM t WHERE a = 'x", "~"), ("SELECT * FROM \"t", "~"),
        ("SELECT * FROM t WHERE a = 1foo", "~"), ("SELECT * FROM t WHERE a = 1e", "~"),
        ("SELECT * FROM t WHERE a = 1 LIMIT 5", "Unsupported clause: LIMIT at 1:35:1"),
        ("SELECT * FROM t GROUP BY a", "Unsupported clause: GROUP BY at 1:26:1"),
        ("SELECT DISTINCT a FROM t", "Unsupported clause: DISTINCT at 1:8:8"),
        ("SELECT *, a FROM t", "Other attributes should not be present in the projection when '*' is used."),
        ("SELECT a AS b FROM t", "Aliasing is not supported"), ("SELECT a FROM t, u", "Unexpected from source"),
        ("SELECT a FROM 'x'", "Unexpected from source"), ("SELECT a FROM t WHERE a LIKE 'x'", "Unsupported operation: NAry"),
        ("SELECT a FROM t WHERE a + 1 > 2", "Unsupported operation: NAry"),
        ("SELECT a FROM t WHERE a = MISSING", "Unsupported operation: LiteralMissing"),
        ("SELECT a FROM t WHERE f(a)", "Unrecognized function: f at 1:23:1"),
        ("SELECT a FROM t WHERE a IS DATE", "Unsupported data type for IS operator: DATE"),
        ("SELECT a FROM t WHERE pk = ?", "Number of parameters in request and statement don't match."),
        ("INSERT INTO t VALUE {'a': 1} RETURNING ALL OLD *", "RETURNING is not supported in INSERT"),
        ("INSERT INTO t {'a': 1}", "~Expected a tuple in VALUE"),
        ("INSERT INTO t VALUE [1]", "~Expected a tuple in VALUE"),
        ("INSERT INTO urls (key, a) VALUES (1, 2)", "~Unexpected keyword"),
        ("INSERT t VALUE {}", "~Unexpected keyword"),
        ("UPDATE Payment-x SET a = 1 WHERE b = 2", "~Expected data manipulation"),
        ("UPDATE t SET size = 1", "~Expected identifier for simple path"),
        ("UPDATE t SET a = n + 1 + 2", "Unsupported operation: NAry"), ("UPDATE t SET a = f(b)", "Unrecognized function: f at 1:18:1"),
        ("UPDATE t REMOVE a, b WHERE c = 1", "~Unexpected token after expression"),
        ("SELECT a FROM t; SELECT b FROM t", "~Unexpected token after expression"),
        ("1 + 1", "Unsupported operation: NAry"), ("CREATE TABLE t", "~Unexpected keyword"),
        ("SELECT * FROM t WHERE a = -?", "Unsupported operation: NAry"),
    ]

    @Test(arguments: unreadable)
    func `a statement that cannot be read is refused with its reason`(_ row: (String, String)) {
        do throws(PartiQLError) {
            _ = try PartiQLStatement(parsing: row.0).bind([])
            Issue.record("\(row.0) was read")
        } catch {
            #expect(error.message == (row.1.hasPrefix("~") ? Self.malformed + row.1.dropFirst() : row.1), "\(row.0)")
        }
    }

    private static func plain(_ value: AttributeValue) -> String {
        if case .string(let text) = value { return text }
        var writer = JSONWriter()
        value.append(to: &writer)
        return writer.text
    }

    /// The keys that a condition pins, as `partition[tests]`.
    private static func branches(_ condition: String) throws -> String {
        let bound = try PartiQLStatement(parsing: "SELECT * FROM t WHERE " + condition).bind([])
        switch bound.condition?.branches(partition: "p", sort: "s") {
        case nil, .unpinned?: return "scan"
        case .tooMany?: return "too many"
        case .pinned(let branches)?:
            return branches.map { branch in
                let tests = branch.sort.map { $0.values.map(plain).joined(separator: "..") }.joined(separator: ",")
                let names = branch.filterNames.isEmpty ? "" : "(" + branch.filterNames.joined(separator: ",") + ")"
                return "\(plain(branch.partition))[\(tests)]\(branch.isNegated ? "!" : "")\(names)"
            }.joined(separator: " ")
        }
    }

    /// Source: Developer Guide, "PartiQL select statements": which conditions are no full table scan; shapes recorded, September 2026.
    @Test(arguments: [
        ("p = 'a'", "a[]"), ("'a' = p", "a[]"), ("p = 'a' AND x = 1", #"a[](x)"#), ("p = 'a' OR p = 'b'", "a[] b[]"),
        ("p IN ['a', 'b']", "a[] b[]"), ("p > 'a'", "scan"), ("x = 1", "scan"), ("p = 'a' OR x = 1", "scan"), ("NOT p = 'a'", "scan"),
        ("p <> 'a'", "scan"), ("p = q", "scan"), ("p.a = 'a'", "scan"), ("attribute_exists(p)", "scan"), ("size(p) = 1", "scan"),
        ("(p = 'a' AND x = 1) AND y = 2", #"a[](x,y)"#), ("p = 'a' AND s > '1' AND s < '5'", #"a[1,5]"#),
        ("p = 'a' AND s BETWEEN '1' AND '5'", #"a[1..5]"#), ("p = 'a' AND begins_with(s, '1')", #"a[1]"#),
        ("p = 'a' AND s IN ['1', '2']", #"a[1] a[2]"#), ("p = 'a' AND (s = '1' OR s > '3')", #"a[1] a[3]"#),
        ("p = 'a' AND s <> '1'", "a[]!"), ("p = 'a' AND NOT s = '1'", "a[]!"), ("p = 'a' AND (s = '1' OR x = 1)", #"a[1] a[](x)"#),
        ("(p = 'a' OR p = 'b') AND x = 1", #"a[](x) b[](x)"#), ("p = 'a' AND (p = 'b' OR x = 1)", "a[]"),
        ("p IN ['a', 'b'] AND s IN ['1', '2']", #"a[1] a[2] b[1] b[2]"#), ("p = 'a' AND p = 'b'", "a[]"),
    ])
    func `the keys that a condition pins are found`(_ row: (String, String)) throws {
        #expect(try Self.branches(row.0) == row.1, "\(row.0)")
    }
}

@Suite struct PartiQLFuzzTests {
    private static let words = [
        "SELECT", "FROM", "WHERE", "INSERT", "INTO", "VALUE", "UPDATE", "SET", "REMOVE", "DELETE", "RETURNING", "ALL", "OLD", "NEW",
        "MODIFIED",
        "ORDER", "BY", "DESC", "AND", "OR", "NOT", "IN", "BETWEEN", "IS", "MISSING", "NULL", "LIKE", "EXISTS", "size", "t", "\"t\"", "a",
        "b.c",
        "a[0]", "'x'", "''", "1", "-", "+", "1e5", ".5", "?", "*", "(", ")", "[", "]", "{", "}", "<<", ">>", "<", ">", "=", "!=", "<>", ",",
        ".",
        ":", ";", "--", "/*", "*/", "#", "\u{0}", "é", "\n", "begins_with", "set_add", "list_append", "TRUE", "user", "||", "%",
    ]

    private static let seeds = [
        "SELECT a , b.c FROM \"t\" WHERE a = 'x' AND b BETWEEN 1 AND 2 OR c IN [ 1 , ? ] ORDER BY a DESC",
        "INSERT INTO t VALUE { 'a' : 1 , 'b' : [ 1 , << 'x' >> ] , 'c' : ? }",
        "UPDATE t SET a = a + 1 , b = set_add ( b , << 1 >> ) REMOVE c[0] WHERE a = 'x' RETURNING ALL NEW *",
        "DELETE FROM t WHERE NOT begins_with ( a , 'x' ) AND size ( b ) > 1", "FROM t WHERE a IS NOT MISSING SET b = null",
        "EXISTS ( SELECT * FROM t WHERE a = 1 )",
    ]

    private static func run(_ text: String) {
        guard let bound = try? PartiQLStatement(parsing: text).bind([.string("x"), .number(DynamoDBNumber(1))]) else { return }
        _ = bound.namedAttributes
        _ = bound.condition?.branches(partition: "a", sort: "b")
        _ = bound.condition?.onlyEqualities(of: ["a", "b"])
        _ = bound.condition?.without(equalitiesOf: ["a"])?.evaluate(["a": .string("x")])
        if case .update(let update, _) = bound.action { _ = try? update.apply(to: ["a": .number(DynamoDBNumber(1))], key: Item()) }
        if case .select(let columns?) = bound.action { _ = columns.cut(["a": .list([.null])]) }
    }

    @Test func `mutated statements never crash`() throws {
        var random = SeededGenerator(state: 4)
        var read = 0
        for round in 0..<8_000 {
            var words: [String]
            if round % 4 == 0 {
                words = (0..<Int.random(in: 0...16, using: &random)).map { _ in random.pick(Self.words) }
            } else {
                words = random.pick(Self.seeds).split(separator: " ").map(String.init)
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    let at = Int.random(in: 0..<max(1, words.count), using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: words.insert(random.pick(Self.words), at: at)
                    case 1: if at < words.count { words.remove(at: at) }
                    default: if at < words.count { words[at] = random.pick(Self.words) }
                    }
                }
            }
            let text = words.joined(separator: random.pick([" ", " ", " ", ""]))
            Self.run(text)
            if (try? PartiQLStatement(parsing: text)) != nil { read += 1 }
        }
        #expect(read > 800)
    }

    @Test func `random bytes never crash`() {
        var random = SeededGenerator(state: 9)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            Self.run(String(decoding: bytes, as: UTF8.self))
            Self.run("SELECT * FROM t WHERE " + String(decoding: bytes.map { $0 & 0x7F }, as: UTF8.self))
        }
    }

    /// A statement has 8192 characters at most; nothing in it may take more than linear stack or time that anybody notices.
    @Test(arguments: [
        "(", "[", "{'a':", "<<", "NOT ", "- ", "a.", "a[0]", "size(", "EXISTS(SELECT * FROM t WHERE ", "(SELECT * FROM ", "a = 1 AND ",
        "a = 1 OR ",
        "a = ", "a + ", "(a = 1 OR ", "pk = 'a' AND (sk = '1' OR ", "1, ", "FROM t WHERE ", "SLECT * ", "'", "\"", "--", "/*",
        "a IN [1] AND ", "IS ",
    ])
    func `a statement of any depth is refused or read in bounded time`(_ piece: String) {
        let clock = ContinuousClock()
        for prefix in ["", "SELECT * FROM t WHERE ", "INSERT INTO t VALUE ", "UPDATE t SET a = "] {
            let text = prefix + String(repeating: piece, count: (8192 - prefix.utf8.count - 8) / piece.utf8.count)
            for end in ["", "a = 1"] {
                let spent = clock.measure { Self.run(text + end) }
                #expect(spent < .seconds(3), "\(prefix)\(piece)")
            }
        }
    }

    @Test func `ways that multiply are counted, not walked`() throws {
        let group = "(sk = '1' OR sk = '2' OR sk = '3')"
        let condition = "pk = 'a' AND " + Array(repeating: group, count: 200).joined(separator: " AND ")
        let bound = try PartiQLStatement(parsing: "SELECT * FROM t WHERE " + condition).bind([])
        guard case .tooMany? = bound.condition?.branches(partition: "pk", sort: "sk") else {
            Issue.record("not too many")
            return
        }
    }
}
