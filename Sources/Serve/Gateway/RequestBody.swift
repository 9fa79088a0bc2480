import AWSTypes
import AWSWire
import ByteJSON
import Zlib

extension IncomingRequest {
    /// DynamoDB's limit, which counts what comes out of a packed body (recorded by Alternator's authors).
    private static let longestBody = 16 * 1024 * 1024

    /// The JSON of the body, unpacked where the client has packed it; the signature is over the body as it was sent.
    func jsonDocument() throws(AWSError) -> JSONDocument {
        do {
            switch header("Content-Encoding")?.lowercased() {
            case nil, "", "identity": return try JSONDocument(parsing: body)
            case "gzip", "deflate": return try JSONDocument(parsing: Inflation.inflate(body, limit: Self.longestBody))
            default: throw AWSError(.serialization)
            }
        } catch {
            throw AWSError(.serialization)
        }
    }
}
