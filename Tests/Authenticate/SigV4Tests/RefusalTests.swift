import SigV4
import Testing

@Suite struct RefusalTests {
    private static let missing = "Request is missing Authentication Token"
    private static let both = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    private static let needsCredential = "Authorization header requires 'Credential' parameter. "
    private static let needsSignature = "Authorization header requires 'Signature' parameter. "
    private static let needsSignedHeaders = "Authorization header requires 'SignedHeaders' parameter. "
    private static let needsDate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
    private static let old = "Signature expired: 20130609T094459Z is now earlier than 20130609T094500Z (20130609T100000Z - 15 min.)"
    private static let inferred = "inferred; no recording of a service other than S3"

    private static func mustInclude(_ names: String...) -> String {
        names.map { "AWS query-string parameters must include '\($0)'. " }.joined() + "Re-examine the query-string parameters."
    }

    private static func badDate(_ text: String) -> String {
        "Date must be in ISO-8601 'basic format'. Got '\(text)'. See http://en.wikipedia.org/wiki/ISO_8601"
    }

    static let cases: [RefusalCase] = [
        RefusalCase(name: "nothing at all", authorization: nil, kind: .missingAuthenticationToken, message: missing),
        RefusalCase(name: "an empty header", authorization: "", kind: .missingAuthenticationToken, message: missing),
        RefusalCase(name: "a header of one letter", authorization: "X", kind: .missingAuthenticationToken, message: missing),
        RefusalCase(name: "the prefix without its dash", authorization: "AWS4", kind: .missingAuthenticationToken, message: missing),
        RefusalCase(name: "basic authentication", authorization: "Basic dTpw", kind: .missingAuthenticationToken, message: missing),
        RefusalCase(
            name: "all query parameters but the algorithm", authorization: nil,
            query: "X-Amz-Credential=a&X-Amz-Signature=a&X-Amz-SignedHeaders=a&X-Amz-Date=a", kind: .missingAuthenticationToken,
            message: missing),
        RefusalCase(name: "both forms", query: "X-Amz-Algorithm=X", kind: .invalidSignature, message: both),
        RefusalCase(
            name: "both forms, neither of them right", authorization: "X", query: "X-Amz-Algorithm", kind: .invalidSignature, message: both),
        RefusalCase(
            name: "the prefix alone", authorization: "AWS4-", headers: [], kind: .incompleteSignature,
            message: needsCredential + needsSignature + needsSignedHeaders + needsDate + "Authorization=AWS4-"),
        RefusalCase(
            name: "no date", headers: [], kind: .incompleteSignature, message: needsDate + "Authorization=" + RefusalCase.good),
        RefusalCase(
            name: "no credential, echoed as sent", authorization: "  AWS4-HMAC-SHA256  Signature=b,SignedHeaders=c ",
            kind: .incompleteSignature, message: needsCredential + "Authorization=  AWS4-HMAC-SHA256  Signature=b,SignedHeaders=c "),
        RefusalCase(
            name: "no signature", authorization: "AWS4-HMAC-SHA256 Credential=a SignedHeaders=c Signature=", kind: .incompleteSignature,
            message: needsSignature + "Authorization=AWS4-HMAC-SHA256 Credential=a SignedHeaders=c Signature="),
        RefusalCase(
            name: "no signed headers", authorization: "AWS4-HMAC-SHA256 Credential=a, Signature=b", kind: .incompleteSignature,
            message: needsSignedHeaders + "Authorization=AWS4-HMAC-SHA256 Credential=a, Signature=b"),
        RefusalCase(
            name: "a piece without an equal sign", authorization: "AWS4-HMAC-SHA256 Credential", headers: [], kind: .incompleteSignature,
            message: "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential'."),
        RefusalCase(
            name: "an empty algorithm", authorization: nil, query: "X-Amz-Algorithm", kind: .incompleteSignature,
            message: mustInclude("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date")),
        RefusalCase(
            name: "a query without credential and date", authorization: nil,
            query: "X-Amz-Algorithm=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c", kind: .incompleteSignature,
            message: mustInclude("X-Amz-Credential", "X-Amz-Date")),
        RefusalCase(name: "a date too short", headers: [("X-Amz-Date", "201")], kind: .incompleteSignature, message: badDate("201")),
        RefusalCase(
            name: "a day that is none", headers: [("X-Amz-Date", "20130229T100000Z")], kind: .incompleteSignature,
            message: badDate("20130229T100000Z")),
        RefusalCase(
            name: "an HTTP date in X-Amz-Date", headers: [("X-Amz-Date", "Sun, 09 Jun 2013 10:00:00 GMT")], kind: .incompleteSignature,
            message: badDate("Sun, 09 Jun 2013 10:00:00 GMT")),
        RefusalCase(name: "a Date header of nonsense", headers: [("Date", "now")], kind: .incompleteSignature, message: badDate("now")),
        RefusalCase(
            name: "a bad date in the query", authorization: nil, query: RefusalCase.presigned(date: "201"), kind: .incompleteSignature,
            message: badDate("201")),
        RefusalCase(
            name: "a bad date comes before a bad algorithm", authorization: RefusalCase.header(algorithm: "AWS4-X"),
            headers: [("X-Amz-Date", "201")], kind: .incompleteSignature, message: badDate("201")),
        RefusalCase(
            name: "a lifetime that is no number", source: inferred, authorization: nil, query: RefusalCase.presigned(expires: "x"),
            kind: .incompleteSignature, message: "X-Amz-Expires should be a number"),
        RefusalCase(
            name: "a lifetime below zero", source: inferred, authorization: nil, query: RefusalCase.presigned(expires: "-1"),
            kind: .incompleteSignature, message: "X-Amz-Expires must be non-negative"),
        RefusalCase(
            name: "a lifetime of more than a week", source: inferred, authorization: nil, query: RefusalCase.presigned(expires: "604801"),
            kind: .incompleteSignature,
            message:
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"),
        RefusalCase(name: "too old by a second", headers: [("X-Amz-Date", "20130609T094459Z")], kind: .invalidSignature, message: old),
        RefusalCase(
            name: "too old by a Date header", headers: [("Date", "Sun, 09 Jun 2013 09:44:59 GMT")], kind: .invalidSignature, message: old),
        RefusalCase(
            name: "the recorded text", headers: [("X-Amz-Date", "20130609T095204Z")], now: RefusalCase.now + 900, kind: .invalidSignature,
            message: "Signature expired: 20130609T095204Z is now earlier than 20130609T100000Z (20130609T101500Z - 15 min.)"),
        RefusalCase(
            name: "too old comes before all that is wrong with the rest",
            authorization: RefusalCase.header(algorithm: "AWS4-X", credential: "a/b", signed: "date"),
            headers: [("X-Amz-Date", "20130609T094459Z")], kind: .invalidSignature, message: old),
        RefusalCase(
            name: "an expired date with an unknown key and a nonsense scope", authorization: RefusalCase.header(credential: "a/b/c/d/e"),
            headers: [("X-Amz-Date", "20130609T094459Z")], kind: .invalidSignature, message: old),
        RefusalCase(
            name: "a lifetime of whole minutes is over", source: inferred, authorization: nil, query: RefusalCase.presigned(expires: "120"),
            now: RefusalCase.now + 121, kind: .invalidSignature,
            message: "Signature expired: 20130609T100000Z is now earlier than 20130609T100001Z (20130609T100201Z - 2 min.)"),
        RefusalCase(
            name: "a lifetime of seconds is over", source: inferred, authorization: nil, query: RefusalCase.presigned(expires: "30"),
            now: RefusalCase.now + 31, kind: .invalidSignature,
            message: "Signature expired: 20130609T100000Z is now earlier than 20130609T100001Z (20130609T100031Z - 30 sec.)"),
        RefusalCase(
            name: "presigned without a lifetime", authorization: nil, query: RefusalCase.presigned(), now: RefusalCase.now + 901,
            kind: .invalidSignature,
            message: "Signature expired: 20130609T100000Z is now earlier than 20130609T100001Z (20130609T101501Z - 15 min.)"),
        RefusalCase(
            name: "too new", source: "authorization.md 1.7, DynamoDB DeleteItem 2020, recorded",
            headers: [("X-Amz-Date", "20201226T000000Z")], now: 1_606_081_407, kind: .invalidSignature,
            message: "Signature not yet current: 20201226T000000Z is still later than 20201122T215827Z (20201122T214327Z + 15 min.)"),
        RefusalCase(
            name: "a window of five minutes", source: "authorization.md 1.7, other services",
            headers: [("X-Amz-Date", "20130609T095459Z")], rules: SignatureRules(services: ["dynamodb"], windowMinutes: 5),
            kind: .invalidSignature,
            message: "Signature expired: 20130609T095459Z is now earlier than 20130609T095500Z (20130609T100000Z - 5 min.)"),
        RefusalCase(
            name: "host is not signed, which comes before the algorithm",
            authorization: RefusalCase.header(algorithm: "AWS4-X", signed: "hosts;x-amz-date"), kind: .invalidSignature,
            message: "'Host' must be a 'SignedHeader' in the AWS Authorization."),
        RefusalCase(
            name: "another algorithm, which comes before the credential",
            authorization: RefusalCase.header(algorithm: "AWS4-HMAC-SHA255", credential: "a"), kind: .incompleteSignature,
            message: "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA255' (only AWS4-HMAC-SHA256 for now). "),
        RefusalCase(
            name: "another algorithm in the query", authorization: nil, query: RefusalCase.presigned(algorithm: "X"),
            kind: .incompleteSignature, message: "Unsupported AWS 'algorithm': 'X' (only AWS4-HMAC-SHA256 for now). "),
        RefusalCase(
            name: "four elements in the credential", authorization: RefusalCase.header(credential: "a/b/c/d"), kind: .incompleteSignature,
            message: "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'"),
        RefusalCase(
            name: "slashes at the end are no elements", authorization: RefusalCase.header(credential: "a/b/c/d/"),
            kind: .incompleteSignature,
            message: "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d/'"),
        RefusalCase(
            name: "six elements", authorization: RefusalCase.header(credential: "a/b/c/d/e/f"), kind: .incompleteSignature,
            message: "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d/e/f'"),
        RefusalCase(
            name: "everything wrong with the scope", authorization: RefusalCase.header(credential: "a/b/c/d/e"),
            headers: [("X-Amz-Date", "20130609T095204Z")], kind: .invalidSignature,
            message: "Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct service: 'dynamodb'. "
                + "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. "
                + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20130609', "
                + "from '20130609T095204Z'."),
        RefusalCase(
            name: "the scope is compared case by case",
            authorization: RefusalCase.header(credential: "AKID/20130609/US-EAST-1/DynamoDB/AWS4_REQUEST/"), kind: .invalidSignature,
            message: "Credential should be scoped to a valid region, not 'US-EAST-1'. "
                + "Credential should be scoped to correct service: 'dynamodb'. "
                + "Credential should be scoped with a valid terminator: 'aws4_request', not 'AWS4_REQUEST'. "),
        RefusalCase(
            name: "another day in the scope",
            authorization: RefusalCase.header(credential: "AKID/20130608/us-east-1/dynamodb/aws4_request"),
            kind: .invalidSignature,
            message: "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20130608' != '20130609', "
                + "from '20130609T100000Z'."),
        RefusalCase(
            name: "region and service of STS", source: "aws-side-services.md 3.1, recorded",
            authorization: RefusalCase.header(credential: "AKID/20130609/local/dynamodb/aws4_request"), rules: .sts,
            kind: .invalidSignature,
            message: "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. "),
        RefusalCase(
            name: "any region for IAM, but not any service", source: "aws-side-services.md 3.1",
            authorization: RefusalCase.header(credential: "AKID/20130609/local/sts/aws4_request"), rules: .iam, kind: .invalidSignature,
            message: "Credential should be scoped to correct service: 'iam'. "),
    ]

    @Test(arguments: cases) func `a refusal says what AWS says`(_ row: RefusalCase) {
        #expect(refusal(of: row)?.message == row.message)
        #expect(refusal(of: row)?.kind == row.kind)
    }

    @Test func `a wrong signature is told with its text`() {
        #expect(SignatureError.signatureMismatch.kind == .invalidSignature)
        #expect(
            SignatureError.signatureMismatch.message
                == "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
                + "signing method. Consult the service documentation for details.")
    }

