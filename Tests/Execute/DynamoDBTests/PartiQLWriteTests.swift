import AWSTypes
import Testing

@testable import DynamoDB

@Suite struct PartiQLWriteTests {
    private static func world(_ attributes: String = #""data":{"S":"old"},"keep":{"S":"same"}"#) throws -> TestWorld {
        let world = try TestWorld.ofStatements()
        try world.call("PutItem", #"{"TableName":"SSS","Item":{"pk":{"S":"i"},\#(attributes)}}"#)
        return world
    }

    private static func item(_ world: TestWorld, _ key: String = "i") throws -> String {
        try world.call("GetItem", #"{"TableName":"SSS","Key":{"pk":{"S":"\#(key)"}}}"#)
    }

    @Test func `INSERT makes an item, and never over another`() throws {
        let world = try Self.world()
        let insert =
            #"INSERT INTO "SSS" value {'pk':'dt', 'n':1E3, 'm':{'a':'v','b':4}, 'l':[1,'s',null,true], 'ns':<<1,34,4.5>>, 'ss':<<'b','a'>>, 'q':'it''s', 'z':-0}"#
        #expect(try world.run(insert) == #"{"Items":[]}"#)
        #expect(
            try Self.item(world, "dt")
                == #"{"Item":{"pk":{"S":"dt"},"n":{"N":"1000"},"m":{"M":{"a":{"S":"v"},"b":{"N":"4"}}},"l":{"L":[{"N":"1"},{"S":"s"},{"NULL":true},{"BOOL":true}]},"ns":{"NS":["1","4.5","34"]},"ss":{"SS":["a","b"]},"q":{"S":"it's"},"z":{"N":"0"}}}"#
        )
        #expect(try world.run(insert) == "DuplicateItemException: Duplicate primary key exists in table")
        #expect(try world.run(#"DELETE FROM "SSS" WHERE pk = 'dt'"#) == #"{"Items":[]}"#)
        #expect(try world.run(insert) == #"{"Items":[]}"#)
        #expect(try world.run(#"INSERT INTO "SSS" VALUE ?"#, #"[{"M":{"pk":{"S":"whole"},"x":{"B":"AQ=="}}}]"#) == #"{"Items":[]}"#)
        #expect(try Self.item(world, "whole") == #"{"Item":{"pk":{"S":"whole"},"x":{"B":"AQ=="}}}"#)
        #expect(
            try world.run(#"INSERT INTO "SSS" VALUE {'x': 1}"#)
                == "ValidationException: One or more parameter values were invalid: Missing the key pk in the item")
        #expect(
            try world.run(#"INSERT INTO "SSS" VALUE {'pk': 1}"#)
                == "ValidationException: One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N")
    }

    /// Source: Developer Guide, "PartiQL update statements"; what RETURNING gives is recorded (a public conformance suite, 2026).
    @Test(arguments: [
        ("SET data = 'new'", "ALL OLD", #"{"pk":{"S":"i"},"data":{"S":"old"},"keep":{"S":"same"}}"#),
        ("SET data = 'new'", "MODIFIED OLD", #"{"data":{"S":"old"}}"#),
        ("SET data = 'new'", "ALL NEW", #"{"pk":{"S":"i"},"data":{"S":"new"},"keep":{"S":"same"}}"#),
        ("SET data = 'new'", "MODIFIED NEW", #"{"data":{"S":"new"}}"#),
        ("REMOVE data", "MODIFIED OLD", #"{"data":{"S":"old"}}"#), ("REMOVE data", "MODIFIED NEW", ""),
        ("SET fresh = 1", "MODIFIED OLD", ""), ("SET fresh = 1 REMOVE data", "MODIFIED NEW", #"{"fresh":{"N":"1"}}"#),
        ("set data = keep", "modified new", #"{"data":{"S":"same"}}"#),
    ])
    func `UPDATE returns what it is asked for`(_ row: (String, String, String)) throws {
        let world = try Self.world()
        #expect(try world.run(#"UPDATE "SSS" \#(row.0) WHERE pk = 'i' RETURNING \#(row.1) *"#) == #"{"Items":[\#(row.2)]}"#)
        let other = try Self.world()
        #expect(try other.run(#"FROM "SSS" WHERE pk = 'i' \#(row.0) RETURNING \#(row.1) *"#) == #"{"Items":[\#(row.2)]}"#)
    }

    /// Recorded (a public conformance suite, 2026).
    @Test(arguments: [
        ("SET tags[0] = 'x'", "NEW", ["x"]), ("SET tags[2] = 'y'", "OLD", ["c"]), ("SET tags[2] = 'y', tags[0] = 'x'", "NEW", ["x", "y"]),
        ("SET tags[2] = 'y', tags[0] = 'x'", "OLD", ["a", "c"]), ("SET tags[5] = 'd'", "NEW", []), ("SET tags[3] = 'd'", "NEW", ["d"]),
        ("SET tags[3] = 'd'", "OLD", []), ("REMOVE tags[1]", "OLD", ["b"]), ("REMOVE tags[1]", "NEW", ["c"]), ("REMOVE tags[2]", "NEW", []),
    ])
    func `changed elements come back in a list without gaps`(_ row: (String, String, [String])) throws {
        let world = try Self.world(#""tags":{"L":[{"S":"a"},{"S":"b"},{"S":"c"}]}"#)
        let elements = row.2.map { #"{"S":"\#($0)"}"# }.joined(separator: ",")
        #expect(
            try world.run(#"UPDATE "SSS" \#(row.0) WHERE pk = 'i' RETURNING MODIFIED \#(row.1) *"#)
                == #"{"Items":[\#(row.2.isEmpty ? "" : #"{"tags":{"L":[\#(elements)]}}"#)]}"#)
    }

    /// Source: Developer Guide, "PartiQL data types" and "PartiQL update statements"; effects recorded (September, October 2026).
    @Test(arguments: [
        ("SET n = n + 100", #""n":{"N":"105"}"#), ("SET n=n-1", #""n":{"N":"4"}"#), ("SET n = n - - 2", #""n":{"N":"7"}"#),
        ("SET m.e = [2020, 's', 2.4]", #""m":{"M":{"x":{"S":"y"},"e":{"L":[{"N":"2020"},{"S":"s"},{"N":"2.4"}]}}}"#),
        ("SET l = list_append(l, [4, <<'a'>>])", #""l":{"L":[{"S":"a"},{"N":"4"},{"SS":["a"]}]}"#),
        ("SET l = LIST_APPEND([0], l)", #""l":{"L":[{"N":"0"},{"S":"a"}]}"#),
        ("SET ns = set_add(ns, <<345, 48.4>>)", #""ns":{"NS":["1","2","48.4","345"]}"#),
        ("SET ss = SET_ADD(ss, <<'a'>>)", #""ss":{"SS":["a","b"]}"#), ("SET fresh = set_add(fresh, <<'x'>>)", #""fresh":{"SS":["x"]}"#),
        ("SET ss = set_delete(ss, <<'a', 'zz'>>)", #""ss":{"SS":["b"]}"#), ("SET \"quoted name\" = 1", #""quoted name":{"N":"1"}"#),
        ("SET \"#n\" = ':v'", ##""#n":{"S":":v"}"##), ("SET n = <<1, 10>>", #""n":{"NS":["1","10"]}"#),
        ("SET n = null", #""n":{"NULL":true}"#),
    ])
    func `a change is made`(_ row: (String, String)) throws {
        let world = try Self.world(
            #""n":{"N":"5"},"m":{"M":{"x":{"S":"y"}}},"l":{"L":[{"S":"a"}]},"ns":{"NS":["1","2"]},"ss":{"SS":["a","b"]}"#)
        #expect(try world.run(#"UPDATE "SSS" \#(row.0) WHERE pk = 'i'"#) == #"{"Items":[]}"#)
        let item = try Self.item(world)
        #expect(item.contains(row.1), "\(item)")
    }

    @Test func `what is taken away whole is gone`() throws {
        let world = try Self.world(#""ss":{"SS":["a","b"]},"m":{"M":{"x":{"S":"y"}}},"l":{"L":[{"S":"a"},{"S":"b"}]}"#)
        try world.call(
            "ExecuteStatement",
            TestWorld.request(#"UPDATE "SSS" SET ss = set_delete(ss, <<'a', 'b'>>) REMOVE m.x REMOVE l[0] WHERE pk = 'i'"#))
        #expect(try Self.item(world) == #"{"Item":{"pk":{"S":"i"},"m":{"M":{}},"l":{"L":[{"S":"b"}]}}}"#)
    }

    @Test func `a condition beside the key must hold`() throws {
        let world = try Self.world()
        let failed = "ConditionalCheckFailedException: The conditional request failed"
        #expect(try world.run(#"UPDATE "SSS" SET x = 1 WHERE pk = 'i' AND data = 'other'"#) == failed)
        #expect(try world.run(#"UPDATE "SSS" SET x = 1 WHERE (pk = 'i' AND data = 'old') AND x IS MISSING"#) == #"{"Items":[]}"#)
        #expect(try world.run(#"DELETE FROM "SSS" WHERE pk = 'i' AND NOT begins_with(data, 'ol')"#) == failed)
        #expect(try world.run(#"UPDATE "SSS" SET x = 1 WHERE pk = 'ghost'"#) == failed)
        #expect(try world.run(#"UPDATE "SSS" SET x = 1 WHERE pk = 'ghost' AND attribute_not_exists(pk)"#) == failed)
        #expect(try Self.item(world, "ghost") == "{}")
        #expect(try world.run(#"DELETE FROM "SSS" WHERE pk = 'ghost' AND data = 'x' RETURNING ALL OLD *"#) == #"{"Items":[]}"#)
        #expect(
            try world.run(#"DELETE FROM "SSS" WHERE pk = 'i' AND data = 'old' RETURNING ALL OLD *"#)
                == #"{"Items":[{"pk":{"S":"i"},"data":{"S":"old"},"keep":{"S":"same"},"x":{"N":"1"}}]}"#)
        #expect(try Self.item(world) == "{}")
    }

    @Test func `a failed condition's error carries the item where it is asked for`() throws {
        let world = try Self.world()
        for (setting, count) in [("ALL_OLD", 1), ("NONE", 0)] {
            #expect {
                try world.call(
                    "ExecuteStatement",
                    TestWorld.request(
                        #"UPDATE "SSS" SET x = 1 WHERE pk = 'i' AND data = 'other'"#, nil,
                        #","ReturnValuesOnConditionCheckFailure":"\#(setting)""#))
            } throws: {
                ($0 as? AWSError)?.members.count == count
            }
        }
    }

    @Test func `a write costs what the same write of an item costs`() throws {
        let world = try Self.world()
        let capacity = #","ReturnConsumedCapacity":"INDEXES""#
        let one = #"{"Items":[],"ConsumedCapacity":{"TableName":"SSS","CapacityUnits":1,"Table":{"CapacityUnits":1}}}"#
        #expect(try world.run(#"INSERT INTO SSS VALUE {'pk':'c'}"#, nil, capacity) == one)
        #expect(try world.run(#"UPDATE SSS SET a = 1 WHERE pk = 'c'"#, nil, capacity) == one)
        #expect(try world.run(#"DELETE FROM SSS WHERE pk = 'c'"#, nil, capacity) == one)
        #expect(
            try world.run(#"INSERT INTO XXX VALUE {'pk':'c','sk':'1','gsiPk':'g'}"#, nil, capacity)
                == #"{"Items":[],"ConsumedCapacity":{"TableName":"XXX","CapacityUnits":3,"Table":{"CapacityUnits":1},"GlobalSecondaryIndexes":{"gsi-all":{"CapacityUnits":1},"gsi-inc":{"CapacityUnits":1}}}}"#
        )
    }

    @Test func `a key cannot be changed, nor an item become too deep`() throws {
        let world = try Self.world(#""m":{"M":{}}"#)
        #expect(
            try world.run(#"UPDATE SSS SET pk = 'j' WHERE pk = 'i'"#)
                == "ValidationException: One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key"
        )
        let deep = String(repeating: #"{"M":{"a":"#, count: 31) + #"{"S":"x"}"# + String(repeating: "}}", count: 31)
        #expect(
            try world.run(#"UPDATE SSS SET m.deep = ? WHERE pk = 'i'"#, "[\(deep)]")
                == "ValidationException: Nesting Levels have exceeded supported limits")
        #expect(
            try world.run(#"UPDATE SSS SET a = 1, a.b = 2 WHERE pk = 'i'"#).hasPrefix("ValidationException: Two document paths overlap"))
        #expect(try world.run(#"UPDATE SSS SET a = 1 WHERE pk = ''"#).hasSuffix("cannot contain an empty string value. Key: pk"))
    }
}
