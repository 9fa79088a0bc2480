package import AWSWire

/// Answers requests, and commits the writes that answers wait for.
///
/// The endpoint asks on the event loop a request came in on, so that a short operation costs no change of thread. All
/// requests of one lane are asked one after another, those of different lanes at the same time. Requests of one
/// connection are asked in the order in which they came, each after the answer before it is on its way.
package protocol RequestAnswering: Sendable {
    /// Answers one request, or says what its answer waits for.
    func answer(_ request: IncomingRequest, on lane: Lane) -> Reply

    /// Makes lasting what the lane's waiting answers report.
    ///
    /// Called once a turn of the loop, and only where an answer waits; whatever it throws is handed to each of them.
    func commit(on lane: Lane) throws
}

/// One event loop, by number: the key to whatever an answerer keeps per thread, such as a reader of the database.
package struct Lane: Sendable, Hashable {
    /// From zero to one below the number of loops.
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// An answer, or what it waits for.
///
/// Until the answer is there, further requests of its connection wait in their order.
package enum Reply: Sendable {
    /// Leaves at once.
    case now(OutgoingResponse)
    /// Leaves when the lane has committed; the closure makes the answer, and is told why the commit failed where it did.
    ///
    /// It runs on the loop, and also where the client has gone meanwhile: the call is to be recorded as it ended.
    case afterCommit(@Sendable (_ failure: (any Error)?) -> OutgoingResponse)
    /// Is made on a thread that may block: scans, batches, transactions.
    case onPool(@Sendable () -> OutgoingResponse)
    /// Is delivered later, from any thread, such as that of a writer that commits for every lane.
    case handedOver(@Sendable (Delivery) -> Void)
}

/// The way back for one answer that somebody else makes.
///
/// The first answer counts; one for a client that has gone is dropped. A delivery that is never used leaves its client
/// waiting, as there is no answer that would be true.
package struct Delivery: Sendable {
    let connection: ConnectionHandler
    let ticket: UInt64
    let lane: LaneKeeper

    /// Sends the answer on the loop of its connection; may be called on any thread.
    package func callAsFunction(_ response: OutgoingResponse) {
        lane.execute { [connection, ticket] in connection.deliver(response, for: ticket) }
    }
}
