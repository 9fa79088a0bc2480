import SigV4
import Testing

/// A request that is refused before its key is looked up: what is wrong with it, and the whole text that says so.
struct RefusalCase: CustomTestStringConvertible, Sendable {
    var name: String
    var source = "authorization.md 1.4 to 1.7, recorded from DynamoDB"
    var authorization: String? = good
    var query: String?
    var headers: [(name: String, value: String)] = [("X-Amz-Date", "20130609T100000Z")]
    var now: Int64 = RefusalCase.now
    var rules = SignatureRules.dynamoDB
    var kind: SignatureError.Kind
    var message: String

    var testDescription: String { name }

    /// 2013-06-09T10:00:00Z.
    static let now: Int64 = 1_370_772_000
    static let credential = "AKID/20130609/us-east-1/dynamodb/aws4_request"
    static let good = header()

    static func header(
        algorithm: String = "AWS4-HMAC-SHA256", credential: String = credential, signed: String = "host;x-amz-date"
    ) -> String {
        "\(algorithm) Credential=\(credential), SignedHeaders=\(signed), Signature=abc"
    }

    static func presigned(expires: String? = nil, date: String = "20130609T100000Z", algorithm: String = "AWS4-HMAC-SHA256") -> String {
        "X-Amz-Algorithm=\(algorithm)&X-Amz-Credential=\(credential)&X-Amz-Signature=abc&X-Amz-SignedHeaders=host&X-Amz-Date=\(date)"
            + (expires.map { "&X-Amz-Expires=\($0)" } ?? "")
    }

    var request: SignableRequest {
        let authorization = authorization.map { [(name: "Authorization", value: $0)] } ?? []
        return SignableRequest(method: "POST", path: "/", query: query, headers: [("Host", "localhost")] + authorization + headers)
    }
}
