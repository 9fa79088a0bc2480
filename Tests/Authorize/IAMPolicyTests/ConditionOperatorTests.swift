import IAMPolicy
import Testing

struct ConditionCase: Decodable, Sendable, CustomTestStringConvertible {
    var `operator`: String
    var request: AnyJSON?
    var policy: AnyJSON
    var matches: Bool
    /// Whether the operator can make nothing of the request's value.
    var unreadable: Bool?
    var source: String

    static let families = ["string", "numeric", "date", "boolean", "presence", "binary", "address", "arn"]

    static func all() throws -> [ConditionCase] { try families.flatMap { try Cases.rows("conditions/\($0)") } }

    /// The operator without prefix and suffix, in lower case.
    var base: String {
        var name = self.operator.lowercased()
        if let colon = name.firstIndex(of: ":") { name = String(name[name.index(after: colon)...]) }
        return name.hasSuffix("ifexists") ? String(name.dropLast("ifexists".count)) : name
    }

    /// Which cells of the table the row fills: what is asked, and of what.
    var cells: [String] {
        let prefix = self.operator.split(separator: ":").count == 2 ? self.operator.split(separator: ":")[0] + " " : ""
        let suffix = self.operator.hasSuffix("IfExists") ? "IfExists " : ""
        let value =
            switch request?.contextValue {
            case nil: "missing"
            case .single?: unreadable == true ? "unreadable" : "one"
            case .list(let values)?: values.isEmpty ? "empty" : unreadable == true ? "unreadable" : values.count > 1 ? "many" : "list"
            }
        return ["\(prefix)\(suffix)\(value)", "\(prefix)\(suffix)\(value) \(matches)"]
    }

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

    /// Operator by operator: a value that fits and one that does not, an absent key, a value that cannot be read, a list, and the same
    /// under `IfExists`, `ForAllValues:` and `ForAnyValue:`.
    @Test func `every cell of every operator has a row`() throws {
        let rows = Dictionary(grouping: try ConditionCase.all(), by: \.base)
        let both = ["one true", "one false"]
        let needed =
            both + ["missing", "list false"] + both.map { "IfExists \($0)" } + ["IfExists missing true"]
            + ["ForAllValues ", "ForAnyValue "].flatMap { prefix in
                ["one true", "missing", "empty", "list true", "list false", "many", "IfExists missing true"].map { prefix + $0 }
            }
        for found in ConditionOperator.all where found.name != "Null" {
            let cells = Set(rows[found.name.lowercased(), default: []].flatMap(\.cells))
            // Every text is a text, so that the operators on texts read all values.
            let unreadable = ["unreadable", "IfExists unreadable", "ForAllValues unreadable", "ForAnyValue unreadable"]
            let missing = Set(needed + (found.name.hasPrefix("String") ? [] : unreadable)).subtracting(cells)
            #expect(missing == [], "\(found.name)")
        }
        let presence = Set(rows["null", default: []].flatMap(\.cells))
        let neededOfNull = ["one", "missing"].flatMap { value in
            ["", "ForAllValues ", "ForAnyValue "].flatMap { ["\($0)\(value) true", "\($0)\(value) false"] }
        }
        #expect(Set(neededOfNull).subtracting(presence) == [])
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
