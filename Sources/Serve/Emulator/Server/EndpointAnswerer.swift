import AWSTypes
import AWSWire
import Gateway
import HTTPEndpoint
import Logging
import SQLiteStore
import ServiceModel

/// Stands between the endpoint's loops and the gateway: it takes what a turn of the loop has read through each step
/// together, has its writes share a commit, and sends what can be long to the pool.
///
///     accept accept accept   authenticate …   prepare …   perform: reads, then writes   commit   conclude …
///
/// The calls are one another's contemporaries, none has an answer yet, so that the order among them is free. A write that
/// would wait for another's goes to the pool too, so that the loop goes on reading.
struct EndpointAnswerer: RequestAnswering {
    let gateway: Gateway
    let database: Database
    let logger: Logger

    func answer(_ requests: [IncomingRequest], on lane: Lane) -> [Reply] {
        var records: [CallRecord] = []
        records.reserveCapacity(requests.count)
        var replies: [Reply?] = requests.map { request in
            switch gateway.accept(request) {
            case .answered(let response): return .now(response)
            case .control(let work): return .onPool(work)
            case .call(let call) where call.operation.traits.isLong: return .onPool { conclude(gateway.carryOut(call)) }
            case .call(let call):
                records.append(CallRecord(call))
                return nil
            }
        }
        var answers = carryOut(records).makeIterator()
        for place in replies.indices where replies[place] == nil { replies[place] = answers.next() }
        return replies.compactMap(\.self)
    }

    private func carryOut(_ records: [CallRecord]) -> [Reply] {
        for record in records { gateway.authenticate(record) }
        for record in records { gateway.prepare(record) }
        // Reading needs no lock, and so has no part in the time for which the writer is held.
        read(records.filter { $0.call.operation.traits.isReadOnly })
        let isWrite = { (record: CallRecord) in !record.call.operation.traits.isReadOnly && record.error == nil }
        // Somebody may have been writing for so long that a loop should not wait for it.
        guard !database.isWriterBusy(for: Self.longestWait) else {
            return records.map { record in isWrite(record) ? .onPool { performAlone(record) } : .now(conclude(record)) }
        }
        write(records.filter(isWrite))
        return records.map { .now(conclude($0)) }
    }

    /// What each has asked for may be of any moment after it came, and so of the same.
    private func read(_ records: [CallRecord]) {
        guard records.count > 1 else { return records.forEach(gateway.perform) }
        database.readTogether { records.forEach(gateway.perform) }
    }

    private func performAlone(_ record: CallRecord) -> OutgoingResponse {
        gateway.perform(record)
        return conclude(record)
    }

    /// Commits the writes together: an answer that tells what one of them did or saw is true only when they are safe.
    private func write(_ records: [CallRecord]) {
        guard !records.isEmpty else { return }
        database.beginGroup()
        for record in records { gateway.perform(record) }
        do {
            try database.commitGroup()
        } catch {
            logger.error("Writes could not be committed", metadata: ["error.cause": "\(error)"])
            for record in records { record.fail(with: error) }
        }
    }

    /// Other loops' groups and the parts of long work take less.
    private static let longestWait = Duration.milliseconds(10)

    private func conclude(_ record: CallRecord) -> OutgoingResponse {
        if let fault = record.error?.cause { logger.error("A call failed inside", metadata: ["error.cause": "\(fault)"]) }
        return gateway.conclude(record)
    }
}
