import Foundation
import LoadDriver
import NIOCore
import SigV4

/// `DynamoDBLoad PORT CONNECTIONS SECONDS get|put ACCESS-KEY SECRET`: signed item calls to a server on this machine; prints
/// requests per second, p50 and p99.
///
/// The requests are signed before the run and sent in turn, so that what is measured is the server; each signature is
/// still verified. Puts write the thousand items that gets read. The exit code is 1 where an answer was not 2xx.
let arguments = Array(CommandLine.arguments.dropFirst())
let numbers = arguments.prefix(3).compactMap { Int($0) }
guard numbers.count == 3, arguments.count == 6, let operation = SignedCalls.Operation(rawValue: arguments[3]) else {
    print("usage: DynamoDBLoad PORT CONNECTIONS SECONDS get|put ACCESS-KEY SECRET")
    exit(2)
}
let signer = RequestSigner(accessKeyID: arguments[4], secretAccessKey: arguments[5], region: "us-east-1", service: "dynamodb")
let calls = SignedCalls(operation, port: numbers[0], signer: signer, now: Int64(Date().timeIntervalSince1970))
let report = try await LoadRun(port: numbers[0], connections: numbers[1], seconds: numbers[2]).measure { connection, number in
    calls[connection &* 131 &+ number]
}
print(report)
exit(report.refusals == 0 && report.broken == 0 && report.answers > 0 ? 0 : 1)
