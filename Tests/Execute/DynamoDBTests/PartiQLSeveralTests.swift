import AWSTypes
import IAMPolicy
import Testing

@testable import DynamoDB

@Suite struct BatchExecuteStatementTests {
    private static func world() throws -> TestWorld {
        let world = try TestWorld.ofStatements()
        for key in ["a", "b"] { try world.call("PutItem", #"{"TableName":"SSS","Item":{"pk":{"S":"\#(key)"},"val":{"S":"here"}}}"#) }
        return world
    }

    private static let keyMissing =
        #"{"Error":{"Code":"ValidationError","Message":"Select statements within BatchExecuteStatement must specify the primary key in the where clause."}}"#

    @Test func `each statement has its answer in its place`() throws {
        let world = try Self.world()
        #expect(
            try world.batch([
                "SELECT * FROM SSS WHERE pk = 'a'", "SLECT * FROM SSS WHERE pk = 'a'", "SELECT val FROM SSS WHERE pk = 'nobody'",
                "SELECT * FROM nowhere WHERE pk = 'x'", "SELECT * FROM SSS WHERE val = 'here'", "SELECT * FROM CCC WHERE pk = 'a'",
                #"SELECT * FROM "XXX"."gsi-all" WHERE gsiPk = 'x'"#, "SELECT val FROM SSS WHERE pk IN ['b']",
            ])
                == #"{"Responses":[{"TableName":"SSS","Item":{"pk":{"S":"a"},"val":{"S":"here"}}},"#
                + #"{"Error":{"Code":"ValidationError","Message":"Statement wasn't well formed, can't be processed: Expected data manipulation"}},"#
                + #"{"TableName":"SSS"},{"Error":{"Code":"ResourceNotFound","Message":"Requested resource not found"}},"#
                + #"\#(Self.keyMissing),\#(Self.keyMissing),\#(Self.keyMissing),{"TableName":"SSS","Item":{"val":{"S":"here"}}}]}"#)
    }

    @Test func `writes that fail name their table, and fail alone`() throws {
        let world = try Self.world()
        #expect(
            try world.batch([
                "INSERT INTO SSS VALUE {'pk':'a'}", "UPDATE SSS SET x = 1 WHERE pk = 'a' AND val = 'wrong'",
                "UPDATE SSS SET x = 1 WHERE pk = 'b' RETURNING MODIFIED NEW *",
                "UPDATE SSS REMOVE x WHERE pk = 'b' RETURNING MODIFIED NEW *",
                "DELETE FROM SSS WHERE pk = 'a' RETURNING ALL OLD *", "DELETE FROM SSS WHERE pk = 'x' RETURNING MODIFIED OLD *",
            ])
                == #"{"Responses":[{"Error":{"Code":"DuplicateItem","Message":"Duplicate primary key exists in table"},"TableName":"SSS"},"#
                + #"{"Error":{"Code":"ConditionalCheckFailed","Message":"The conditional request failed"},"TableName":"SSS"},"#
                + #"{"TableName":"SSS","Item":{"x":{"N":"1"}}},{"TableName":"SSS"},"#
                + #"{"TableName":"SSS","Item":{"pk":{"S":"a"},"val":{"S":"here"}}},"#
                + #"{"Error":{"Code":"ValidationError","Message":"Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements."}}]}"#
        )
    }

    @Test func `capacity is told by table, each read by its own consistency`() throws {
        let world = try Self.world()
        let statements = [
            TestWorld.request("SELECT * FROM SSS WHERE pk = 'a'", nil, #","ConsistentRead":true"#),
            TestWorld.request("SELECT * FROM SSS WHERE pk = 'b'"), TestWorld.request("SELECT * FROM NNN WHERE pk = 1"),
        ]
        let answer = try world.answer(
            "BatchExecuteStatement", #"{"Statements":[\#(statements.joined(separator: ","))],"ReturnConsumedCapacity":"TOTAL"}"#)
        #expect(
            answer.hasSuffix(#""ConsumedCapacity":[{"TableName":"SSS","CapacityUnits":1.5},{"TableName":"NNN","CapacityUnits":0.5}]}"#))
    }

    /// Source: API Reference, BatchStatementError.
    @Test func `a statement that is denied is told so in its place`() throws {
        let world = try Self.world()
        world.deniedActions = ["dynamodb:PartiQLDelete"]
        #expect(
            try world.batch(["DELETE FROM SSS WHERE pk = 'a'", "UPDATE SSS SET x = 1 WHERE pk = 'a' RETURNING ALL NEW *"])
                == #"{"Responses":[{"Error":{"Code":"AccessDenied","Message":"User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: dynamodb:PartiQLDelete on resource: arn:aws:dynamodb:us-east-1:111122223333:table/SSS with an explicit deny in an identity-based policy"}},"#
                + #"{"TableName":"SSS","Item":{"pk":{"S":"a"},"val":{"S":"here"},"x":{"N":"1"}}}]}"#)
        #expect(world.questions.map(\.action) == ["dynamodb:PartiQLDelete", "dynamodb:PartiQLUpdate"])
        #expect(world.questions.allSatisfy { $0.context.value(of: "dynamodb:EnclosingOperation") == nil })
    }

    @Test func `a batch reads or writes, and has a size`() throws {
        let world = try Self.world()
        #expect(
            try world.batch(["SELECT * FROM SSS WHERE pk = 'a'", "DELETE FROM SSS WHERE pk = 'a'"])
                == "ValidationException: BatchExecuteStatement API does not support both read and write operations in the same request.")
        #expect(
            try world.batch([]).hasSuffix(
                "Value '[]' at 'statements' failed to satisfy constraint: Member must have length greater than or equal to 1"))
        let many = Array(repeating: "SELECT * FROM SSS WHERE pk = 'a'", count: 26)
        #expect(try world.batch(many).hasSuffix("Member must have length less than or equal to 25"))
        #expect(try world.batch(Array(many.dropLast())).hasPrefix(#"{"Responses":[{"#))
    }
}

@Suite struct ExecuteTransactionTests {
    private static func world() throws -> TestWorld {
        let world = try TestWorld.ofStatements()
        for key in ["a", "b", "c"] {
            try world.call(
                "PutItem", #"{"TableName":"CCC","Item":{"pk":{"S":"\#(key)"},"sk":{"S":"1"},"flag":{"S":"right"},"n":{"N":"1"}}}"#)
        }
        return world
    }

    private static func item(_ world: TestWorld, _ key: String) throws -> String {
        try world.call("GetItem", #"{"TableName":"CCC","Key":{"pk":{"S":"\#(key)"},"sk":{"S":"1"}},"ProjectionExpression":"n"}"#)
    }

    private static let cancelled =
        "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons "
    private static func failed(_ number: Int, _ text: String) -> String {
        "ValidationException: Validation failed in TransactStatements[\(number)]: \(text)"
    }
    private static let one = "SELECT * FROM CCC WHERE pk='a' AND sk='1'"
    private static let write = "UPDATE CCC SET n = n + 1 WHERE pk='b' AND sk='1'"

    @Test func `reads answer each in its place, writes nothing`() throws {
        let world = try Self.world()
        #expect(
            try world.transaction(["SELECT n FROM CCC WHERE pk='a' AND sk='1'", "SELECT * FROM CCC WHERE sk='2' AND pk='a'"])
                == #"{"Responses":[{"Item":{"n":{"N":"1"}}},{}]}"#)
        #expect(
            try world.transaction(
                [Self.write, "INSERT INTO CCC VALUE {'pk':'new','sk':'1','n':7}", "DELETE FROM CCC WHERE pk='c' AND sk='1'"],
                #","ReturnConsumedCapacity":"TOTAL""#)
                == #"{"Responses":[],"ConsumedCapacity":[{"TableName":"CCC","CapacityUnits":6,"WriteCapacityUnits":6}]}"#)
        #expect(try Self.item(world, "b") == #"{"Item":{"n":{"N":"2"}}}"#)
        #expect(try Self.item(world, "new") == #"{"Item":{"n":{"N":"7"}}}"#)
        #expect(try Self.item(world, "c") == "{}")
        #expect(
            try world.transaction(["SELECT n FROM CCC WHERE pk='a' AND sk='1'"], #","ReturnConsumedCapacity":"TOTAL""#)
                .hasSuffix(#""ConsumedCapacity":[{"TableName":"CCC","CapacityUnits":2,"ReadCapacityUnits":2}]}"#))
    }

    /// Recorded (an emulator's public tests and a conformance suite, eu-west-2, September and October 2026).
    @Test(
        arguments: [
            (["EXISTS(SELECT * FROM CCC WHERE pk='a' AND sk='1' AND Awards IS MISSING)", write], #"{"Responses":[]}"#),
            (
                ["EXISTS(SELECT * FROM CCC WHERE pk='a' AND sk='1' AND flag IS MISSING)", write],
                cancelled + "[ConditionalCheckFailed, None]"
            ),
            (
                ["EXISTS(SELECT * FROM CCC WHERE pk='a' AND sk='1' AND pk='b' AND flag='right')", write],
                cancelled + "[ConditionalCheckFailed, None]"
            ),
            (
                ["EXISTS(SELECT * FROM CCC WHERE pk='a' AND sk='1')", write],
                failed(0, "EXISTS() must contain a single item read with additional condition")
            ),
            (
                ["EXISTS(SELECT * FROM CCC WHERE pk IN ['a'] AND sk='1' AND flag='right')", write],
                failed(0, "EXISTS() must contain a single item read with additional condition")
            ),
            (
                [one, write],
                "ValidationException: ExecuteTransaction API does not support both read and write operations in the same request."
            ),
            (
                [one, "SELECT n FROM CCC WHERE sk='1' AND pk='a'"],
                "ValidationException: Transaction request cannot include multiple operations on one item"
            ),
            ([one, one, "SELECT * FROM CCC WHERE pk=1 AND sk='1'"], cancelled + "[None, None, ValidationError]"),
            (
                ["SELECT * FROM CCC WHERE pk='a' AND sk='1' AND flag='right'"],
                failed(0, "Select statements within ExecuteTransaction must specify the primary key in the where clause.")
            ),
            (
                ["SELECT * FROM CCC WHERE pk='a'"],
                failed(0, "Select statements within ExecuteTransaction must specify the primary key in the where clause.")
            ),
            (["SELECT n FROM CCC WHERE (sk='1') AND pk='a' AND pk='a'"], #"{"Responses":[{"Item":{"n":{"N":"1"}}}]}"#),
            (["SELECT n FROM CCC WHERE pk IN ['a'] AND sk IN ['1']"], #"{"Responses":[{"Item":{"n":{"N":"1"}}}]}"#),
            (
                ["SELECT sk FROM CCC WHERE pk IN ['a','a'] AND sk='1'"],
                failed(0, "Overlapping conditions with range keys are not supported in where clause")
            ),
            ([#"SELECT * FROM "XXX"."gsi-all" WHERE gsiPk = 'x'"#], failed(0, "Reads on indices are not supported within transactions.")),
            (
                [write, "UPDATE CCC SET a=1 WHERE pk='a' AND sk='1' RETURNING ALL NEW *"],
                failed(1, "RETURNING clause is not supported in ExecuteTransaction.")
            ),
            ([#"SELECT * FROM "CCC" WHERE"#], failed(0, "Statement wasn't well formed, can't be processed: Unexpected term")),
            (
                ["UPDATE CCC SET n = n + [1] WHERE pk='a' AND sk='1'"],
                failed(0, "Incorrect operand type for operator or function; operator or function: +, operand type: L")
            ),
            (
                ["INSERT INTO CCC VALUE {'pk':'t','sk':'1','x':[<<'a','a'>>]}"],
                failed(0, "One or more parameter values were invalid: Input collection [a, a] contains duplicates.")
            ),
            (
                ["UPDATE none SET a=1 WHERE pk='x' AND sk='1' RETURNING ALL NEW *", "DELETE FROM none WHERE pk='x' AND sk='1'"],
                cancelled + "[ResourceNotFound, ResourceNotFound]"
            ),
            ([one, #"SELECT * FROM "none"."idx" WHERE pk='x' AND sk='1'"#], cancelled + "[None, ResourceNotFound]"),
            (
                ["UPDATE none SET a=1 WHERE pk='x' AND sk='1'", "UPDATE CCC SET a=1 WHERE pk='a' AND sk='1' RETURNING ALL NEW *"],
                failed(1, "RETURNING clause is not supported in ExecuteTransaction.")
            ),
            (
                [
                    "UPDATE CCC SET a=1 WHERE pk='a'", "UPDATE CCC SET a=1 WHERE pk IN ['a'] AND sk='1'",
                    "UPDATE CCC SET a=1 WHERE pk='a' AND sk='1' AND pk='b'", "UPDATE CCC SET a=1 WHERE pk='a' AND sk=1", write,
                ],
                cancelled + "[ValidationError, ValidationError, ValidationError, ValidationError, None]"
            ),
            (
                ["INSERT INTO CCC VALUE {'pk':'a','sk':'1'}", "INSERT INTO CCC VALUE {'pk':'z','sk':'1'}"],
                cancelled + "[DuplicateItem, None]"
            ),
            (["UPDATE CCC SET a=1 WHERE pk='ghost' AND sk='1'", write], cancelled + "[ConditionalCheckFailed, None]"),
            (
                [write, "DELETE FROM CCC WHERE pk='b' AND sk='1'"],
                "ValidationException: Transaction request cannot include multiple operations on one item"
            ),
        ] as [([String], String)])
    func `a transaction is made whole or refused`(_ row: ([String], String)) throws {
        let world = try Self.world()
        #expect(try world.transaction(row.0) == row.1)
        let isDone = row.1.hasPrefix("{") && row.0.contains(Self.write)
        #expect(try Self.item(world, "b") == #"{"Item":{"n":{"N":"\#(isDone ? 2 : 1)"}}}"#)
        #expect(try Self.item(world, "z") == "{}")
    }

    @Test func `reasons carry their texts, and the item where it is asked for`() throws {
        let world = try Self.world()
        let request =
            #"{"TransactStatements":[\#(TestWorld.request("UPDATE CCC SET a=1 WHERE pk='a' AND sk='1' AND flag='wrong'", nil, #","ReturnValuesOnConditionCheckFailure":"ALL_OLD""#)),\#(TestWorld.request("INSERT INTO CCC VALUE {'pk':'b','sk':'1'}"))]}"#
        #expect {
            try world.call("ExecuteTransaction", request)
        } throws: {
            guard case .json("CancellationReasons", let json)? = ($0 as? AWSError)?.members.first else { return false }
            return String(decoding: json, as: UTF8.self)
                == #"[{"Code":"ConditionalCheckFailed","Item":{"pk":{"S":"a"},"sk":{"S":"1"},"flag":{"S":"right"},"n":{"N":"1"}},"Message":"The conditional request failed"},{"Code":"DuplicateItem","Message":"Duplicate primary key exists in table"}]"#
        }
    }

    @Test func `a token makes a transaction happen once`() throws {
        let world = try Self.world()
        let token = #","ClientRequestToken":"t1""#
        #expect(try world.transaction([Self.write], token) == #"{"Responses":[]}"#)
        #expect(try world.transaction([Self.write], token) == #"{"Responses":[]}"#)
        #expect(try Self.item(world, "b") == #"{"Item":{"n":{"N":"2"}}}"#)
        #expect(
            try world.transaction(["DELETE FROM CCC WHERE pk='a' AND sk='1'"], token)
                .hasPrefix("IdempotentParameterMismatchException: "))
        world.now = TestWorld.now.adding(seconds: 601)
        #expect(try world.transaction([Self.write], token) == #"{"Responses":[]}"#)
        #expect(try Self.item(world, "b") == #"{"Item":{"n":{"N":"3"}}}"#)
    }

    @Test func `parameters are judged before any statement is read`() throws {
        let world = try Self.world()
        let statements = TestWorld.request("SELECT") + "," + TestWorld.request("INSERT INTO CCC VALUE {'pk':?}", #"[{"SS":["a","a"]}]"#)
        #expect(
            try world.answer("ExecuteTransaction", #"{"TransactStatements":[\#(statements)]}"#)
                == "ValidationException: One or more parameter values were invalid: Input collection [a, a] contains duplicates.")
    }

    @Test func `a denial of one statement is a denial of all`() throws {
        let world = try Self.world()
        world.isAllowed = false
        #expect(try world.transaction([Self.write]) == "AccessDeniedException: no")
        world.isAllowed = true
        #expect(try Self.item(world, "b") == #"{"Item":{"n":{"N":"1"}}}"#)
    }
}