    @Test func `every way to be refused has a row`() {
        var covered: Set<String> = [SignatureError.signatureMismatch.label]
        for row in Self.cases {
            if let refusal = refusal(of: row) {
                covered.formUnion(refusal.parts)
                covered.insert(refusal.label)
            }
        }
        #expect(covered == SignatureError.allLabels)
    }

    @Test(arguments: [
        ("us-east-1", true), ("eu-central-2", true), ("us-gov-west-1", true), ("us-iso-east-1", true), ("ap-southeast-7", true),
        ("eusc-de-east-1", true), ("us-east-12", true), ("local", false), ("localhost", false), ("ddblocal", false), ("", false),
        ("us-east", false), ("us-east-", false), ("us-east-1a", false), ("us-east-123", false), ("us--1", false), ("US-EAST-1", false),
        ("-east-1", false), ("us-east-1 ", false), ("aws-global", false),
    ])
    func `a region has a region's form`(_ name: String, _ isRegion: Bool) {
        #expect(CredentialScope.isRegionName(name) == isRegion)
    }

    @Test(arguments: [
        ("20130609T094500Z", RefusalCase.now), ("20130609T101500Z", RefusalCase.now), ("20160229T235959Z", 1_456_790_399),
    ])
    func `the edges of the window are inside`(_ date: String, _ now: Int64) throws {
        let day = date.prefix(8)
        let row = RefusalCase(
            name: "", authorization: RefusalCase.header(credential: "AKID/\(day)/us-east-1/dynamodb/aws4_request"),
            headers: [("X-Amz-Date", date)], kind: .invalidSignature, message: "")
        _ = try PresentedSignature(reading: row.request, now: now, rules: .dynamoDB)
    }

