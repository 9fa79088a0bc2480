import AWSTypes
import AWSWire
import ByteJSON
import Testing

@testable import DynamoDB

@Suite struct PartiQLReadTests {
    /// Three items of partition `o`, three of `p`, and one that has something of everything.
    private static func world() throws -> TestWorld {
        let world = try TestWorld.ofStatements()
        for partition in ["o", "p"] {
            for sort in 1...3 {
                try world.call("PutItem", #"{"TableName":"CCC","Item":{"pk":{"S":"\#(partition)"},"sk":{"S":"\#(sort)"}}}"#)
            }
        }
        try world.call(
            "PutItem",
            #"{"TableName":"CCC","Item":{"pk":{"S":"all"},"sk":{"S":"1"},"s":{"S":"it's"},"n":{"N":"1"},"b":{"BOOL":true},"nul":{"NULL":true},"#
                + #""l":{"L":[{"S":"a"},{"N":"2"}]},"m":{"M":{"k":{"L":[{"S":"c"}]},"z":{"S":"last"}}},"ss":{"SS":["a","b"]},"ns":{"NS":["1","10"]}}}"#
        )
        return world
    }

    /// `pk/sk` of each item of an answer, in its order.
    private static func keys(_ answer: String) -> [String] {
        let items = answer.split(separator: #"],"NextToken":"#).first ?? ""
        return items.split(separator: #"{"pk":{"S":""#).dropFirst().map { item in
            item.replacing(#""},"sk":{"S":""#, with: "/").prefix { $0 != "\"" }.description
        }
    }

    /// Source: Developer Guide, "PartiQL operators" and "functions"; rows with `recorded` from public recordings of 2026.
    @Test(arguments: [
        ("s = 'it''s'", true), ("n = 1", true), ("n = 1.0", true), ("n = 10e-1", true), ("n = .1e1", true), ("n = - - 1", true),
        ("n <> 1", false), ("n != 2", true), ("n < 2", true), ("n <= 0", false), ("n > 0", true), ("n >= 2", false), ("n>-5", true),
        ("n BETWEEN - 2 AND +5 AND n IN [- 1, 1]", true), ("n NOT BETWEEN 0 AND 5", false), ("n NOT IN [1, 2]", false),
        ("n IN (1, 2)", true), ("NOT n = 1", false), ("(n = 2 OR s = 'it''s') AND b = true", true), ("b", false),
        ("nul IS NULL", true), ("s IS NULL", false), ("s IS NOT NULL", true), ("absent IS NOT NULL", true), ("absent IS NULL", false),
        ("absent IS MISSING", true), ("s IS NOT MISSING", true), ("b IS BOOL", true), ("s IS STRING", true), ("s IS BOOL", false),
        ("m IS STRUCT", true), ("l IS LIST", true), ("n IS NUMERIC", true), ("m.k[0] = 'c'", true), ("l[1] = 2", true),
        ("begins_with(s, 'it')", true), ("BEGINS_WITH(s, 'x')", false), ("NOT begins_with(s, 'x')", true),
        ("contains(ss, 'a')", true), ("contains(s, 't''s')", true), ("contains(l, 2)", true), ("contains(absent, 'z') = false", true),
        ("size(s) = 4", true), ("size(l) > 2", false), ("attribute_type(ss, 'SS')", true), ("attribute_type(ss, 'S')", false),
        ("attribute_exists(m.z) AND ATTRIBUTE_NOT_EXISTS (absent) AND attribute_exists(l[0])", true),
        ("attribute_exists(n) = true", true), ("true = attribute_exists(n)", true), ("attribute_exists(n) = b", true),
        ("attribute_exists(n) <> 1", true), ("(n BETWEEN 0 AND 5) = true", true), ("attribute_exists(absent) IN [true, false]", true),
        ("(attribute_exists(n) = true) = false", false), ("attribute_exists(n) = s", false),
        ("ss = <<'b','a'>>", true), ("ns = <<10, 1>>", true), ("l = ['a', 2]", true), ("l = [2, 'a']", false),
        ("m = {'z': 'last', 'k': ['c']}", true), ("nul = null", true), ("s < 5", false), ("\"s\" = 'it''s' -- note\n", true),
        ("s /* a */ = 'it''s'", true),
    ])
    func `a condition holds as its operators say`(_ row: (String, Bool)) throws {
        let world = try Self.world()
        let answer = try world.run(#"SELECT sk FROM "CCC" WHERE pk = 'all' AND "# + row.0)
        guard row.0 != "b" else {
            #expect(answer == "ValidationException: Unsupported operation: VariableReference")
            return
        }
        #expect(answer == (row.1 ? #"{"Items":[{"sk":{"S":"1"}}]}"# : #"{"Items":[]}"#))
    }

    @Test func `columns are named by the end of their paths, in the statement's order`() throws {
        let world = try Self.world()
        #expect(
            try world.run(#"SELECT m.k[0], "l"[1], m.z, absent, n FROM CCC WHERE pk = 'all'"#)
                == #"{"Items":[{"k[0]":{"S":"c"},"l[1]":{"N":"2"},"z":{"S":"last"},"n":{"N":"1"}}]}"#)
        #expect(try world.run(#"SELECT absent FROM CCC WHERE pk = 'o' AND sk = '1'"#) == #"{"Items":[{}]}"#)
        #expect(try world.run(#"SELECT "m.z" FROM CCC WHERE pk = 'all'"#) == #"{"Items":[{}]}"#)
        #expect(
            try world.run("SELECT m.z, z FROM CCC") == "ValidationException: Duplicate identifiers in select clause: z")
    }

    /// Recorded: with ORDER BY the sort keys go up only where it names the sort key.
    @Test(arguments: [
        ("pk = 'o'", ["o/1", "o/2", "o/3"]), ("pk = 'o' ORDER BY sk DESC", ["o/3", "o/2", "o/1"]),
        ("pk = 'o' ORDER BY sk", ["o/1", "o/2", "o/3"]), ("pk = 'o' ORDER BY pk ASC", ["o/3", "o/2", "o/1"]),
        ("pk IN ['o', 'p'] ORDER BY pk DESC, sk ASC", ["p/1", "p/2", "p/3", "o/1", "o/2", "o/3"]),
        ("pk IN ['o', 'p'] ORDER BY pk", ["o/3", "o/2", "o/1", "p/3", "p/2", "p/1"]),
    ])
    func `ORDER BY gives its order, page by page too`(_ row: (String, [String])) throws {
        let world = try Self.world()
        let statement = #"SELECT pk, sk FROM "CCC" WHERE "# + row.0
        #expect(Self.keys(try world.run(statement)) == row.1)
        for limit in 1...4 { #expect(try Self.pages(world, statement, limit: limit) == row.1, "\(limit)") }
    }

    /// Follows NextToken to its end.
    private static func pages(_ world: TestWorld, _ statement: String, limit: Int) throws -> [String] {
        var found: [String] = []
        var more = ""
        for _ in 0..<50 {
            let page = try world.run(statement, nil, #","Limit":\#(limit)\#(more)"#)
            found += keys(page)
            guard let token = token(in: page) else { return found }
            more = #","NextToken":"\#(token)""#
        }
        Issue.record("no end")
        return found
    }

    private static func token(in page: String) -> String? {
        let parts = page.split(separator: #""NextToken":""#)
        return parts.count > 1 ? parts[1].prefix { $0 != "\"" }.description : nil
    }

    @Test(arguments: [
        "pk IN ['p', 'o', 'absent']", "pk = 'o' OR pk = 'p'", "pk = 'o' AND sk IN ['1', '3'] OR pk = 'p' AND sk > '1'",
        "pk = 'o' AND (sk < '2' OR sk > '2' OR sk = '2')", "sk > '0'", "pk <> 'x'", "pk = 'o' AND NOT sk = '1' OR pk = 'o' AND sk = '2'",
        "pk = 'o' OR pk = 'o' AND NOT sk = '1'", "pk = 'o' AND sk > '0' AND sk <> '1'",
    ])
    func `pages together are what one page would be`(_ condition: String) throws {
        let world = try Self.world()
        let statement = #"SELECT pk, sk FROM "CCC" WHERE "# + condition
        let whole = Self.keys(try world.run(statement))
        #expect(whole.count > 1)
        #expect(Set(whole).count == whole.count)
        for limit in 1...3 { #expect(try Self.pages(world, statement, limit: limit) == whole) }
    }

    @Test func `a page tells where it ended`() throws {
        let world = try Self.world()
        let page = try world.run(#"SELECT sk FROM "CCC" WHERE pk = 'o'"#, nil, #","Limit":2,"ReturnConsumedCapacity":"TOTAL""#)
        #expect(page.hasPrefix(#"{"Items":[{"sk":{"S":"1"}},{"sk":{"S":"2"}}],"NextToken":""#))
        #expect(
            page.hasSuffix(
                #"","ConsumedCapacity":{"TableName":"CCC","CapacityUnits":0.5},"LastEvaluatedKey":{"pk":{"S":"o"},"sk":{"S":"2"}}}"#))
    }

    /// Recorded (eu-west-1, September 2026), but for a token that is none.
    @Test func `a token is of use for its own statement and parameters only`() throws {
        let world = try Self.world()
        let statement = #"SELECT * FROM "CCC" WHERE pk = ?"#
        let page = try world.run(statement, #"[{"S":"o"}]"#, #","Limit":1"#)
        let token = try #require(Self.token(in: page))
        let more = #","NextToken":"\#(token)""#
        let mismatch = "ValidationException: NextToken does not match request"
        #expect(try world.run(statement, #"[{"S":"p"}]"#, more) == mismatch)
        #expect(try world.run(#"SELECT * FROM "CCC""#, nil, more) == mismatch)
        #expect(try world.run(#"SELECT * FROM "XXX" WHERE pk = ?"#, #"[{"S":"o"}]"#, more) == mismatch)
        #expect(Self.keys(try world.run(statement, #"[{"S":"o"}]"#, more + #","Limit":2"#)) == ["o/2", "o/3"])
        #expect(try world.run(statement, #"[{"S":"o"}]"#, #","NextToken":"garbage""#) == "ValidationException: Invalid NextToken")
        let forged = String(token.dropLast(4)) + "AAAA"
        #expect(try world.run(statement, #"[{"S":"o"}]"#, #","NextToken":"\#(forged)""#) == mismatch)
    }

    @Test func `a page ends after a megabyte`() throws {
        let world = try TestWorld.ofStatements()
        let text = String(repeating: "x", count: 300_000)
        for number in 1...5 {
            try world.call("PutItem", #"{"TableName":"CCC","Item":{"pk":{"S":"big"},"sk":{"S":"\#(number)"},"x":{"S":"\#(text)"}}}"#)
        }
        for condition in ["pk = 'big'", "pk > 'a'"] {
            let page = try world.run(
                #"SELECT pk, sk FROM "CCC" WHERE "# + condition, nil, #","ReturnConsumedCapacity":"TOTAL","ConsistentRead":true"#)
            #expect(Self.keys(page) == ["big/1", "big/2", "big/3", "big/4"])
            #expect(page.contains(#""CapacityUnits":293}"#))
        }
    }

    /// Recorded (nubo-db's suite, September 2026): what an index read costs, and what it reaches back for.
    @Test func `an index answers from its projection, a local one also from the table`() throws {
        let world = try TestWorld.ofStatements()
        for (number, keys) in [(1, #""gsiPk":{"S":"x"},"lsiSk":{"S":"k1"},"#), (2, #""gsiPk":{"S":"y"},"lsiSk":{"S":"k2"},"#), (3, "")] {
            try world.call(
                "PutItem",
                #"{"TableName":"XXX","Item":{"pk":{"S":"p"},"sk":{"S":"s\#(number)"},\#(keys)"projattr":{"S":"a"},"nonproj":{"S":"np\#(number)"}}}"#
            )
        }
        func run(_ statement: String, _ more: String = "") throws -> String {
            try world.run(statement, nil, #","ReturnConsumedCapacity":"INDEXES""# + more)
        }
        #expect(
            try run(#"SELECT * FROM "XXX"."gsi-inc" WHERE gsiPk = 'x'"#)
                == #"{"Items":[{"pk":{"S":"p"},"sk":{"S":"s1"},"gsiPk":{"S":"x"},"projattr":{"S":"a"}}],"ConsumedCapacity":{"TableName":"XXX","CapacityUnits":0.5,"Table":{"CapacityUnits":0},"GlobalSecondaryIndexes":{"gsi-inc":{"CapacityUnits":0.5}}}}"#
        )
        let reach = try run(#"SELECT nonproj FROM "XXX"."lsi-keys" WHERE pk = 'p'"#)
        #expect(
            reach
                == #"{"Items":[{"nonproj":{"S":"np1"}},{"nonproj":{"S":"np2"}}],"ConsumedCapacity":{"TableName":"XXX","CapacityUnits":1.5,"Table":{"CapacityUnits":1},"LocalSecondaryIndexes":{"lsi-keys":{"CapacityUnits":0.5}}}}"#
        )
        #expect(
            try run(#"SELECT lsiSk FROM "XXX"."lsi-keys" WHERE pk = 'p'"#, #","ConsistentRead":true"#)
                .contains(#""Table":{"CapacityUnits":0},"LocalSecondaryIndexes":{"lsi-keys":{"CapacityUnits":1}}"#))
        // The condition is held against the index's row, which has no such attribute.
        #expect(try world.run(#"SELECT sk FROM "XXX"."lsi-keys" WHERE nonproj = 'np1'"#) == #"{"Items":[]}"#)
        #expect(
            try world.run(#"SELECT nonproj FROM "XXX"."lsi-keys" WHERE NOT nonproj = 'np1'"#)
                == #"{"Items":[{"nonproj":{"S":"np1"}},{"nonproj":{"S":"np2"}}]}"#)
        #expect(
            try world.run(#"SELECT sk FROM "XXX"."gsi-inc" WHERE (gsiPk='y2' AND nonproj='np1') OR (gsiPk='x')"#)
                == #"{"Items":[{"sk":{"S":"s1"}}]}"#)
    }

    @Test func `pages of an index go on behind rows with equal keys`() throws {
        let world = try TestWorld.ofStatements()
        for number in 1...5 {
            try world.call(
                "PutItem", #"{"TableName":"XXX","Item":{"pk":{"S":"p\#(number % 2)"},"sk":{"S":"\#(number)"},"gsiPk":{"S":"x"}}}"#)
        }
        for statement in [
            #"SELECT pk, sk FROM "XXX"."gsi-all" WHERE gsiPk = 'x'"#, #"SELECT pk, sk FROM "XXX"."gsi-all""#,
            #"SELECT pk, sk FROM "XXX"."gsi-all" WHERE gsiPk = 'x' ORDER BY gsiPk"#,
        ] {
            let whole = Self.keys(try world.run(statement))
            #expect(whole.count == 5)
            for limit in 1...3 { #expect(try Self.pages(world, statement, limit: limit) == whole) }
        }
    }

    /// The hash in a token is no secret, so that one can be made with any key.
    @Test(arguments: [("", 0), ("3", 0), ("[]", 0), ("{", 0), (#"{"pk":3}"#, 0), (#"{"sk":"#, 2000), (#"{"sk":"#, -2000)])
    func `a token that nobody handed out is no crash`(_ row: (key: String, depth: Int)) throws {
        let opened = row.key + String(repeating: #"{"L":["#, count: abs(row.depth))
        let key = row.depth > 0 ? opened + "null" + String(repeating: "]}", count: row.depth) + "}" : opened
        let world = try Self.world()
        let statement = #"SELECT * FROM "CCC""#
        let document = try JSONDocument(parsing: Array(#"{"Statement":"SELECT * FROM \"CCC\""}"#.utf8))
        let table = try world.table("CCC")
        let token = StatementToken(request: try StatementRequest(StructureReader(document)), table: table)
        let text = token.text(of: StatementPosition(read: 0, key: Array(key.utf8)))
        #expect(try world.run(statement, nil, #","NextToken":"\#(text)""#) == "ValidationException: Invalid NextToken")
    }
}
