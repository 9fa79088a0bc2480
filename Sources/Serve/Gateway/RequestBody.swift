import AWSTypes
import AWSWire
import ByteJSON
import Zlib

extension IncomingRequest {
    /// DynamoDB's limit, which counts what comes out of a packed body (recorded by Alternator's authors).
    private static let longestBody = 16 * 1024 * 1024

    /// Whether the client says that it has packed the body.
    var isPacked: Bool { header("Content-Encoding").map { !$0.isEmpty && $0.lowercased() != "identity" } ?? false }

    /// The JSON of the body, unpacked where the client has packed it; the signature is over the body as it was sent.
    ///
    /// What cannot be unpacked, or is packed in a way that is not known, is an InternalServerError on DynamoDB (recorded by Alternator's
    /// authors); JSON that is no object is a SerializationException.
    func jsonDocument() throws(AWSError) -> JSONDocument {
        let bytes: [UInt8]
        switch header("Content-Encoding")?.lowercased() {
        case nil, "", "identity": bytes = body
        case "gzip", "deflate":
            do { bytes = try Inflation.inflate(body, limit: Self.longestBody) } catch { throw AWSError(.internalServerError) }
        default: throw AWSError(.internalServerError)
        }
        guard let document = try? JSONDocument(parsing: bytes), document.root.kind == .object else { throw AWSError(.serialization) }
        return document
    }
}
