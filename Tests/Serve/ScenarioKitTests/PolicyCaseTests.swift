import Foundation
import IAMPolicy
import Testing

@testable import ScenarioKit

/// A fault in a file of cases, and how it is reported.
struct CaseFault: Sendable, CustomTestStringConvertible {
    var name: String
    var file = "cases.json"
    var text: String
    var message: String
    var testDescription: String { name }
}

@Suite struct PolicyCaseTests {
    private static let request =
        #""request": {"principal": "arn:aws:iam::111122223333:user/Alice", "action": "dynamodb:GetItem", "resource": "\#(table)"}"#
    private static let table = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"

    private static func file(_ row: String, before: String = "") -> String {
        "{\(before)\"defaults\": {\(request)},\n\"cases\": [{\"name\": \"one\", \(row)}]}"
    }

    private func read(_ text: String, file: String = "cases.json") throws(ScenarioError) -> [PolicyCase] {
        try PolicyCaseReader { name, folder throws(ScenarioError) in
            throw ScenarioError(file: folder, message: "no scenario \(name)")
        }.read(text: text, file: file)
    }

    private func differences(_ row: String, before: String = "") throws -> [String] {
        PolicyCaseRunner.run(try read(Self.file(row, before: before))).flatMap(\.differences)
    }

    // MARK: Reading

