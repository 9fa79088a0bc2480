import Testing

@testable import ScenarioKit

@Suite struct ExpectationTests {
    static let wildcards: [(text: String, pattern: String, matches: Bool)] = [
        ("abc", "abc", true), ("abc", "ab", false), ("abc", "…", true), ("", "…", true), ("abc", "a…", true), ("abc", "…c", true),
        ("abc", "a…c", true), ("ac", "a…c", true), ("abcabc", "a…b…c", true), ("abc", "b…", false), ("abc", "…b", false),
        ("a", "a…a", false), ("abab", "ab…ab", true), ("xay", "x…b…y", false),
    ]

    @Test(arguments: wildcards)
    func `three dots stand for any run of characters`(_ row: (text: String, pattern: String, matches: Bool)) {
        #expect(Wildcard.matches(row.text, row.pattern) == row.matches)
    }

    /// Answer, expectation, and the places that do not fit.
    static let answers: [(answer: String, expected: String, places: [String])] = [
        (#"{"A":1,"B":2}"#, #"{"A":1}"#, []),
        (#"{"A":1}"#, #"{"A":2}"#, ["answer.A"]),
        (#"{"A":1}"#, #"{"B":1}"#, ["answer.B"]),
        (#"{"A":1.0}"#, #"{"A":1}"#, []),
        (#"{"A":true}"#, #"{"A":"true"}"#, ["answer.A"]),
        (#"{"A":[1,2]}"#, #"{"A":[1,2]}"#, []),
        (#"{"A":[1,2]}"#, #"{"A":[1]}"#, ["answer.A"]),
        (#"{"A":[{"B":1,"C":2},{"B":3}]}"#, #"{"A":[{"B":1},{"B":4}]}"#, ["answer.A[1].B"]),
        (#"{"A":"key/123"}"#, #"{"A":"key/…"}"#, []),
        (#"{"A":"{\"B\":[1]}"}"#, #"{"A":{"B":[1]}}"#, []),
        (#"{"A":"{\"B\":[1]}"}"#, #"{"A":{"B":[2]}}"#, ["answer.A.B[0]"]),
        (#"{"A":null}"#, #"{"A":{}}"#, ["answer.A"]),
    ]

    @Test(arguments: answers)
    func `an answer must have what is named`(_ row: (answer: String, expected: String, places: [String])) throws {
        let answer = try #require(JSONValue(bytes: Array(row.answer.utf8)))
        let expectation = Expectation(answer: Array(row.expected.utf8))
        #expect(expectation.mismatches(with: .success(answer), evidence: nil).map(\.what) == row.places)
    }

    private var evidence: DenialEvidence? {
        JSONValue(
            bytes: Array(
                #"""
                {"decisions":[{"outcome":"allow"},{"outcome":"explicitDeny","deniedBy":"scp","action":"a:B","layers":[
                 {"layer":"scp","policies":[{"name":"P","statements":[
                  {"index":0,"sid":"S","effect":"Deny","applied":true,"line":4},
                  {"index":1,"sid":"T","effect":"Deny","applied":false,"line":5}]},{"name":"Q","statements":[]}]}]}]}
                """#.utf8)
        ).flatMap(DenialEvidence.init)
    }

    @Test func `a denial is matched by code, text, layer, policy and statement`() throws {
        let evidence = try #require(evidence)
        #expect(evidence.summary == "scp P, statement S")
        let refused = StepAnswer.Outcome.failure(code: "AccessDeniedException", message: "User: x is not")
        var expectation = Expectation(
            error: "AccessDeniedException", message: "User: … is not", deniedBy: .init(layer: "scp", policy: "P", sid: "S"))
        #expect(expectation.mismatches(with: refused, evidence: evidence) == [])
        expectation = Expectation(error: "Other", message: "User", deniedBy: .init(layer: "identity", policy: "Q", sid: "T"))
        #expect(
            expectation.mismatches(with: refused, evidence: evidence) == [
                Mismatch("error", expected: "Other", found: "AccessDeniedException"),
                Mismatch("message", expected: "User", found: "User: x is not"),
                Mismatch("deniedBy.layer", expected: "identity", found: "scp"),
                Mismatch("deniedBy.policy", expected: "Q", found: "P"),
                Mismatch("deniedBy.sid", expected: "T", found: "S"),
            ])
    }

    @Test func `success where a denial should be, and the reverse`() {
        #expect(
            Expectation(error: "A").mismatches(with: .success(.object([])), evidence: nil) == [
                Mismatch("error", expected: "A", found: "success: {}")
            ])
        #expect(
            Expectation().mismatches(with: .failure(code: "A", message: "b"), evidence: nil) == [
                Mismatch("answer", expected: "success", found: "A: b")
            ])
    }
}

@Suite struct StepAnswerTests {
    private func answer(_ command: String, _ body: String, status: Int = 200) throws -> StepAnswer {
        let words = command.split(separator: " ").map(String.init)
        let translated = try CommandTranslation(folder: ".").translate(words)
        let headers = [(name: "x-amzn-RequestId", value: "r1")]
        return StepAnswer(StepResponse(status: status, headers: headers, body: Array(body.utf8)), to: translated)
    }

    struct Row: CustomTestStringConvertible {
        var command: String
        var body: String
        var answer: String
        var testDescription: String { command }
    }

    static let rows = [
        Row(command: "aws dynamodb list-tables", body: #"{"TableNames":["A"]}"#, answer: #"{"TableNames":["A"]}"#),
        Row(command: "aws kms enable-key --key-id k", body: "", answer: "{}"),
        Row(
            command: "aws iam list-users",
            body: """
                <?xml version="1.0"?><ListUsersResponse xmlns="https://x/"><ListUsersResult><IsTruncated>false</IsTruncated>
                <Users><member><UserName>a&amp;b&#x41;</UserName></member><member><UserName><![CDATA[<c>]]></UserName></member></Users>
                </ListUsersResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListUsersResponse>
                """, answer: #"{"Users":[{"UserName":"a&bA"},{"UserName":"<c>"}],"IsTruncated":false}"#),
        Row(
            command: "aws iam get-user-policy --user-name u --policy-name p",
            body:
                "<R><GetUserPolicyResult><PolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</PolicyDocument></GetUserPolicyResult></R>",
            answer: #"{"PolicyDocument":{"Version":"2012-10-17"}}"#),
        Row(command: "aws iam delete-user --user-name u", body: "<DeleteUserResponse/>", answer: "{}"),
        Row(
            command: "aws ec2 describe-vpc-endpoints",
            body: """
                <DescribeVpcEndpointsResponse><requestId>q</requestId><vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId>
                <privateDnsEnabled>false</privateDnsEnabled><routeTableIdSet><item>rtb-1</item></routeTableIdSet><subnetIdSet/></item>
                </vpcEndpointSet></DescribeVpcEndpointsResponse>
                """,
            answer: #"{"VpcEndpoints":[{"VpcEndpointId":"vpce-1","RouteTableIds":["rtb-1"],"SubnetIds":[],"PrivateDnsEnabled":false}]}"#),
        Row(
            command: "aws iam create-virtual-mfa-device --virtual-mfa-device-name d --outfile f --bootstrap-method Base32StringSeed",
            body: """
                <R><CreateVirtualMFADeviceResult><VirtualMFADevice><SerialNumber>s</SerialNumber><Base32StringSeed>x</Base32StringSeed>
                <QRCodePNG>y</QRCodePNG></VirtualMFADevice></CreateVirtualMFADeviceResult></R>
                """, answer: #"{"VirtualMFADevice":{"SerialNumber":"s"}}"#),
    ]

    @Test(arguments: rows)
    func `an answer has the shape in which the AWS CLI prints it`(_ row: Row) throws {
        let answer = try answer(row.command, row.body)
        let expected = try #require(JSONValue(bytes: Array(row.answer.utf8)))
        #expect(answer.outcome == .success(expected))
        #expect(answer.requestID == "r1")
    }

    static let failures: [(command: String, body: String, code: String, message: String)] = [
        (
            "aws dynamodb list-tables", #"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"no"}"#,
            "AccessDeniedException", "no"
        ),
        ("aws kms list-keys", #"{"__type":"NotFoundException","message":"gone"}"#, "NotFoundException", "gone"),
        (
            "aws iam get-user", "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>none</Message></Error></ErrorResponse>",
            "NoSuchEntity", "none"
        ),
        (
            "aws ec2 describe-vpc-endpoints",
            "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>",
            "UnauthorizedOperation", "no"
        ),
        ("aws sts get-caller-identity", "not xml", "400", "an answer that cannot be read: not xml"),
    ]

    @Test(arguments: failures)
    func `errors of every protocol are read`(_ row: (command: String, body: String, code: String, message: String)) throws {
        #expect(try answer(row.command, row.body, status: 400).outcome == .failure(code: row.code, message: row.message))
    }

    @Test func `no bytes make the reader of XML fall over`() {
        let whole = Array("<?xml?><!-- c --><a b='>'><c>&amp;&#65;<![CDATA[x]]></c><d/></a>".utf8)
        #expect(XMLReader.read(whole)?.children.map(\.name) == ["c", "d"])
        for end in whole.indices {
            _ = XMLReader.read(Array(whole[..<end]))
            var broken = whole
            broken[end] = 0xFF
            _ = XMLReader.read(broken)
        }
        #expect(XMLReader.read(Array(String(repeating: "<a>", count: 1000).utf8)) == nil)
    }
}
