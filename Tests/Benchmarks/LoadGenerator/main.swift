import Foundation
import LoadDriver
import NIOCore

/// `LoadGenerator PORT CONNECTIONS SECONDS [FILE …]`: loads a server on this machine, and prints requests per second, p50 and p99.
///
/// Each file holds one request as raw bytes, already signed; the connections send them in turn. Without a file, an unsigned
/// POST of 250 bytes is sent. The exit code is 1 where an answer was not 2xx or a connection broke, 2 for a wrong use.
let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.prefix(3).compactMap { Int($0) }
guard numbers.count == 3 else {
    print("usage: LoadGenerator PORT CONNECTIONS SECONDS [FILE ...]")
    exit(2)
}
var requests: [ByteBuffer] = []
for path in arguments.dropFirst(3) {
    guard let bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty else {
        print("no request in \(path)")
        exit(2)
    }
    requests.append(ByteBuffer(bytes: bytes))
}
if requests.isEmpty {
    let body = String(repeating: "x", count: 250)
    let head = "POST / HTTP/1.1\r\nHost: localhost:\(numbers[0])\r\nX-Amz-Target: DynamoDB_20120810.GetItem\r\n"
    let type = "Content-Type: application/x-amz-json-1.0\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    requests.append(ByteBuffer(string: head + type + body))
}
let run = LoadRun(port: numbers[0], connections: numbers[1], seconds: numbers[2])
let report = try await run.measure { [requests] connection, number in requests[(connection + number) % requests.count] }
print(report)
exit(report.refusals == 0 && report.broken == 0 ? 0 : 1)
