import IAMPolicy
import Testing

struct ConditionCase: Decodable, Sendable, CustomTestStringConvertible {
    var `operator`: String
    var request: AnyJSON?
    var policy: AnyJSON
    var matches: Bool
    var source: String

    static let families = ["string", "numeric", "date", "boolean", "presence", "binary", "address", "arn"]

    static func all() throws -> [ConditionCase] { try families.flatMap { try Cases.rows("conditions/\($0)") } }

    var testDescription: String { "\(self.operator) \(String(describing: request)) against \(policy): \(source)" }
}

@Suite struct ConditionOperatorTests {
    @Test(arguments: try ConditionCase.all())
    func `a condition holds as its row says`(_ row: ConditionCase) throws {
        let condition = #"{"\#(row.operator)":{"test:Key":\#(try row.policy.text)}}"#
        let policy = try AttachedPolicy.of(.identity, #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":\#(condition)}"#)
        var context: [ConditionKey: ConditionValue] = [:]
        context["test:key"] = row.request?.contextValue
        let decision = decide(
            AuthorizationRequest(action: "dynamodb:GetItem", resource: musicTable, resourceAccount: Callers.account), by: Callers.user,
            layers: PolicyLayers(identity: [policy]), context: FixedConditionKeys(context))
        #expect(decision.isAllowed == row.matches)
    }

    @Test func `every operator has rows`() throws {
        let covered = Set(try ConditionCase.all().map { $0.operator.lowercased() })
        #expect(Set(ConditionOperator.byName.keys).subtracting(covered) == [])
    }

    @Test func `every operator has rows for an absent key`() throws {
        let covered = Set(try ConditionCase.all().filter { $0.request?.contextValue == nil }.map { $0.operator.lowercased() })
        #expect(Set(ConditionOperator.byName.keys).subtracting(covered) == [])
    }

    @Test func `a bare comparison comes before negation`() throws {
        let found = try #require(ConditionOperator.byName["stringnotequals"])
        let comparison = try #require(found.compile("a"))
        #expect(comparison("a"))
        #expect(found.negates)
    }
}
