import NIOCore
import SigV4

/// Makes calls as bytes that are ready to be sent, each with a signature of its own.
struct SignedCalls: Sendable {
    let operation: LoadedOperation
    /// How many items the calls are about.
    let items: Int
    let port: Int
    let signer: RequestSigner
    let now: Int64

    func request(_ item: Int) -> ByteBuffer {
        let body = operation.body(item % items, items)
        var request = SignableRequest(
            method: "POST", path: "/",
            headers: [
                ("Host", "localhost:\(port)"), ("Content-Type", "application/x-amz-json-1.0"),
                ("X-Amz-Target", "DynamoDB_20120810.\(operation.name)"),
            ], body: Array(body.utf8))
        signer.sign(&request, now: now)
        var head = "POST / HTTP/1.1\r\n"
        for header in request.headers { head += "\(header.name): \(header.value)\r\n" }
        return ByteBuffer(string: head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
    }
}