    static let faults = [
        CaseFault(name: "not JSON", text: "{\"cases\": [\n,]}", message: "cases.json:2:1: not JSON: a character that cannot stand here"),
        CaseFault(name: "not YAML", file: "cases.yaml", text: "cases: [", message: "cases.yaml:2:1: did not find expected node content"),
        CaseFault(
            name: "an unknown member of the file", text: #"{"case": []}"#,
            message: "cases.json:1:10: unknown name 'case', expected one of policies, defaults, cases; did you mean 'cases'?"),
        CaseFault(name: "no cases", text: "{}", message: "cases.json:1:1: 'cases' is missing"),
        CaseFault(name: "no name", text: #"{"cases": [{"expect": "allow"}]}"#, message: "cases.json:1:12: 'name' is missing"),
        CaseFault(name: "no expectation", text: #"{"cases": [{"name": "x"}]}"#, message: "cases.json:1:12: 'expect' is missing"),
        CaseFault(
            name: "an unknown layer", text: file(#""layers": {"scps": []}, "expect": "allow""#),
            message:
                "cases.json:2:46: unknown name 'scps', expected one of identity, groups, boundary, session, scp, rcp, endpoint, resource, key, trust, grants; did you mean 'scp'?"
        ),
        CaseFault(
            name: "an unknown decision", text: file(#""expect": "allowed""#),
            message:
                "cases.json:2:37: 'allowed' is no decision, expected one of allow, deny, explicitDeny, implicitDeny; did you mean 'allow'?"),
        CaseFault(
            name: "a denial's member on an allow", text: file(#""expect": {"decision": "allow", "layer": "scp"}"#),
            message: "cases.json:2:68: only a denial has this"),
        CaseFault(
            name: "a layer that there is not", text: file(#""expect": {"decision": "deny", "layer": "sidentity"}"#),
            message:
                "cases.json:2:67: 'sidentity' is no layer, expected one of identity, boundary, session, scp, rcp, resource, key, trust, vpc-endpoint; did you mean 'identity'?"
        ),
        CaseFault(
            name: "a policy that nobody named",
            text: file(
                #""layers": {"identity": ["al"]}, "expect": "allow""#,
                before: "\"policies\": {\"all\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}, "),
            message: "cases.json:2:51: there is no policy 'al'; a file is written file:PATH; did you mean 'all'?"),
        CaseFault(
            name: "a fault inside a statement",
            text: file("\"layers\": {\"identity\": {\"Effect\": \"Allow\",\n  \"Actoin\": \"*\"}}, \"expect\": \"allow\""),
            message: "cases.json:3:3: not a policy that can be attached here (identity): A statement has no element \"Actoin\""),
        CaseFault(
            name: "a fault inside a document",
            text: file(#""layers": {"boundary": {"Version": "2012-10-17", "Statement": []}}, "expect": "allow""#),
            message: "cases.json:2:89: not a policy that can be attached here (boundary): Statement is empty"),
        CaseFault(
            name: "a principal that is none", text: file(#""request": {"principal": "Alice"}, "expect": "allow""#),
            message:
                "cases.json:2:52: 'Alice' is no principal: expected the ARN of a root user, user, role, role session or federated user, or a service's name such as dynamodb.amazonaws.com"
        ),
        CaseFault(
            name: "an action that is none", text: file(#""request": {"action": "GetItem"}, "expect": "allow""#),
            message: "cases.json:2:49: 'GetItem' is no action; one is written service:Operation"),
        CaseFault(
            name: "an endpoint without a world", text: file(#""request": {"via": "vpce-1"}, "expect": "allow""#),
            message: "cases.json:2:46: 'via' is for a scenario's world; here, give the keys in 'context'"),
        CaseFault(
            name: "two policies of one resource",
            text: file(
                #""layers": {"resource": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, "key": {}}, "expect": "allow""#
            ),
            message: "cases.json:2:128: a resource has one policy, not two"),
        CaseFault(
            name: "a key without a prefix", text: file(#""request": {"context": {"SourceIp": "1.2.3.4"}}, "expect": "allow""#),
            message: "cases.json:2:63: a condition key has a prefix, such as aws:SourceIp; this is 'SourceIp'"),
        CaseFault(
            name: "a scenario that there is not", text: file(#""scenario": "x", "expect": "allow""#), message: ".: no scenario x"),
        CaseFault(
            name: "an organization without a management account", text: file(#""organization": {"id": "o-1"}, "expect": "allow""#),
            message: "cases.json:2:43: 'management' is missing: the account that has the organization"),
        CaseFault(
            name: "a member that is no account",
            text: file(#""organization": {"id": "o-1", "management": "999988887777", "accounts": ["Work"]}, "expect": "allow""#),
            message: "cases.json:2:100: 'Work' is no account: expected 12 digits"),
        CaseFault(
            name: "levels above no account", text: file(#""layers": {"scp": {"root": []}}, "expect": "allow""#),
            message: "cases.json:2:54: 'root' is no account: expected 12 digits"),
        CaseFault(
            name: "an organization in a scenario's world",
            text: file(#""scenario": "x", "organization": {"id": "o-1", "management": "999988887777"}, "expect": "allow""#),
            message: "cases.json:2:60: a scenario's world has organizations of its own"),
        CaseFault(
            name: "a name that stands twice", file: "cases.yaml",
            text:
                "cases:\n- &one {name: a, request: {principal: dynamodb.amazonaws.com, action: 'a:b', resource: '*'}, expect: deny}\n- *one\n",
            message: "cases.yaml:2:3: a case called 'a' stands twice"),
        CaseFault(
            name: "an unknown member in YAML", file: "cases.yaml", text: "cases:\n- name: a\n  expects: allow\n",
            message:
                "cases.yaml:3:12: unknown name 'expects', expected one of name, source, scenario, organization, layers, request, expect; did you mean 'expect'?"
        ),
    ]

    @Test(arguments: faults) func `a fault tells its place`(_ row: CaseFault) {
        let error = #expect(throws: ScenarioError.self) { try read(row.text, file: row.file) }
        #expect(error?.description == row.message)
    }

    @Test(arguments: [
        ("arn:aws:iam::111122223333:root", "root", "arn:aws:iam::111122223333:root"),
        ("arn:aws:iam::111122223333:user/team/Alice", "user", "arn:aws:iam::111122223333:user/team/Alice"),
        ("arn:aws:iam::111122223333:role/app/Reader", "assumedRole", "arn:aws:sts::111122223333:assumed-role/Reader/session"),
        ("arn:aws:sts::111122223333:assumed-role/Reader/s1", "assumedRole", "arn:aws:sts::111122223333:assumed-role/Reader/s1"),
        ("arn:aws:sts::111122223333:federated-user/Bob", "federatedUser", "arn:aws:sts::111122223333:federated-user/Bob"),
        ("arn:aws:iam::111122223333:saml-provider/idp", "federated", "arn:aws:iam::111122223333:saml-provider/idp"),
        ("dynamodb.amazonaws.com", "service", "dynamodb.amazonaws.com"),
    ])
    func `a principal is known by its ARN`(_ text: String, _ kind: String, _ arn: String) throws {
        let principal = try #require(Principal(text: text))
        #expect(principal.kind.rawValue == kind)
        #expect(principal.arn == arn)
        #expect(Principal(text: "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/R")?.isServiceLinked == true)
        #expect(Principal(text: "arn:aws:sts::111122223333:assumed-role/Reader/s1")?.issuerARN == "arn:aws:iam::111122223333:role/Reader")
    }

    @Test(arguments: [
        "Alice", "arn:aws:iam::111122223333:group/x", "arn:aws:iam::1:root", "arn:aws:iam::111122223333:user/", "", "a:b.amazonaws.com",
    ])
    func `other texts are no principals`(_ text: String) { #expect(Principal(text: text) == nil) }

    // MARK: Comparing

    @Test func `what is as expected has no differences`() throws {
        #expect(
            try differences(
                #""layers": {"identity": {"Sid": "S", "Effect": "Deny", "Action": "*", "Resource": "*"}}, "#
                    + #""expect": {"decision": "explicitDeny", "layer": "identity", "policy": "identity", "sid": "S", "statement": 1, "#
                    + #""message": "User: … with an explicit deny in an identity-based policy", "layers": {"identity": "explicitDeny"}}"#)
                == [])
    }

    @Test func `every difference is told`() throws {
        #expect(
            try differences(
                #""layers": {"identity": [], "scp": [["FullAWSAccess"]]}, "expect": {"decision": "explicitDeny", "layer": "scp", "#
                    + #""policy": "P", "sid": "S", "statement": 2, "level": "r", "message": "User: …allowed", "layers": {"scp": "notInPlay"}}"#
            )
                == [
                    "decision: expected explicitDeny, was implicitDeny", "layer: expected scp, was identity",
                    "policy: expected P, was none",
                    "sid: expected S, was none", "statement: expected 2, was none", "level: expected r, was none",
                    "message: expected User: …allowed\n         was      User: arn:aws:iam::111122223333:user/Alice is not authorized to "
                        + "perform: dynamodb:GetItem on resource: \(Self.table) because no identity-based policy allows the "
                        + "dynamodb:GetItem action",
                    "layer scp: expected notInPlay, was allow",
                ])
    }

    @Test(arguments: [
        (#"{"aws:PrincipalArn": "arn:aws:iam::111122223333:user/Alice"}"#, "{}"), (#"{"aws:username": "Alice"}"#, "{}"),
        (#"{"aws:ResourceAccount": "111122223333"}"#, "{}"),
        (#"{"aws:PrincipalTag/team": "red"}"#, #""tags": {"principal": {"team": "red"}}"#),
        (#"{"aws:RequestTag/team": "red"}"#, #""tags": {"request": {"team": "red"}}"#),
        (#"{"dynamodb:Select": "COUNT"}"#, #""context": {"dynamodb:Select": "COUNT"}"#), (#"{"a:b": "7"}"#, #""context": {"a:b": 7}"#),
        (#"{"a:b": "true"}"#, #""context": {"a:b": true}"#),
    ])
    func `a request has the keys that it gives and those that follow`(_ condition: String, _ members: String) throws {
        let request = members == "{}" ? "" : #""request": {\#(members)}, "#
        #expect(
            try differences(
                #""layers": {"identity": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": \#(condition)}}}, "#
                    + request + #""expect": "allow""#) == [])
    }

    @Test(arguments: [
        // Its accounts are bound, the management account and others are spared.
        (#""management": "999988887777", "accounts": ["111122223333"]"#, #"[["deny"]]"#, "explicitDeny"),
        (#""management": "111122223333", "accounts": ["111122223333"]"#, #"[["deny"]]"#, "allow"),
        (#""management": "999988887777""#, #"[["deny"]]"#, "allow"),
        (#""management": "999988887777", "accounts": ["111122223333"]"#, #"{"111122223333": [["deny"]]}"#, "explicitDeny"),
        (#""management": "999988887777", "accounts": ["111122223333"]"#, #"{"444455556666": [["deny"]]}"#, "allow"),
    ])
    func `SCPs and RCPs bind the accounts of an organization`(_ members: String, _ levels: String, _ outcome: String) throws {
        let organization = #""organization": {"id": "o-1", \#(members)}, "#
        let scp = #""policies": {"deny": {"Effect": "Deny", "Action": "dynamodb:*", "Resource": "*"}}, "#
        let rcp = #""policies": {"deny": {"Effect": "Deny", "Principal": "*", "Action": "dynamodb:*", "Resource": "*"}}, "#
        let allow = #""identity": {"Effect": "Allow", "Action": "*", "Resource": "*"}"#
        for (word, policies) in [("scp", scp), ("rcp", rcp)] {
            let found = try differences(
                organization + #""layers": {\#(allow), "\#(word)": \#(levels)}, "expect": "\#(outcome)""#, before: policies)
            #expect(found == [], "\(word)")
        }
    }

    @Test func `an organization gives the keys that name it`() throws {
        let condition = #"{"StringEquals": {"aws:PrincipalOrgID": "o-1", "aws:ResourceOrgID": "o-1"}}"#
        let layers = #""layers": {"groups": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": \#(condition)}}, "#
        let organization = #""organization": {"id": "o-1", "management": "111122223333"}, "#
        #expect(try differences(organization + layers + #""expect": {"decision": "allow", "policy": "group"}"#) == [])
        #expect(try differences(layers + #""expect": "implicitDeny""#) == [])
    }

    @Test func `a denied AssumeRole is told no reason`() throws {
        #expect(
            try differences(
                #""layers": {"identity": []}, "request": {"action": "sts:AssumeRole", "resource": "arn:aws:iam::111122223333:role/R"}, "#
                    + #""expect": {"decision": "deny", "message": "User: … on resource: arn:aws:iam::111122223333:role/R"}"#) == [])
    }

    // MARK: The engine's tables

    @Test(arguments: [("decisions", 127), ("rules", 38), ("completeness", 204)])
    func `the engine's tables of layers are cases`(_ table: String, _ count: Int) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = tests.appending(path: "Authorize/IAMPolicyTests/Cases/layers/\(table).json")
        let rows = try read(String(contentsOf: path, encoding: .utf8), file: "\(table).json")
        #expect(rows.count == count)
        for result in PolicyCaseRunner.run(rows) { #expect(result.differences == [], "\(result.row.name)") }
    }

    // MARK: Keys

    @Test func `null takes a key away`() throws {
        #expect(
            try differences(
                #""layers": {"identity": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Null": {"aws:username": "true"}}}}, "#
                    + #""request": {"context": {"aws:username": null}}, "expect": "allow""#) == [])
    }

    // MARK: Reporting

    @Test func `a report tells what differs and why`() throws {
        let rows = try read(Self.file(#""source": "a guide", "layers": {"identity": []}, "expect": "allow""#))
        let report = PolicyCaseReport(PolicyCaseRunner.run(rows), files: ["cases.json"], seconds: 0.5)
        let lines = report.lines()
        #expect(!report.isAsExpected)
        #expect(lines[0] == "cases.json:2:11: one")
        #expect(lines[1] == "  decision: expected allow, was implicitDeny")
        #expect(lines[2] == "  source: a guide")
        #expect(lines[3].hasPrefix("    | Denied, since not allowed: arn:aws:iam::111122223333:user/Alice asked for dynamodb:GetItem on "))
        #expect(lines.last == "1 case in 1 file: 1 not as expected, in 0.500 s (2 a second)")
        let xml = report.junit()
        #expect(xml.contains(#"<testsuites name="portcullis test" tests="1" failures="1" errors="0" time="0.500">"#))
        #expect(xml.contains(#"<failure type="difference" message="decision: expected allow, was implicitDeny">"#))
    }

    @Test func `names are safe in XML`() throws {
        var row = try #require(try read(Self.file(#""layers": {"identity": []}, "expect": "deny""#)).first)
        row.name = "<a & \"b\">\u{1}"
        let xml = PolicyCaseReport(PolicyCaseRunner.run([row]), files: ["cases.json"], seconds: 0).junit()
        #expect(xml.contains("name=\"&lt;a &amp; &quot;b&quot;&gt;\u{FFFD}\""))
    }
}
