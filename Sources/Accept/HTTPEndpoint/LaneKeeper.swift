import AWSWire
import NIOCore
import NIOPosix
import Synchronization

/// What the connections of one event loop share: the commit they wait for, the clock, and the end.
///
/// Everything in it is touched on its loop only, which makes it safe to send there; `execute` is the way.
final class LaneKeeper: @unchecked Sendable {
    let lane: Lane
    let loop: any EventLoop
    let answering: any RequestAnswering
    let limits: EndpointLimits
    let pool: NIOThreadPool
    private let gate: LoopGate

    private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    private var awaitingCommit: [(connection: ConnectionHandler, ticket: UInt64, finish: @Sendable ((any Error)?) -> OutgoingResponse)] = []
    private var unflushed: [ConnectionHandler] = []
    private var isSweeping = false
    private var emptied: EventLoopPromise<Void>?

    /// The time at the last sweep; what is measured by it is late by a sweep at most, and nobody asks the system per request.
    private(set) var now = NIODeadline.now()

    init(
        lane: Lane, loop: any EventLoop, answering: any RequestAnswering, limits: EndpointLimits, pool: NIOThreadPool, gate: LoopGate
    ) {
        self.lane = lane
        self.loop = loop
        self.answering = answering
        self.limits = limits
        self.pool = pool
        self.gate = gate
    }

    /// Runs on the loop what another thread has to say; nothing once the loops have been shut down.
    func execute(_ body: @escaping @Sendable () -> Void) {
        gate.execute(body, on: loop)
    }

    // MARK: Commits

    /// Has the answer made after the commit at the end of this turn of the loop.
    ///
    /// What is executed on a loop from the loop itself runs after all the sockets that were ready in this turn, so that
    /// one commit serves all their requests, and a single one waits for nobody.
    func awaitCommit(
        for connection: ConnectionHandler, ticket: UInt64, finish: @escaping @Sendable ((any Error)?) -> OutgoingResponse
    ) {
        if awaitingCommit.isEmpty {
            loop.execute { self.commit() }
        }
        awaitingCommit.append((connection, ticket, finish))
    }

    private func commit() {
        let waiting = awaitingCommit
        awaitingCommit = []
        var failure: (any Error)?
        do {
            try answering.commit(on: lane)
        } catch {
            failure = error
        }
        for (connection, ticket, finish) in waiting {
            connection.deliver(finish(failure), for: ticket)
        }
    }

    // MARK: Answers that leave together

    /// How many answers wait at most for the end of the turn, so that the first are on their way while the next are made.
    private static let answersThatLeaveTogether = 16

    /// Has a connection's answers sent when the sockets that were ready in this turn have been served, or enough others wait.
    ///
    /// A client that shares this machine sleeps between answers that come one by one, and waking it costs as much as a third of
    /// a call; of answers that leave together only the first wakes it.
    func flushAtEndOfTurn(_ connection: ConnectionHandler) {
        if unflushed.isEmpty {
            loop.execute { self.flush() }
        }
        unflushed.append(connection)
        if unflushed.count == Self.answersThatLeaveTogether { flush() }
    }

    private func flush() {
        let waiting = unflushed
        unflushed.removeAll(keepingCapacity: true)
        for connection in waiting { connection.flushAnswers() }
    }

    // MARK: Connections

    /// Takes a new connection in, unless the endpoint is stopping.
    func admit(_ connection: ConnectionHandler) -> Bool {
        guard emptied == nil else { return false }
        connections[ObjectIdentifier(connection)] = connection
        startSweeping()
        return true
    }

    func forget(_ connection: ConnectionHandler) {
        connections[ObjectIdentifier(connection)] = nil
        if connections.isEmpty { emptied?.succeed() }
    }

    /// Closes the connections that came in through a listener that is no more, each after the answers it is owed.
    func closeConnections(of listener: ListenerLife) {
        for connection in Array(connections.values) where connection.listener === listener { connection.closeWhenAnswered() }
    }

    /// Closes every connection after the answers it is owed, and the rest when the time is up.
    func drain(within time: TimeAmount) -> EventLoopFuture<Void> {
        if let emptied { return emptied.futureResult }
        let promise = loop.makePromise(of: Void.self)
        emptied = promise
        for connection in Array(connections.values) { connection.closeWhenAnswered() }
        if connections.isEmpty {
            promise.succeed()
        } else {
            loop.scheduleTask(in: time) {
                for connection in Array(self.connections.values) { connection.closeNow() }
            }
        }
        return promise.futureResult
    }

    // MARK: Time

    private func startSweeping() {
        guard !isSweeping else { return }
        isSweeping = true
        now = .now()
        scheduleSweep()
    }

    private func scheduleSweep() {
        loop.scheduleTask(in: limits.sweepInterval) {
            self.now = .now()
            for connection in Array(self.connections.values) where connection.deadline <= self.now { connection.closeNow() }
            if self.connections.isEmpty {
                self.isSweeping = false
            } else {
                self.scheduleSweep()
            }
        }
    }
}

/// Keeps late answers from loops that have been shut down.
final class LoopGate: Sendable {
    private let isOpen = Mutex(true)

    func execute(_ body: @escaping @Sendable () -> Void, on loop: any EventLoop) {
        isOpen.withLock { if $0 { loop.execute(body) } }
    }

    func close() {
        isOpen.withLock { $0 = false }
    }
}
