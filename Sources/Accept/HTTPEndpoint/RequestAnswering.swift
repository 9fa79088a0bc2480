package import AWSWire

/// Answers requests.
///
/// The endpoint asks on the event loop the requests came in on, so that a short operation costs no change of thread. What a
/// turn of the loop has read is asked together: none of these requests has waited for the answer to another, so they may be
/// taken through each step side by side and share a commit. Requests of one connection are asked in the order in which they
/// came, each after the answer before it is on its way; lanes are asked at the same time.
package protocol RequestAnswering: Sendable {
    /// Answers requests that came in together, in their order.
    func answer(_ requests: [IncomingRequest], on lane: Lane) -> [Reply]
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
    /// Is made on a thread that may block: scans, batches, transactions.
    case onPool(@Sendable () -> OutgoingResponse)
}
