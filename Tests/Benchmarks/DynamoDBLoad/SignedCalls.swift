import NIOCore
import SigV4

/// A thousand signed requests, as bytes that are ready to be sent.
struct SignedCalls: Sendable {
    enum Operation: String { case get, put }

    private static let count = 1000
    private let requests: [ByteBuffer]

    init(_ operation: Operation, port: Int, signer: RequestSigner, now: Int64) {
        requests = (0..<Self.count).map { Self.request(operation, item: $0, port: port, signer: signer, now: now) }
    }

    subscript(number: Int) -> ByteBuffer { requests[number % Self.count] }

    private static func request(_ operation: Operation, item: Int, port: Int, signer: RequestSigner, now: Int64) -> ByteBuffer {
        let key = #""pk":{"S":"customer-\#(item / 10)"},"sk":{"S":"order-\#(item % 10)"}"#
        let (name, body) =
            switch operation {
            case .get: ("GetItem", #"{"TableName":"Orders","Key":{\#(key)}}"#)
            case .put: ("PutItem", #"{"TableName":"Orders","Item":{\#(key),\#(attributes)}}"#)
            }
        var request = SignableRequest(
            method: "POST", path: "/",
            headers: [
                ("Host", "localhost:\(port)"), ("Content-Type", "application/x-amz-json-1.0"),
                ("X-Amz-Target", "DynamoDB_20120810.\(name)"),
            ], body: Array(body.utf8))
        signer.sign(&request, now: now)
        var head = "POST / HTTP/1.1\r\n"
        for header in request.headers { head += "\(header.name): \(header.value)\r\n" }
        return ByteBuffer(string: head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
    }

    /// What makes an item about 400 bytes.
    private static let attributes: String = {
        let note = String(repeating: "x", count: 250)
        let lines = #"{"L":[{"M":{"sku":{"S":"A-17"},"count":{"N":"3"}}}]}"#
        return #""total":{"N":"1299.95"},"paid":{"BOOL":true},"lines":\#(lines),"note":{"S":"\#(note)"}"#
    }()
}
