import Testing

@testable import IAMPolicy

@Suite struct WildcardTests {
    struct Row: Decodable, Sendable {
        var pattern: String
        var subject: String
        var matches: Bool
    }

    @Test(arguments: try Cases.rows("wildcards") as [Row])
    func `a pattern matches as its row says`(_ row: Row) {
        let pattern = Wildcard.pattern(row.pattern.utf8)
        let subject = Array(row.subject.utf8)
        let matches = Wildcard.matches(pattern.span, subject.span)
        #expect(matches == row.matches)
        var list = PatternList()
        list.append(pattern)
        let listMatches = list.matchesAny(subject.span)
        #expect(listMatches == row.matches)
    }

    @Test func `a hostile pattern takes no more than the product of the lengths`() {
        let pattern = Wildcard.pattern(String(repeating: "*a", count: 1000).utf8 + Array("*b".utf8))
        let subject = Array(String(repeating: "a", count: 2000).utf8)
        let started = ContinuousClock.now
        let matches = Wildcard.matches(pattern.span, subject.span)
        #expect(!matches)
        #expect(ContinuousClock.now - started < .seconds(2))
    }
}

@Suite struct ElementTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        var element: String
        var policy: AnyJSON
        var request: String
        var matches: Bool
        var kind: PolicyKind?
        var source: String

        var testDescription: String { "\(element) \(policy) for \(request)" }
    }

    @Test(arguments: try Cases.rows("elements") as [Row])
    func `an element matches as its row says`(_ row: Row) throws {
        let kind = row.kind ?? .identity
        let isAction = row.element.hasSuffix("Action")
        let other = isAction ? #""Resource":"*""# : #""Action":"*""#
        let principal = kind == .resource ? #""Principal":"*","# : ""
        let policy = try AttachedPolicy.of(kind, #"{"Effect":"Allow",\#(principal)"\#(row.element)":\#(try row.policy.text),\#(other)}"#)
        let request = AuthorizationRequest(
            action: isAction ? row.request : "dynamodb:GetItem", resource: isAction ? musicTable : row.request,
            resourceAccount: Callers.account)
        let question = Question(GatheredQuestion(request, by: Callers.user, layers: PolicyLayers(), context: NoConditionKeys()))
        let statement = try #require(policy.document.statements.first)
        #expect(statement.mismatch(question) == (row.matches ? nil : isAction ? .action : .resource))
    }

    @Test func `every element has rows of both outcomes, for a wildcard too`() throws {
        let rows: [Row] = try Cases.rows("elements")
        for element in ["Action", "NotAction", "Resource", "NotResource"] {
            let own = rows.filter { $0.element == element }
            #expect(Set(own.map(\.matches)) == [true, false], "\(element)")
            for mark in ["*", "?"] { #expect(try own.contains { try $0.policy.text.contains(mark) }, "\(element) \(mark)") }
        }
    }
}

@Suite struct VariableTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        /// The operator, element or escape that the row is about; nil for one that shows something else.
        var form: String?
        var name: String
        var version: String?
        var statement: AnyJSON
        var resource: String
        var context: [String: AnyJSON]
        var matches: Bool

        var testDescription: String { name }
    }

    @Test(arguments: try Cases.rows("variables") as [Row])
    func `variables are filled in as their row says`(_ row: Row) throws {
        let rest = try row.statement.text.dropFirst()
        let version = row.version.map { #""Version":"\#($0)","# } ?? ""
        let text = #"{\#(version)"Statement":{"Effect":"Allow","Action":"*",\#(rest)}"#
        let document = try PolicyDocument(parsing: text, as: .session)
        let context = Dictionary(
            uniqueKeysWithValues: row.context.compactMap { key, value in value.contextValue.map { (ConditionKey(key), $0) } })
        let request = AuthorizationRequest(action: "dynamodb:GetItem", resource: row.resource, resourceAccount: Callers.account)
        let question = Question(
            GatheredQuestion(request, by: Callers.user, layers: PolicyLayers(), context: FixedConditionKeys(context)))
        #expect((document.statements.first?.mismatch(question) == nil) == row.matches)
    }

    /// What may hold variables (IAM User Guide, "Policy elements: Variables and tags"): the resource, and the values of the
    /// operators on texts, ARNs and Booleans.
    @Test func `every place and form of a variable has rows of both outcomes`() throws {
        let rows: [Row] = try Cases.rows("variables")
        let operators = ConditionOperator.all.filter(\.takesVariables).map(\.name)
        #expect(operators.count == 11)
        for form in operators + ["Resource", "NotResource", "variable", "default", "escape ${*}", "escape ${?}", "escape ${$}"] {
            let outcomes = Set(rows.filter { $0.form == form }.map(\.matches))
            #expect(outcomes == [true, false] || form == "Bool" && outcomes == [true], "\(form)")
        }
        for form in ["variable", "default", "escape ${*}", "escape ${?}", "escape ${$}"] {
            let versions = Set(rows.filter { $0.form == form }.map(\.version))
            #expect(versions.isSuperset(of: ["2012-10-17", "2008-10-17", nil]), "\(form)")
        }
    }
}

@Suite struct PrincipalTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        /// What the policy names; nil for a row about several at once.
        var form: String?
        var element: String
        var effect: String
        var policy: AnyJSON
        var caller: String
        var reach: String
        var boundary: Bool?

        var testDescription: String { "\(effect) \(element) \(policy) for \(caller)" }
    }

    @Test(arguments: try Cases.rows("principals") as [Row])
    func `a principal is reached as its row says`(_ row: Row) throws {
        let text =
            #"{"Effect":"\#(row.effect)","\#(row.element)":\#(try row.policy.text),"Action":"*","Resource":"*"}"#
        let policy = try AttachedPolicy.of(.resource, text)
        let boundary = row.boundary ?? false ? AttachedPolicy(name: "Boundary", document: .empty(as: .boundary)) : nil
        let question = Question(
            GatheredQuestion(
                AuthorizationRequest(action: "dynamodb:GetItem", resource: musicTable, resourceAccount: Callers.account),
                by: try #require(Callers.byName[row.caller]), layers: PolicyLayers(boundary: boundary), context: NoConditionKeys()))
        let reach = try #require(policy.document.statements.first).reach(to: question)
        #expect("\(reach)" == row.reach)
    }

    @Test func `every form of a principal has a row for every caller, element and effect`() throws {
        let rows: [Row] = try Cases.rows("principals")
        let forms: Set = [
            "everyone", "everyone as AWS", "account", "account with dashes", "account root", "user", "role", "role session",
            "federated user", "service", "identity provider", "deleted principal",
        ]
        #expect(Set(rows.compactMap(\.form)) == forms)
        for form in forms {
            for caller in ["user", "role", "federated", "root", "service", "provider", "stranger"] {
                let cells = Set(rows.filter { $0.form == form && $0.caller == caller }.map { "\($0.element) \($0.effect)" })
                #expect(cells == ["Principal Allow", "Principal Deny", "NotPrincipal Allow", "NotPrincipal Deny"], "\(form) \(caller)")
            }
        }
    }
}
