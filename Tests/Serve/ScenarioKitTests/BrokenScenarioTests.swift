import ScenarioKit
import Testing

@Suite struct BrokenScenarioTests {
    struct Row: CustomTestStringConvertible {
        var fault: String
        var yaml: String
        var message: String
        var testDescription: String { fault }
    }

    private static let world = "world: {accounts: {\"111122223333\": {users: {Admin: {}}}}}\n"
    private static let head = "title: t\ncause: identity\n\(world)steps:\n"

    static let rows = [
        Row(fault: "an empty file", yaml: "", message: "scenario.yaml:1: the file is empty"),
        Row(fault: "not YAML", yaml: "title: [a\ncause: b", message: "scenario.yaml:2:6: did not find expected ',' or ']'"),
        Row(fault: "a list", yaml: "- a", message: "scenario.yaml:1:1: expected a mapping (name: value)"),
        Row(fault: "no title", yaml: "cause: identity\n\(world)steps: []", message: "scenario.yaml:1:1: 'title' is missing"),
        Row(
            fault: "a name misspelt", yaml: "titel: t",
            message: "scenario.yaml:1:8: titel: unknown name 'titel', expected one of title, cause, story, settings, world, steps; "
                + "did you mean 'title'?"),
        Row(
            fault: "steps that are no list", yaml: "title: t\ncause: identity\n\(world)steps: none",
            message: "scenario.yaml:4:8: steps: expected a list"),
        Row(fault: "a step without words", yaml: "\(head)  - as: Admin", message: "scenario.yaml:5:5: steps.[1]: 'run' is missing"),
        Row(
            fault: "a step of nobody", yaml: "\(head)  - run: aws dynamodb list-tables",
            message: "scenario.yaml:5:5: steps.[1]: 'as' is missing"),
        Row(
            fault: "a message without its error", yaml: "\(head)  - {as: Admin, run: aws x y, expect: {message: no}}",
            message: "scenario.yaml:5:39: steps.[1].expect: 'message' needs 'error' beside it"),
        Row(
            fault: "an unknown layer", yaml: "\(head)  - {as: Admin, run: a, expect: {error: A, deniedBy: {layer: spc}}}",
            message:
                "scenario.yaml:5:62: steps.[1].expect.deniedBy.layer: expected one of identity, boundary, session, scp, rcp, resource, "
                + "key, trust, vpc-endpoint"),
        Row(
            fault: "a principal misspelt", yaml: "\(head)  - {as: Admim, run: aws dynamodb list-tables}",
            message: "scenario.yaml:5:5: nobody with an access key is called 'Admim'; did you mean 'Admin'?"),
        Row(
            fault: "an option misspelt", yaml: "\(head)  - as: Admin\n    run: aws dynamodb list-tables --limt 5",
            message: "scenario.yaml:5:5: unknown option '--limt' of dynamodb list-tables; did you mean '--limit'?"),
        Row(
            fault: "an endpoint that is not there", yaml: "\(head)  - {as: Admin, via: vpce-1, run: aws dynamodb list-tables}",
            message: "scenario.yaml:5:5: there is no VPC endpoint 'vpce-1' in the world"),
        Row(
            fault: "a value that nobody saved", yaml: "\(head)  - {as: Admin, run: aws kms enable-key --key-id $Key}",
            message: "scenario.yaml:5:5: no step before saves 'Key'"),
        Row(
            fault: "a device that is not there",
            yaml:
                "\(head)  - {as: Admin, run: aws sts get-session-token --serial-number arn:aws:iam --token-code $(portcullis mfa code x)}",
            message: "scenario.yaml:5:5: there is no MFA device 'x'"),
        Row(
            fault: "an answer of a step that must fail",
            yaml: "\(head)  - {as: Admin, run: aws dynamodb list-tables, expect: {error: A, answer: {}}}",
            message: "scenario.yaml:5:5: a step that must fail leaves no answer, session or value"),
        Row(
            fault: "a command that is not for stories", yaml: "\(head)  - run: portcullis serve",
            message: "scenario.yaml:5:5: 'portcullis serve' is not for a story; expected portcullis clock advance SECONDS, "
                + "portcullis explain or portcullis mfa code DEVICE [--next]"),
    ]

    @Test(arguments: rows)
    func `a fault is told with its place`(_ row: Row) throws {
        let faults = try TemporaryScenario(row.yaml).faults()
        #expect(faults == [row.message])
    }

    @Test func `all faulty steps are told at once`() throws {
        let steps = "  - {as: A, run: aws dynamodb list-tables}\n  - {as: Admin, run: aws dynamodb list-tabels}"
        #expect(try TemporaryScenario(Self.head + steps).faults().count == 2)
    }

    @Test func `a scenario is found by its name, number or folder`() throws {
        for name in ["04-mfa", "04", "\(scenariosFolder)/04-mfa"] {
            #expect(try ScenarioReader.read(name, in: scenariosFolder, now: testTime).name == "04-mfa")
        }
        #expect(throws: ScenarioError(file: scenariosFolder, message: "there is no scenario '04-mfaa'; did you mean '04-mfa'?")) {
            try ScenarioReader.read("04-mfaa", in: scenariosFolder, now: testTime)
        }
    }
}
