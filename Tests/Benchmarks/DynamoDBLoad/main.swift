import Foundation
import LoadDriver
import NIOCore
import SigV4

/// `DynamoDBLoad PORT CONNECTIONS SECONDS OPERATION ACCESS-KEY SECRET [ITEMS]`: signed calls to a server on this machine; prints
/// requests per second, p50 and p99.
///
/// A thousand requests, spread over the items, are signed before the run and sent in turn, so that what is measured is the server;
/// each signature is still verified. With `fill` as the operation every item is written once, whatever time it takes. The exit
/// code is 1 where an answer was not 2xx.
let arguments = Array(CommandLine.arguments.dropFirst())
let words = LoadedOperation.all.map(\.word)
let numbers = arguments.prefix(3).compactMap { Int($0) }
let items = arguments.count > 6 ? Int(arguments[6]) ?? 0 : 1000
let fills = arguments.count > 3 && arguments[3] == "fill"
guard numbers.count == 3, (6...7).contains(arguments.count), items > 0, items % LoadedOperation.ordersOfACustomer == 0,
    let operation = LoadedOperation.all.first(where: { $0.word == (fills ? "batch-write" : arguments[3]) })
else {
    print("usage: DynamoDBLoad PORT CONNECTIONS SECONDS fill|\(words.joined(separator: "|")) ACCESS-KEY SECRET [ITEMS: a multiple of 25]")
    exit(2)
}
let signer = RequestSigner(accessKeyID: arguments[4], secretAccessKey: arguments[5], region: "us-east-1", service: "dynamodb")
let calls = SignedCalls(
    operation: operation, items: items, port: numbers[0], signer: signer, now: Int64(Date().timeIntervalSince1970))
var run = LoadRun(port: numbers[0], connections: numbers[1], seconds: numbers[2])
let report: LoadReport
if fills {
    let (batches, connections) = (items / LoadedOperation.ordersOfACustomer, numbers[1])
    run.warmUp = .zero
    run.requestsOfAConnection = (batches + connections - 1) / connections
    report = try await run.measure { connection, number in calls.request(number * connections + connection) }
} else {
    // A stride that shares no factor with the number of items spreads a thousand calls over all of them.
    let prepared = (0..<1000).map { calls.request(($0 * (items / 1000 | 1)) % items) }
    report = try await run.measure { connection, number in prepared[(connection &* 131 &+ number) % prepared.count] }
}
print(report)
exit(report.refusals == 0 && report.broken == 0 && report.answers > 0 ? 0 : 1)
