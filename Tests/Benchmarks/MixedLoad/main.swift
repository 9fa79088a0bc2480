import ByteJSON
import Foundation
import LoadDriver
import NIOCore
import SigV4
import Synchronization

/// `MixedLoad PORT CONNECTIONS SECONDS ACCESS-KEY SECRET`: mixed work on the table of the benchmarks' world, and a reckoning at its end.
///
/// Every answer must be a success or the one fault that its condition allows, and the counters must come to what was
/// acknowledged; otherwise the exit code is 1.
let arguments = Array(CommandLine.arguments.dropFirst())
let numbers = arguments.prefix(3).compactMap { Int($0) }
guard numbers.count == 3, arguments.count == 5 else {
    print("usage: MixedLoad PORT CONNECTIONS SECONDS ACCESS-KEY SECRET")
    exit(2)
}
let signer = RequestSigner(accessKeyID: arguments[3], secretAccessKey: arguments[4], region: "us-east-1", service: "dynamodb")
let work = MixedWork(port: numbers[0], signer: signer) { Int64(Date().timeIntervalSince1970) }

/// What was acknowledged, and the first answers that were wrong.
final class Reckoning: Sendable {
    let counted = Atomic<Int>(0)
    let refused = Atomic<Int>(0)
    let wrong = Mutex<[String]>([])

    func accepts(_ kind: MixedWork.Kind, _ answer: ByteBuffer) -> Bool {
        let text = String(buffer: answer)
        if text.hasPrefix("HTTP/1.1 200 ") {
            counted.add(kind.counted, ordering: .relaxed)
            return true
        }
        if let fault = kind.fault, text.hasPrefix("HTTP/1.1 400 "), text.contains("#\(fault)\"") {
            refused.add(1, ordering: .relaxed)
            return true
        }
        wrong.withLock { if $0.count < 5 { $0.append("\(kind): \(text)") } }
        return false
    }
}

final class Sum: Sendable {
    let value = Atomic<Int>(0)
}

/// The sum of the counters as the table has it.
func sumOfCounters() async throws -> Int {
    let found = Sum()
    var run = LoadRun(port: numbers[0], connections: 1, seconds: 10)
    run.warmUp = .zero
    run.requestsOfAConnection = MixedWork.counters
    run.accepts = { _, _, answer in
        let text = String(buffer: answer)
        guard let body = text.range(of: "\r\n\r\n").map({ Array(text[$0.upperBound...].utf8) }),
            let document = try? JSONDocument(parsing: body)
        else { return false }
        found.value.add(document.root["Item"]?["hits"]?["N"]?.string.flatMap { Int($0) } ?? 0, ordering: .relaxed)
        return true
    }
    _ = try await run.measure { _, number in
        work.signed("GetItem", #""TableName":"Orders","ConsistentRead":true,"Key":\#(MixedWork.counter(number))"#)
    }
    return found.value.load(ordering: .relaxed)
}

let before = try await sumOfCounters()
let reckoning = Reckoning()
var run = LoadRun(port: numbers[0], connections: numbers[1], seconds: numbers[2])
run.accepts = { _, number, answer in reckoning.accepts(work.kind(number), answer) }
let report = try await run.measure { work.request($0, $1) }
let after = try await sumOfCounters()
let counted = reckoning.counted.load(ordering: .relaxed)
print(report)
print("counted \(counted), found \(after - before); conditions that failed \(reckoning.refused.load(ordering: .relaxed))")
for text in reckoning.wrong.withLock({ $0 }) { print("WRONG \(text)") }
exit(report.refusals == 0 && report.broken == 0 && report.answers > 0 && counted == after - before ? 0 : 1)
