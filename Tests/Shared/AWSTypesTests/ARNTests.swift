import AWSTypes
import Testing

/// A text, and the six parts of the ARN in it; nil where it is none.
struct ARNCase: CustomTestStringConvertible, Sendable {
    var source: String
    var text: String
    var parts: [String]?

    init(_ source: String, _ text: String, _ parts: [String]?) {
        self.source = source
        self.text = text
        self.parts = parts
    }

    var testDescription: String { "'\(text)' [\(source)]" }
}

@Suite struct ARNTests {
    private static let reference = "IAM User Guide, Identify AWS resources with ARNs"

    private static let rows = [
        ARNCase(
            "Service Authorization Reference, dynamodb", "arn:aws:dynamodb:us-east-1:111122223333:table/Music/index/Genre",
            ["aws", "dynamodb", "us-east-1", "111122223333", "table/Music/index/Genre"]),
        ARNCase(
            "DynamoDB API Reference, DescribeStream",
            "arn:aws:dynamodb:us-east-1:111122223333:table/Music/stream/2026-01-31T12:00:00.000",
            ["aws", "dynamodb", "us-east-1", "111122223333", "table/Music/stream/2026-01-31T12:00:00.000"]),
        ARNCase(reference, "arn:aws:iam::111122223333:user/team/Alice", ["aws", "iam", "", "111122223333", "user/team/Alice"]),
        ARNCase(reference, "arn:aws:iam::aws:policy/AdministratorAccess", ["aws", "iam", "", "aws", "policy/AdministratorAccess"]),
        ARNCase(reference, "arn:aws-cn:s3:::bucket", ["aws-cn", "s3", "", "", "bucket"]),
        ARNCase("parts may be empty", "arn:::::", ["", "", "", "", ""]),
        ARNCase(reference, "arn:aws:dynamodb:us-east-1:111122223333", nil),
        ARNCase(reference, "ARN:aws:iam::111122223333:root", nil),
        ARNCase(reference, " arn:aws:iam::111122223333:root", nil),
        ARNCase(reference, "aws:iam::111122223333:root:x", nil),
        ARNCase("nothing", "", nil),
        ARNCase("a name", "Music", nil),
    ]

    @Test(arguments: rows) func `an ARN has its six parts or is none`(_ row: ARNCase) {
        let arn = ARN(row.text)
        #expect(arn.map { [$0.partition, $0.service, $0.region, $0.account, $0.resource] } == row.parts)
        if let arn { #expect(arn.description == row.text) }
    }

    @Test func `ARNs are made from their parts`() {
        #expect(ARN.iam("111122223333", "user/team/Alice").description == "arn:aws:iam::111122223333:user/team/Alice")
        #expect(ARN.root(of: "111122223333").description == "arn:aws:iam::111122223333:root")
        let table = ARN(service: "dynamodb", region: "eu-west-1", account: "111122223333", resource: "table/Music")
        #expect(table.description == "arn:aws:dynamodb:eu-west-1:111122223333:table/Music")
    }
}
