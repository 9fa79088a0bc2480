import AWSWire
import Gateway
import HTTPEndpoint
import Logging
import SQLiteStore
import ServiceModel

/// Stands between the endpoint's loops and the gateway: it groups the writes of a loop's turn into one commit, and sends
/// what can be long to the pool.
///
///     a turn of the loop:   answer  answer  answer   commit   -> the answers that waited
///
/// A write that would wait for another's goes to the pool too, so that the loop goes on reading.
struct EndpointAnswerer: RequestAnswering {
    let gateway: Gateway
    let database: Database
    let logger: Logger

    func answer(_ request: IncomingRequest, on lane: Lane) -> Reply {
        switch gateway.accept(request) {
        case .answered(let response): return .now(response)
        case .control(let work): return .onPool(work)
        case .call(let call) where call.operation.traits.isLong || wouldWait(call):
            return .onPool { conclude(gateway.carryOut(call)) }
        case .call(let call):
            database.beginGroup()
            let carriedOut = gateway.carryOut(call)
            guard database.hasOpenGroup else {
                // Nobody would commit a group that no answer waits for, so none is left open for a later write to fall into.
                try? database.commitGroup()
                return .now(conclude(carriedOut))
            }
            return .afterCommit { failure in
                // What only reads waits because it may have seen what was not committed; it need not fail with it.
                if failure != nil, call.operation.traits.isReadOnly { return conclude(gateway.carryOut(call)) }
                return conclude(carriedOut, failure: failure)
            }
        }
    }

    /// Whether somebody has been writing for so long that a loop should not wait for it.
    private func wouldWait(_ call: Call) -> Bool {
        !call.operation.traits.isReadOnly && database.isWriterBusy(for: Self.longestWait)
    }

    /// Other loops' groups and the parts of long work take less.
    private static let longestWait = Duration.milliseconds(10)

    func commit(on lane: Lane) throws { try database.commitGroup() }

    private func conclude(_ carriedOut: CarriedOutCall, failure: (any Error)? = nil) -> OutgoingResponse {
        if let fault = carriedOut.internalFault { logger.error("A call failed inside", metadata: ["error.cause": "\(fault)"]) }
        if let failure { logger.error("Writes could not be committed", metadata: ["error.cause": "\(failure)"]) }
        return gateway.conclude(carriedOut, failure: failure)
    }
}
