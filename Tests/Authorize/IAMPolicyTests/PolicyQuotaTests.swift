import IAMPolicy
import Testing

@Suite struct PolicyQuotaTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var kind: PolicyKind
        var limit: Int
        var countsBlanks: Bool
        var countsBytes = false
        var source: String

        var testDescription: String { kind.rawValue }
    }

    private static let iam = "IAM User Guide, \"IAM and AWS STS quotas\""

    static let rows = [
        Row(kind: .identity, limit: 6144, countsBlanks: false, source: iam),
        Row(kind: .boundary, limit: 6144, countsBlanks: false, source: iam),
        Row(kind: .trust, limit: 2048, countsBlanks: false, source: iam),
        Row(kind: .session, limit: 2048, countsBlanks: true, source: "STS API Reference, AssumeRole"),
        Row(kind: .serviceControl, limit: 10_240, countsBlanks: true, source: "Organizations User Guide, \"Quotas\", 2026"),
        Row(kind: .resourceControl, limit: 5120, countsBlanks: true, source: "Organizations User Guide, \"Quotas\""),
        Row(kind: .resource, limit: 20_480, countsBlanks: true, countsBytes: true, source: "recorded from PutResourcePolicy"),
        Row(kind: .key, limit: 32_768, countsBlanks: true, countsBytes: true, source: "KMS Developer Guide, \"Quotas\""),
        Row(kind: .endpoint, limit: 20_480, countsBlanks: true, source: "AWS PrivateLink Guide, \"Quotas\""),
    ]

    @Test(arguments: rows) func `a policy may be so long and no longer`(_ row: Row) {
        let quota = row.kind.quota
        #expect(!quota.isExceeded(by: String(repeating: "x", count: row.limit)))
        #expect(quota.isExceeded(by: String(repeating: "x", count: row.limit + 1)))
        #expect(quota.isExceeded(by: String(repeating: "x", count: row.limit) + " \t\r\n") == row.countsBlanks)
        #expect(quota.isExceeded(by: String(repeating: "é", count: row.limit)) == row.countsBytes)
    }

    @Test func `every kind of policy has a quota in the table`() {
        #expect(Set(Self.rows.map(\.kind)) == Set(PolicyKind.allCases))
    }
}