    @Test func `STS takes no notice of a lifetime`() throws {
        let query = RefusalCase.presigned(expires: "nonsense").replacing("dynamodb", with: "sts")
        let row = RefusalCase(name: "", authorization: nil, query: query, kind: .invalidSignature, message: "")
        #expect(try PresentedSignature(reading: row.request, now: RefusalCase.now + 900, rules: .sts).expires == nil)
    }

    @Test func `pieces may be parted by commas, blanks or both`() throws {
        for separator in [",", ", ", " ", "  ,\t"] {
            let header = RefusalCase.good.replacing(", ", with: separator)
            let row = RefusalCase(name: "", authorization: header, kind: .invalidSignature, message: "")
            let presented = try PresentedSignature(reading: row.request, now: RefusalCase.now, rules: .dynamoDB)
            #expect(presented.accessKeyID == "AKID")
            #expect(presented.signedHeaders == "host;x-amz-date")
            #expect(presented.signature == "abc")
        }
    }

    private func refusal(of row: RefusalCase) -> SignatureError? {
        do throws(SignatureError) {
            _ = try PresentedSignature(reading: row.request, now: row.now, rules: row.rules)
            return nil
        } catch {
            return error
        }
    }
}

extension SignatureError {
    /// The names of all cases and parts. A new case does not compile until it has a name here, and then needs a row.
    static let allLabels = Set(
        [
            "missing", "both", "piece", "header", "query", "date", "expires", "expired", "early", "host", "algorithm", "credential",
            "scope", "mismatch", "scope region", "scope unnamed region", "scope service", "scope terminator", "scope date",
        ] + HeaderPart.allCases.map { "header \($0)" } + QueryParameter.allCases.map { "query \($0)" }
            + ExpiresFault.allCases.map { "\($0)" })

    var label: String {
        switch self {
        case .missingAuthenticationToken: "missing"
        case .bothForms: "both"
        case .pieceWithoutEqualSign: "piece"
        case .incompleteHeader: "header"
        case .incompleteQuery: "query"
        case .malformedDate: "date"
        case .malformedExpires: "expires"
        case .expired: "expired"
        case .notYetCurrent: "early"
        case .hostNotSigned: "host"
        case .unsupportedAlgorithm: "algorithm"
        case .malformedCredential: "credential"
        case .wrongScope: "scope"
        case .signatureMismatch: "mismatch"
        }
    }

    /// The names of the parts that the text was put together from.
    var parts: [String] {
        switch self {
        case .incompleteHeader(let missing, _): missing.map { "header \($0)" }
        case .incompleteQuery(let missing): missing.map { "query \($0)" }
        case .malformedExpires(let fault): ["\(fault)"]
        case .wrongScope(let faults):
            faults.map { fault in
                switch fault {
                case .region: "scope region"
                case .unnamedRegion: "scope unnamed region"
                case .service: "scope service"
                case .terminator: "scope terminator"
                case .date: "scope date"
                }
            }
        default: []
        }
    }
}
