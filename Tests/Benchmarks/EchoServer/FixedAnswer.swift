import AWSWire
import HTTPEndpoint

/// The answer that every kind of echo server sends, with the headers that DynamoDB sends.
struct FixedAnswer: RequestAnswering {
    static let body = Array(#"{"Item":{"Artist":{"S":"\#(String(repeating: "x", count: 166))"}}}"#.utf8)
    static let headers = [
        (name: "Server", value: "Server"),
        (name: "Date", value: "Mon, 09 Mar 2026 10:00:00 GMT"),
        (name: "Content-Type", value: "application/x-amz-json-1.0"),
        (name: "Content-Length", value: String(body.count)),
        (name: "x-amzn-RequestId", value: "ABCDEFGHIJKLMNOPQRSTUVWXVV4KQNSO5AEMVJF66Q9ASUAAJG"),
        (name: "x-amz-crc32", value: "2745614147"),
    ]

    func answer(_ requests: [IncomingRequest], on lane: Lane) -> [Reply] {
        requests.map { _ in .now(OutgoingResponse(status: 200, headers: HeaderLines(Self.headers), body: Self.body)) }
    }
}
