import Foundation
import SigV4
import Testing

/// A request that somebody else signed, with each step on the way to its signature.
///
/// All are signed with the key of AWS's published test suite. Of the suite two kinds are left out: paths that are not normalised,
/// which are for S3, and a presigned token that is added after signing (`post-sts-header-after`), which is for IoT.
struct SignatureVector: Codable, CustomTestStringConvertible, Sendable {
    var name: String
    var form: String
    var source: String
    var service: String
    var timestamp: String
    var method: String
    var path: String
    var query: String?
    var headers: [[String]]
    var body: String
    var canonicalRequest: String
    var stringToSign: String
    var signature: String

    var testDescription: String { "\(name) (\(form))" }

    static let accessKeyID = "AKIDEXAMPLE"
    static let secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    /// 2015-08-30T12:36:00Z, when everything was signed.
    static let now: Int64 = 1_440_938_160

    static func all() throws -> [SignatureVector] {
        try ["test-suite-header", "test-suite-query", "botocore"].flatMap { name in
            let file = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Cases"))
            return try JSONDecoder().decode([SignatureVector].self, from: Data(contentsOf: file))
        }
    }

    var request: SignableRequest {
        SignableRequest(method: method, path: path, query: query, headers: headers.map { ($0[0], $0[1]) }, body: Array(body.utf8))
    }

    var rules: SignatureRules {
        SignatureRules(services: [service])
    }

    var key: SigningKey {
        SigningKey(secretAccessKey: Self.secretAccessKey, date: String(timestamp.prefix(8)), region: "us-east-1", service: service)
    }

    /// Reads and verifies a request as a service would.
    func check(_ request: SignableRequest) throws(SignatureError) {
        try PresentedSignature(reading: request, now: Self.now, rules: rules).verify(request, with: key)
    }
}
