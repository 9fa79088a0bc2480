import AWSTypes
import Testing

@testable import DynamoDB

/// A statement and what it is refused with.
struct StatementCase: CustomTestStringConvertible, Sendable {
    var statement: String
    var message: String
    var parameters: String?
    /// Where the text is known from.
    var source: String

    var testDescription: String { statement }

    init(_ statement: String, _ message: String, _ parameters: String? = nil, source: String) {
        self.statement = statement
        self.message = message
        self.parameters = parameters
        self.source = source
    }
}

/// Runs statements in a world.
extension TestWorld {
    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }

    static func request(_ statement: String, _ parameters: String? = nil, _ more: String = "") -> String {
        #"{"Statement":\#(quoted(statement))\#(parameters.map { #","Parameters":"# + $0 } ?? "")\#(more)}"#
    }

    /// Runs one statement; its answer, or the error as `Code: message`.
    func run(_ statement: String, _ parameters: String? = nil, _ more: String = "") throws -> String {
        try answer("ExecuteStatement", Self.request(statement, parameters, more))
    }

    func batch(_ statements: [String], _ more: String = "") throws -> String {
        try answer("BatchExecuteStatement", #"{"Statements":[\#(statements.map { Self.request($0) }.joined(separator: ","))]\#(more)}"#)
    }

    func transaction(_ statements: [String], _ more: String = "") throws -> String {
        try answer(
            "ExecuteTransaction", #"{"TransactStatements":[\#(statements.map { Self.request($0) }.joined(separator: ","))]\#(more)}"#)
    }

    /// Makes tables as the recordings have them: `S` and `N` with a string or number `pk`, `C` with `pk` and `sk`, both strings, and
    /// `X` with indexes over those.
    static func ofStatements() throws -> TestWorld {
        let world = try TestWorld()
        func create(_ name: String, _ type: String, sorted: Bool) throws {
            let sort = sorted ? #",{"AttributeName":"sk","AttributeType":"S"}"# : ""
            let key = sorted ? #",{"AttributeName":"sk","KeyType":"RANGE"}"# : ""
            try world.call(
                "CreateTable",
                #"{"TableName":"\#(name)","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"\#(type)"}\#(sort)],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}\#(key)]}"#
            )
        }
        try create("SSS", "S", sorted: false)
        try create("NNN", "N", sorted: false)
        try create("CCC", "S", sorted: true)
        try world.call(
            "CreateTable",
            """
            {"TableName":"XXX","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[
             {"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"},
             {"AttributeName":"gsiPk","AttributeType":"S"},{"AttributeName":"lsiSk","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
             "LocalSecondaryIndexes":[{"IndexName":"lsi-keys","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
              {"AttributeName":"lsiSk","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],
             "GlobalSecondaryIndexes":[{"IndexName":"gsi-all","KeySchema":[{"AttributeName":"gsiPk","KeyType":"HASH"}],
              "Projection":{"ProjectionType":"ALL"}},
              {"IndexName":"gsi-inc","KeySchema":[{"AttributeName":"gsiPk","KeyType":"HASH"}],
              "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["projattr"]}}]}
            """)
        return world
    }
}

@Suite struct PartiQLErrorTests {
    private static let malformed = "Statement wasn't well formed, can't be processed: "
    private static let leftover = malformed + "Unexpected token after expression"
    private static let term = malformed + "Unexpected term"
    private static let aliasing = "Aliasing is not supported"
    private static let overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range"
    private static let underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range"
    private static let digits = "Attempting to store more than 38 significant digits in a Number"
    private static let keys = "Where clause does not contain a mandatory equality on all key attributes"
    private static let overlap = "Overlapping conditions with range keys are not supported in where clause"

    private static let conformance = "a public conformance suite, recorded in eu-west-2, October 2026"
    private static let edges = "an emulator's public tests, recorded in eu-west-2, September 2026"

    static let grammar: [StatementCase] = [
        (#"SELECT * FROM "NNN" WHERE pk = 1 foo"#, leftover),
        (#"SELECT * FROM "NNN" WHERE pk = 1 e5"#, leftover),
        (#"INSERT INTO "NNN" VALUE {'pk': 970001} foo"#, leftover),
        (#"UPDATE "NNN" SET a = 9 WHERE pk = 970002 foo"#, leftover),
        (#"DELETE FROM "NNN" WHERE pk = 970003 foo"#, leftover),
        (#"SELECT * FROM "NNN" WHERE pk = 1)"#, leftover),
        (#"DELETE FROM "NNN" WHERE pk = 970004 ORDER BY pk"#, leftover),
        (#"SELECT * FROM "NNN" ORDER BY pk WHERE pk = 1"#, leftover),
        (#"SELECT * FROM "NNN" WHERE pk = 1e2147483648"#, malformed),
        (#"SELECT * FROM "NNN" WHERE pk = 1e99999999999"#, malformed),
        (#"SELECT * FROM "NNN" WHERE pk = 1.5e-2147483647"#, malformed),
        (#"SELECT * FROM "NNN" WHERE pk = 1 # note"#, malformed),
        (#"SELECT * FROM "NNN" WHERE pk = 1 /* note"#, malformed),
        (#"SELECT * FROM "SSS" t WHERE pk = 'x'"#, aliasing),
        (#"SELECT * FROM "SSS" AS t WHERE pk = 'x'"#, aliasing),
        (#"UPDATE "SSS" t SET a = 3 WHERE pk = 'x'"#, aliasing),
        (#"DELETE FROM "SSS" t WHERE pk = 'x'"#, aliasing),
        (#"INSERT INTO "SSS" t VALUE {'pk': 'x'}"#, leftover),
        (#"SELECT * FROM "NNN" WHERE pk = 1e126"#, overflow + " under root"),
        (#"SELECT * FROM "NNN" WHERE pk = 1e-131"#, underflow + " under root"),
        (#"SELECT * FROM "NNN" WHERE pk = 123456789012345678901234567890123456789"#, digits + " under root"),
        (#"INSERT INTO "NNN" VALUE {'pk': 1e126}"#, overflow + " under root"),
        (#"UPDATE "NNN" SET a = 1e-131 WHERE pk = 970005"#, underflow + " under root"),
        (#"INSERT INTO "NNN" VALUE {'pk': 970006, 'm': {'x': 1e126}}"#, overflow + " under root.x"),
        (#"INSERT INTO "NNN" VALUE {'pk': 970007, 'l': [1, 1e126]}"#, overflow + " under root[1]"),
        (#"SELECT * FROM "SSS" WHERE"#, term),
        (#"SELECT * FROM "SSS" WHERE;"#, term),
        (#"SELECT * FROM "SSS" WHERE   "#, term),
        (#"SELECT pk FROM "SSS" WHERE"#, term),
        (#"UPDATE "SSS" SET a = 1 WHERE"#, term),
        (#"DELETE FROM "SSS" WHERE"#, term),
        (#"SELECT * FROM "SSS" WHERE NOT"#, term),
        (#"SELECT * FROM "SSS" WHERE ("#, term),
        (#"SELECT * FROM "none" WHERE"#, term),
        (#"SELECT * FROM "SSS" WHERE pk = 'p1' AND"#, malformed + "Missing right-hand side expression of infix operator"),
        (#"SELECT * FROM "SSS" WHERE pk = 'p1' OR"#, malformed + "Missing right-hand side expression of infix operator"),
        (#"SELECT * FROM "SSS" WHERE ORDER BY pk"#, malformed + "Unexpected keyword"),
        ("x IS INT4", "Unsupported operation: IsType"),
        ("x IS DOUBLE PRECISION", "Unsupported operation: IsType"),
        ("x IS CHARACTER VARYING", "Unsupported operation: IsType"),
        (#"SELECT * FROM "SSS" WHERE pk = 'a' AND x IS FOO"#, malformed + "Expected type name"),
        (#"SELECT * FROM "SSS" WHERE IS NULL"#, malformed + "Unexpected operator"),
        (#"SELECT * FROM "SSS" WHERE pk = LIKE"#, malformed + "Unexpected operator"),
        ("DELETE FROM", malformed + "Expected identifier for simple path"),
        ("DELETE FROM;", malformed + "Expected identifier for simple path"),
        ("DELETE FROM WHERE pk = 'a'", malformed + "Expected identifier for simple path"),
        ("SELECT * FROM", term),
        (#"FROM "SSS" SET c = 1"#, keys),
        (#"FROM "SSS" REMOVE a"#, keys),
        (#"FROM "SSS" WHERE a = 1 SET c = 1"#, keys),
        (#"FROM "SSS" SET c = 1 WHERE pk = 'x'"#, leftover),
        (#"FROM "SSS" SET c = 1 WHERE pk = 'x' SET d = 2"#, leftover),
        (#"SELECT * FROM "CCC" WHERE pk = 'a' AND x = '1' OR pk = 'a' AND sk = '2'"#, overlap),
        (#"SELECT * FROM "CCC" WHERE pk = 'a' AND x <> '1' OR pk = 'a' AND sk = '2'"#, overlap),
        (#"SLECT * FROM "SSS" WHERE pk = 'a'"#, malformed + "Expected data manipulation"),
        (
            #"DELETE FROM "SSS" WHERE pk = 'x' RETURNING MODIFIED OLD *"#,
            "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements."
        ),
        (
            #"DELETE FROM "SSS" WHERE pk = 'x' RETURNING ALL NEW *"#,
            "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements."
        ),
        (#"SELECT * FROM "XXX"."no-such-index" WHERE pk = 'p'"#, "The table does not have the specified index"),
        (#"SELECT * FROM "XXX"."gsi-all"."extra" WHERE pk = 'p'"#, "A path may contain at most 2 components in the FROM clause"),
        (#"SELECT * FROM "XXX"."" WHERE pk = 'p'"#, "Path component cannot be an empty string"),
        (#"SELECT * FROM "" WHERE pk = 'x'"#, "Path component cannot be an empty string"),
        (
            #"SELECT projattr, nonproj, mymap FROM "XXX"."gsi-inc" WHERE gsiPk = 'y'"#,
            "One or more parameter values were invalid: Global secondary index gsi-inc does not project [nonproj, mymap]"
        ),
        (
            #"SELECT nonproj FROM "XXX"."gsi-inc""#,
            "One or more parameter values were invalid: Global secondary index gsi-inc does not project [nonproj]"
        ),
        (
            #"SELECT pk FROM "XXX"."lsi-keys" WHERE pk = 'p' AND nonproj = 'np1'"#,
            "One or more parameter values were invalid: Secondary index lsi-keys does not project one or more filter attributes: [nonproj]"
        ),
        (
            #"SELECT pk FROM "XXX"."gsi-inc" WHERE gsiPk IN ['y', 'z'] AND nonproj = 'np1'"#,
            "One or more parameter values were invalid: Secondary index gsi-inc does not project one or more filter attributes: [nonproj]"
        ),
        (#"UPDATE "XXX"."gsi-all" SET projattr = 'z' WHERE pk = 'p' AND sk = 's1'"#, "This operation is not supported on an index"),
        (#"DELETE FROM "XXX"."gsi-all" WHERE pk = 'p' AND sk = 's1'"#, "This operation is not supported on an index"),
        (#"INSERT INTO "XXX"."gsi-all" VALUE {'pk': 'w1', 'sk': 'w1'}"#, "FROM clause may only contain a single table name"),
    ].map { StatementCase($0.0, $0.1, source: conformance) }

    private static func from(_ condition: String) -> String { #"SELECT * FROM "SSS" WHERE pk = 'i' AND "# + condition }
    private static func update(_ set: String) -> String { #"UPDATE "SSS" SET \#(set) WHERE pk = 'i'"# }
    private static let function = "operator or function; operator or function: "

    static let functions: [StatementCase] = [
        (from("attribute_exists('ss')"), "Operator or function requires a document path; operator or function: attribute_exists"),
        (from("attribute_exists()"), "Incorrect number of operands for \(function)attribute_exists, number of operands: 0"),
        (from("attribute_exists(ss, ns)"), "Incorrect number of operands for \(function)attribute_exists, number of operands: 2"),
        (#"SELECT attribute_exists(ss) FROM "SSS" WHERE pk = 'i'"#, "Unexpected path component at 1:8:16"),
        (from("EXISTS(ss)"), "Unrecognized function: exists at 1:40:6"),
        (from("attribute_exists(m.inner)"), malformed + "Invalid path dot component"),
        (update("t = set_add(ss, <<'x'>>)"), "The first argument to SET_ADD must equal the assignment value at 1:22:7"),
        (update("ss = set_add(<<'a'>>, <<'b'>>)"), "The first argument to SET_ADD must equal the assignment value at 1:23:7"),
        (update("ss = set_add(ss, 'x')"), "The second argument to SET_ADD must be a value with type SET at 1:31:2"),
        (update("ss = set_add(ss, ['x'])"), "The second argument to SET_ADD must be a value with type SET at 1:31:2"),
        (update("ss = set_add(ss)"), "SET_ADD must have exactly two arguments at 1:23:7"),
        (update("ss = set_add(ss, <<'x'>>, <<'y'>>)"), "SET_ADD must have exactly two arguments at 1:23:7"),
        (update("ss = set_add(ss, <<1>>)"), "An operand in the update expression has an incorrect data type"),
        (update("s = set_add(s, <<'x'>>)"), "An operand in the update expression has an incorrect data type"),
        (
            update("ss = set_add(ss, <<'x', 'x'>>)"),
            "One or more parameter values were invalid: Input collection [x, x] contains duplicates."
        ),
        (update("ss = set_add(ss, <<>>)"), "Empty bags are not supported"),
        (update("m.inner = set_add(m.inner, <<'y'>>)"), malformed + "Invalid path dot component"),
        (from("set_add(ss, <<'x'>>) = ss"), "Unrecognized function: set_add at 1:40:7"),
        (
            #"INSERT INTO "SSS" VALUE {'pk': 'j', 'ss': set_add(<<'a'>>, <<'b'>>)}"#,
            "Unsupported data type: set_add under key root at 1:43:7"
        ),
        (update("t = set_delete(ss, <<'a'>>)"), "The first argument to SET_DELETE must equal the assignment value at 1:22:10"),
        (update("ss = set_delete(ss, 'a')"), "The second argument to SET_DELETE must be a value with type SET at 1:34:2"),
        (update("ss = set_delete(ss, <<1>>)"), "An operand in the update expression has an incorrect data type"),
        (update("newlist[0] = 'x'"), "The document path provided in the update expression is invalid for update"),
    ].map { StatementCase($0.0, $0.1, source: conformance) }

    private static func keyed(_ condition: String) -> String { #"SELECT sk FROM "CCC" WHERE "# + condition }
    private static func values(_ count: Int) -> String { (0..<count).map { "'v\($0)'" }.joined(separator: ",") }

    static let edgeCases: [StatementCase] = [
        (#"SELECT l[-1] FROM "CCC" WHERE pk='i'"#, "List index is not within the allowable range; index: [-1] at 1:11:1"),
        (
            #"SELECT l[2147483648] FROM "CCC" WHERE pk='i'"#,
            "List index is not within the allowable range; index: [2147483648] at 1:10:10"
        ),
        (keyed("pk='i' AND attribute_type(l, 1)"), "Incorrect operand type for \(function)attribute_type, operand type: N"),
        (keyed("pk='i' AND attribute_type(l, true)"), "Incorrect operand type for \(function)attribute_type, operand type: BOOL"),
        (
            keyed("pk='i' AND attribute_type(l, 'X')"),
            "Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"
        ),
        (
            "UPDATE \"CCC\"\nSET BandMembers = set_add(BandMembers, 'x')\nWHERE pk='i' AND sk='1'",
            "The second argument to SET_ADD must be a value with type SET at 2:27:11"
        ),
        (
            #"UPDATE "CCC" SET "BandMembers" = set_delete("BandMembers", ['x']) WHERE pk='i' AND sk='1'"#,
            "The second argument to SET_DELETE must be a value with type SET at 1:45:13"
        ),
        (
            #"UPDATE "CCC" SET n = set_add(n, <<2, 2.0>>) WHERE pk='i' AND sk='1'"#,
            "One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root"
        ),
        (keyed("pk='i' AND s = <<'a','a'>>"), "One or more parameter values were invalid: Input collection [a, a] contains duplicates."),
        (
            #"INSERT INTO "CCC" VALUE {'pk':'bag', 'sk':'1', 's':<<1, 'a'>>}"#,
            "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"
        ),
        (
            #"UPDATE "CCC" SET d = \#(String(repeating: "{'a':", count: 32))1\#(String(repeating: "}", count: 32)) WHERE pk='i' AND sk='1'"#,
            "Nesting Levels have exceeded supported limits under root" + String(repeating: ".a", count: 32)
        ),
        (#"UPDATE "CCC" SET n = 'a' + 1 WHERE pk='i' AND sk='1' AND nope='x'"#, "Incorrect operand type for \(function)+, operand type: S"),
        (
            #"UPDATE "CCC" SET n = n - null WHERE pk='i' AND sk='1' AND nope='x'"#,
            "Incorrect operand type for \(function)-, operand type: NULL"
        ),
        (keyed("pk='i' AND attribute_exists(n) > false"), "Incorrect operand type for \(function)>, operand type: BOOL"),
        (keyed("pk IN ['r','r']"), overlap),
        (keyed("pk='r' OR pk='r'"), overlap),
        (keyed("pk='r' AND (sk > '0' OR sk < '5')"), overlap),
        (keyed("pk='r' AND (sk='1' OR flag='two')"), overlap),
        (keyed("(pk='r' AND flag='one') OR (pk='r' AND flag='two')"), overlap),
        (keyed("pk = 1 OR pk = 'r'"), "Key attribute's data type should match its data type in table's schema: Key pk"),
        (keyed("pk = 'r' AND sk IN ['1', 2]"), "Key attribute's data type should match its data type in table's schema: Key sk"),
        (keyed("pk IN [\(values(51))]"), "Too many decomposed read operations for a given query."),
        (keyed("pk='r' AND sk IN [\(values(51))]"), "Too many decomposed read operations for a given query."),
        (keyed("pk IN [\(values(26))] AND sk IN ['1','2']"), "Too many decomposed read operations for a given query."),
        (
            keyed("pk='r' AND flag IN [\(values(101))]"),
            "The IN operator is provided with too many operands; number of operands: 101"
        ),
        (
            #"UPDATE "CCC" SET a=1 WHERE pk='r' AND sk='1' AND pk='other'"#,
            "Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported"
        ),
        (
            #"DELETE FROM "CCC" WHERE pk='r' AND sk='1' AND pk='other'"#,
            "Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported"
        ),
        (#"SELECT sk FROM "CCC" ORDER BY sk"#, "Must have WHERE clause in the statement when using ORDER BY clause."),
        (keyed("pk = 'o' ORDER BY Total DESC"), "Attribute Total in ORDER BY clause must be part of the primary key"),
        (
            keyed("pk > 'a' ORDER BY sk"),
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause."
        ),
        (
            keyed("pk IN ['o', 'p'] ORDER BY sk DESC"),
            "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause."
        ),
        (
            #"EXISTS(SELECT * FROM "CCC" WHERE pk = 'x1' AND sk = '1' AND Awards IS MISSING)"#,
            "EXISTS can only be used in ExecuteTransaction write requests."
        ),
        (
            #"SELECT pk FROM "XXX"."gsi-inc" WHERE gsiPk='y' AND NOT (nonproj='np1' OR projattr='x')"#,
            "One or more parameter values were invalid: Secondary index gsi-inc does not project one or more filter attributes: [nonproj]"
        ),
        (
            #"SELECT pk FROM "XXX"."gsi-inc" WHERE gsiPk='y' AND b='1' AND (a='2' OR projattr='3')"#,
            "One or more parameter values were invalid: Secondary index gsi-inc does not project one or more filter attributes: [a, b]"
        ),
        (
            #"SELECT pk FROM "XXX"."gsi-inc" WHERE gsiPk='y' AND (zz='1' OR aa='2' OR mm='3')"#,
            "One or more parameter values were invalid: Secondary index gsi-inc does not project one or more filter attributes: [zz, aa, mm]"
        ),
    ].map { StatementCase($0.0, $0.1, source: edges) }

    private static let deep = String(repeating: #"{"M":{"n":"#, count: 40) + #"{"S":"x"}"# + String(repeating: "}}", count: 40)
    private static let notNumeric = "The parameter cannot be converted to a numeric value"

    static let parameters: [StatementCase] = [
        StatementCase(
            #"UPDATE "SSS" SET "first_name" = ?, "last_name" = ? WHERE "pk" = ?"#,
            "Number of parameters in request and statement don't match.", #"[{"S":"a"},{"S":"b"}]"#, source: "moto's tests, checked on AWS"),
        StatementCase(
            #"SELECT pk FROM "none" WHERE pk = ? AND val < ?"#, "Incorrect operand type for \(function)<, operand type: BOOL",
            #"[{"S":"x"},{"BOOL":true}]"#, source: conformance),
        StatementCase(
            #"UPDATE "SSS" SET WHERE"#, "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
            #"[{"SS":["a","a"]}]"#, source: edges),
        StatementCase(
            #"INSERT INTO "SSS" VALUE {'pk':'p','x':?}"#,
            "One or more parameter values were invalid: Null attribute value types must have the value of true", #"[{"NULL":false}]"#,
            source: edges),
        StatementCase(
            #"UPDATE "SSS" SET x = [?] WHERE pk='p'"#, "Unsupported data type: Parameter under key root[0] at 1:23:1", #"[{"S":"v"}]"#,
            source: edges),
        StatementCase(
            #"INSERT INTO "SSS" VALUE {'pk':'p','m':{'k':?}}"#, "Unsupported data type: Parameter under key root.k at 1:44:1",
            #"[{"S":"v"}]"#, source: edges),
        StatementCase(#"SELECT * FROM "SSS" WHERE n = ?"#, notNumeric, #"[{"N":""}]"#, source: conformance),
        StatementCase(
            #"SELECT * FROM "SSS" WHERE n = ?"#, notNumeric + ": 1e99999999999999999999", #"[{"N":"1e99999999999999999999"}]"#,
            source: conformance + "; of exponents beyond 64 bits"),
        StatementCase(
            #"SELECT * FROM "SSS" WHERE pk = 'p' AND x = ? AND y = ?"#,
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
            "[\(deep),{\"N\":\"abc\"}]", source: conformance),
        StatementCase(
            #"SELECT * FROM "SSS" WHERE pk = 'p' AND x = ? AND y = ?"#, notNumeric + ": abc", "[{\"N\":\"abc\"},\(deep)]",
            source: conformance),
        StatementCase(
            #"SELECT * FROM "SSS" WHERE attribute_exists(?)"#,
            "Operator or function requires a document path; operator or function: attribute_exists", #"[{"S":"ss"}]"#, source: conformance),
    ]

    @Test(arguments: grammar + functions + edgeCases + parameters)
    func `a statement is refused in AWS's words`(_ row: StatementCase) throws {
        let world = try TestWorld.ofStatements()
        try world.call(
            "PutItem",
            #"{"TableName":"SSS","Item":{"pk":{"S":"i"},"ss":{"SS":["a","b","c"]},"s":{"S":"str"},"m":{"M":{"inner":{"SS":["x"]}}}}}"#)
        #expect(try world.run(row.statement, row.parameters) == "ValidationException: " + row.message, "\(row.source)")
    }

    @Test(arguments: [
        #"SELECT * FROM "none" WHERE pk = 'x'"#, #"FROM "none" WHERE pk = 'x' SET c = 1"#, #"INSERT INTO "none" VALUE {'pk':'x'}"#,
        #"DELETE FROM "none" WHERE pk = 'x'"#, #"SELECT * FROM "none"."idx" WHERE pk = 'x'"#,
    ])
    func `a table that is not there`(_ statement: String) throws {
        #expect(try TestWorld.ofStatements().run(statement) == "ResourceNotFoundException: Requested resource not found")
    }

    @Test func `a strongly consistent read of a global index`() throws {
        let world = try TestWorld.ofStatements()
        #expect(
            try world.run(#"SELECT * FROM "XXX"."gsi-all" WHERE gsiPk = 'x'"#, nil, #","ConsistentRead":true"#)
                == "ValidationException: Strongly consistent read is not supported on Global Secondary Indexes")
    }

    @Test(arguments: [
        ("", "Value '' at 'statement' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        (String(repeating: "x", count: 8193), "Member must have length less than or equal to 8192"),
    ])
    func `a statement's length is a constraint of the model`(_ row: (String, String)) throws {
        #expect(try TestWorld().run(row.0).contains(row.1))
    }

    @Test func `the faults of a statement come before leave is asked, those of its table after`() throws {
        let world = try TestWorld.ofStatements()
        world.isAllowed = false
        #expect(try world.run("SELECT").hasPrefix("ValidationException: "))
        for statement in [#"SELECT * FROM "none""#, #"SELECT * FROM "XXX"."none""#, #"UPDATE "SSS" SET a = 1"#] {
            #expect(try world.run(statement) == "AccessDeniedException: no", "\(statement)")
        }
    }

    @Test func `a table by its ARN is one's own only`() throws {
        let world = try TestWorld.ofStatements()
        #expect(try world.run(#"SELECT * FROM "arn:aws:dynamodb:us-east-1:111122223333:table/SSS""#) == #"{"Items":[]}"#)
        #expect(
            try world.run(#"SELECT * FROM "arn:aws:dynamodb:us-east-1:999988887777:table/SSS""#)
                == "ValidationException: This action is only supported by accounts that match the resource owner\u{2019}s account.")
        #expect(
            try world.run(#"SELECT * FROM "arn:aws:s3:::bucket""#)
                == "ValidationException: One or more parameter values were invalid: Invalid resource Arn: arn:aws:s3:::bucket")
    }
}
