import AWSWire
import NIOCore
import NIOPosix
import Synchronization

/// What the connections of one event loop share: the requests they ask together, the clock, and the end.
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
    private var requests: [IncomingRequest] = []
    /// Whose requests these are, in the same order.
    private var askers: [(connection: ConnectionHandler, ticket: UInt64)] = []
    private var unflushed: [ConnectionHandler] = []
    private var isTurnEnding = false
    private var isAnswering = false
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

    // MARK: What a turn of the loop has read

    /// How many requests are answered together at most, so that the first answers are on their way while the next are made.
    private static let requestsAnsweredTogether = 32

    /// Has a request answered when the sockets that were ready in this turn have been read, or enough others are there.
    ///
    /// A request's way through all the steps is longer than a processor keeps code at hand: of those that take each step
    /// together only the first waits for it. A client that shares this machine gains as well: it sleeps between answers that
    /// come one by one, and of answers that leave together only the first wakes it.
    func ask(_ request: IncomingRequest, for connection: ConnectionHandler, _ ticket: UInt64) {
        requests.append(request)
        askers.append((connection, ticket))
        if requests.count >= Self.requestsAnsweredTogether, !isAnswering { answerTogether() } else { finishTurnSoon() }
    }

    private func answerTogether() {
        let (requests, askers) = (self.requests, self.askers)
        (self.requests, self.askers) = ([], [])
        self.requests.reserveCapacity(requests.count)
        self.askers.reserveCapacity(requests.count)
        isAnswering = true
        for (asker, reply) in zip(askers, answering.answer(requests, on: lane)) {
            switch reply {
            case .now(let response): asker.connection.deliver(response, for: asker.ticket)
            case .onPool(let work): submit(work, for: asker.connection, asker.ticket)
            }
        }
        isAnswering = false
        flush()
    }

    private func submit(_ work: @escaping @Sendable () -> OutgoingResponse, for connection: ConnectionHandler, _ ticket: UInt64) {
        pool.submit { state in
            guard case .active = state else { return }
            let response = work()
            self.execute { connection.deliver(response, for: ticket) }
        }
    }

    /// Has a connection's answers sent with those that others have for their clients in this turn.
    func flushAtEndOfTurn(_ connection: ConnectionHandler) {
        unflushed.append(connection)
        if !isAnswering { finishTurnSoon() }
    }

    private func flush() {
        let waiting = unflushed
        unflushed.removeAll(keepingCapacity: true)
        for connection in waiting { connection.flushAnswers() }
    }

    /// What is executed on a loop from the loop itself runs after all the sockets that were ready in this turn.
    private func finishTurnSoon() {
        guard !isTurnEnding else { return }
        isTurnEnding = true
        loop.execute { self.finishTurn() }
    }

    private func finishTurn() {
        isTurnEnding = false
        if requests.isEmpty { flush() } else { answerTogether() }
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
