import AWSTypes
import IAMPolicy
import Testing

@testable import DynamoDB

/// A statement, and what policies see of it.
struct StatementQuestion: CustomTestStringConvertible, Sendable {
    var statement: String
    var action: String
    var resource = "SSS"
    var leadingKeys: [String]?
    var attributes: [String]?
    var select: String?
    var returnValues: String?
    var isFullScan: String?

    var testDescription: String { statement }
}

/// Source: Developer Guide, "IAM security policies with PartiQL for DynamoDB" and "fine-grained access control"; service authorization
/// reference, DynamoDB.
@Suite struct PartiQLAuthorizationTests {
    private static let all = "ALL_ATTRIBUTES"
    private static let some = "SPECIFIC_ATTRIBUTES"

    static let questions = [
        StatementQuestion(statement: "SELECT * FROM SSS", action: "Select", select: all, isFullScan: "true"),
        StatementQuestion(
            statement: "SELECT a.b, c[0] FROM SSS WHERE pk = 'x' AND d.e > 1", action: "Select", leadingKeys: ["x"],
            attributes: ["a", "c", "pk", "d"], select: some, isFullScan: "false"),
        StatementQuestion(
            statement: "SELECT * FROM SSS WHERE pk IN ['x', 'y']", action: "Select", leadingKeys: ["x", "y"], attributes: ["pk"],
            select: all,
            isFullScan: "false"),
        StatementQuestion(
            statement: "SELECT * FROM SSS WHERE pk = 'x' OR pk = 'y' AND a = 1", action: "Select", leadingKeys: ["x", "y"],
            attributes: ["pk", "a"], select: all, isFullScan: "false"),
        StatementQuestion(
            statement: "SELECT * FROM SSS WHERE pk = 'x' OR a = 1", action: "Select", attributes: ["pk", "a"], select: all,
            isFullScan: "true"),
        StatementQuestion(
            statement: "SELECT * FROM SSS WHERE pk > 'x'", action: "Select", attributes: ["pk"], select: all, isFullScan: "true"),
        StatementQuestion(
            statement: "SELECT * FROM SSS WHERE NOT pk = 'x'", action: "Select", attributes: ["pk"], select: all, isFullScan: "true"),
        StatementQuestion(
            statement: "SELECT pk FROM NNN WHERE pk = 1.50", action: "Select", resource: "NNN", leadingKeys: ["1.5"], attributes: ["pk"],
            select: some, isFullScan: "false"),
        StatementQuestion(
            statement: #"SELECT pk FROM "XXX"."gsi-all" WHERE gsiPk = 'g' AND pk = 'p'"#, action: "Select", resource: "XXX/index/gsi-all",
            leadingKeys: ["g"], attributes: ["pk", "gsiPk"], select: some, isFullScan: "false"),
        StatementQuestion(
            statement: #"SELECT pk FROM "XXX"."gsi-all" WHERE pk = 'p'"#, action: "Select", resource: "XXX/index/gsi-all",
            attributes: ["pk"],
            select: some, isFullScan: "true"),
        StatementQuestion(
            statement: "SELECT * FROM nowhere WHERE pk = 'x'", action: "Select", resource: "nowhere", attributes: ["pk"], select: all,
            isFullScan: "true"),
        StatementQuestion(
            statement: "INSERT INTO SSS VALUE {'pk': 'x', 'a': {'b': 1}}", action: "Insert", leadingKeys: ["x"], attributes: ["pk", "a"]),
        StatementQuestion(
            statement: "UPDATE SSS SET a.b = c + 1 REMOVE d WHERE pk = 'x' AND e = 1", action: "Update", leadingKeys: ["x"],
            attributes: ["a", "c", "d", "pk", "e"], returnValues: "NONE"),
        StatementQuestion(
            statement: "FROM SSS WHERE pk = 'x' SET a = 1 RETURNING MODIFIED OLD *", action: "Update", leadingKeys: ["x"],
            attributes: ["a", "pk"], returnValues: "UPDATED_OLD"),
        StatementQuestion(
            statement: "UPDATE SSS SET a = 1 WHERE pk = 'x' RETURNING ALL NEW *", action: "Update", leadingKeys: ["x"],
            attributes: ["a", "pk"], returnValues: "ALL_NEW"),
        StatementQuestion(
            statement: "UPDATE SSS SET a = 1 WHERE pk = 'x' AND pk = 'y'", action: "Update", leadingKeys: ["x", "y"],
            attributes: ["a", "pk"], returnValues: "NONE"),
        StatementQuestion(
            statement: "DELETE FROM SSS WHERE pk = 'x' RETURNING ALL OLD *", action: "Delete", leadingKeys: ["x"], attributes: ["pk"],
            returnValues: "ALL_OLD"),
        StatementQuestion(statement: "DELETE FROM SSS", action: "Delete", returnValues: "NONE"),
    ]

    @Test(arguments: questions)
    func `a statement asks for its action on its table or index`(_ row: StatementQuestion) throws {
        let world = try TestWorld.ofStatements()
        _ = try world.run(row.statement)
        let question = try #require(world.questions.first)
        #expect(world.questions.count == 1)
        #expect(question.action == "dynamodb:PartiQL" + row.action)
        #expect(question.resource == "arn:aws:dynamodb:us-east-1:111122223333:table/" + row.resource)
        func value(_ key: ConditionKey) -> ConditionValue? { question.context.value(of: key) }
        #expect(value("dynamodb:LeadingKeys") == row.leadingKeys.map { .list($0) })
        #expect(value("dynamodb:FirstPartitionKeyValues") == row.leadingKeys.map { .list($0) })
        #expect(value("dynamodb:Attributes") == row.attributes.map { .list($0) })
        #expect(value("dynamodb:Select") == row.select.map { .single($0) })
        #expect(value("dynamodb:ReturnValues") == row.returnValues.map { .single($0) })
        #expect(value("dynamodb:FullTableScan") == row.isFullScan.map { .single($0) })
        #expect(value("dynamodb:EnclosingOperation") == nil)
        #expect(value("dynamodb:ReturnConsumedCapacity") == nil)
    }

    @Test func `every action and every key has rows`() {
        #expect(Set(Self.questions.map(\.action)) == ["Select", "Insert", "Update", "Delete"])
    }

    @Test func `a transaction asks for each statement, within itself`() throws {
        let world = try TestWorld.ofStatements()
        _ = try world.transaction([
            "EXISTS(SELECT * FROM SSS WHERE pk = 'x' AND a = 1)", "DELETE FROM SSS WHERE pk = 'y'", "INSERT INTO NNN VALUE {'pk': 1}",
        ])
        #expect(world.questions.map(\.action) == ["dynamodb:PartiQLSelect", "dynamodb:PartiQLDelete", "dynamodb:PartiQLInsert"])
        for question in world.questions {
            #expect(question.context.value(of: "dynamodb:EnclosingOperation") == .single("ExecuteTransaction"))
        }
        #expect(world.questions[0].context.value(of: "dynamodb:LeadingKeys") == .list(["x"]))
    }
}
