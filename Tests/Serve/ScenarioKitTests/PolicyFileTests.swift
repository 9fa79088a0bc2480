import Foundation
import ScenarioKit
import Testing

/// What is wrong with a policy in a file is told with the place in that file.
@Suite struct PolicyFileTests {
    struct Row: CustomTestStringConvertible {
        var fault: String
        var world: String
        var policy: String
        var message: String
        var testDescription: String { fault }
    }

    private static let managed = "policies: {P: p.json}"
    private static let trust = "roles: {R: {trust: p.json}}"
    private static let key = "keys: {K: {policy: p.json}}"
    private static let endpoint = "endpoints: {vpce-1: {policy: p.json}}"

    static let rows = [
        Row(
            fault: "an effect misspelt", world: managed,
            policy:
                "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\"Effect\": \"Dney\", \"Action\": \"*\", \"Resource\": \"*\"}]\n}",
            message: #"p.json:3:28: not a policy that can be attached here (identity): Effect must be "Allow" or "Deny""#),
        Row(
            fault: "the article's resource", world: "users: {U: {policies: [p.json]}}",
            policy:
                "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Deny\", \"NotAction\": \"iam:GetUser\",\n    \"Resource\": \"\"}\n}",
            message: #"p.json:4:17: not a policy that can be attached here (identity): Resource "" must be an ARN or "*""#),
        Row(
            fault: "an action that a role's trust cannot give", world: trust,
            policy: "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"},\n \"Action\": \"sts:*\"}}",
            message:
                #"p.json:2:12: not a policy that can be attached here (trust): Action "sts:*" cannot be given by a role's trust policy, which takes sts:AssumeRole and its kin only"#
        ),
        Row(
            fault: "a bare star in a role's trust", world: trust,
            policy: #"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}"#,
            message: #"p.json:1:48: not a policy that can be attached here (trust): Principal must not be a bare "*""#),
        Row(
            fault: "a key's policy for nobody", world: key,
            policy: #"{"Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}"#,
            message: "p.json:1:70: not a policy that can be attached here (key): Principal is missing"),
        Row(
            fault: "no JSON", world: endpoint, policy: "{\n  \"Statement\": [,]\n}",
            message:
                "p.json:2:17: not a policy that can be attached here (vpc-endpoint): This is not JSON: a character that cannot stand here"),
        Row(
            fault: "an unknown operator", world: endpoint,
            policy:
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\",\n  \"Condition\": {\"StringIs\": {\"a:b\": \"c\"}}}}",
            message: #"p.json:2:17: not a policy that can be attached here (vpc-endpoint): There is no condition operator "StringIs""#),
        Row(
            fault: "too long", world: key, policy: String(repeating: " ", count: 32_769),
            message: "p.json:1:1: too long for a policy that can be attached here (key): 32769, where 32768 are allowed"),
    ]

    private func faults(_ world: String, _ policy: Data) throws -> [String] {
        let scenario = try TemporaryScenario(
            "title: t\ncause: identity\nworld: {accounts: {\"111122223333\": {\(world)}}}\nsteps: []", files: ["p.json": ""])
        try policy.write(to: URL(filePath: "\(scenario.folder)/p.json"))
        return scenario.faults()
    }

    @Test(arguments: rows)
    func `a fault in a policy's file is told with its place`(_ row: Row) throws {
        #expect(try faults(row.world, Data(row.policy.utf8)) == [row.message])
    }

    @Test func `bytes that are no text are told with their place`() throws {
        #expect(try faults(Self.managed, Data("{\n \"é\"".utf8) + [0xFF]) == ["p.json:2:6: not UTF-8"])
    }

    @Test func `a service control policy says its version`() throws {
        let scenario = try TemporaryScenario(
            """
            title: t
            cause: identity
            world:
              accounts: {"111122223333": {}}
              organization: {id: o-example, managementAccount: "111122223333", policies: {Deny: p.json}}
            steps: []
            """, files: ["p.json": #"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#])
        #expect(scenario.faults() == ["p.json:1:66: not a policy that can be attached here (scp): Version is missing"])
    }
}
