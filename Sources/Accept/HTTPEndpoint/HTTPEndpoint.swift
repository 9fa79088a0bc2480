import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Listens on any number of addresses, and turns a socket's bytes into requests and answers into bytes.
///
/// The loops, the pool and the listeners are its own; they run until `stop` is called, which every owner has to do.
package final class HTTPEndpoint: Sendable {
    private struct OpenListener {
        let life: ListenerLife
        let channel: EventLoopFuture<any Channel>
    }

    private enum State {
        case running([UInt64: OpenListener])
        case stopped
    }

    private let group: MultiThreadedEventLoopGroup
    private let pool: NIOThreadPool
    private let gate = LoopGate()
    private let keepers: [ObjectIdentifier: LaneKeeper]
    private let tls: NIOSSLContext?
    private let limits: EndpointLimits
    private let state = Mutex(State.running([:]))
    private let nextID = Atomic<UInt64>(0)

    /// How many event loops there are, and so how many lanes.
    package static var defaultLoops: Int { max(1, System.coreCount) }

    /// Starts the loops and listens; where one address fails, nothing is left running.
    package static func start(
        on listeners: [Listener],
        answering: any RequestAnswering,
        identity: TLSIdentity? = nil,
        loops: Int = HTTPEndpoint.defaultLoops,
        poolThreads: Int = max(2, HTTPEndpoint.defaultLoops),
        limits: EndpointLimits = EndpointLimits()
    ) throws(EndpointError) -> HTTPEndpoint {
        let tls = try identity?.serverContext()
        let endpoint = HTTPEndpoint(answering: answering, tls: tls, loops: loops, poolThreads: poolThreads, limits: limits)
        for listener in listeners {
            do {
                _ = try endpoint.addListener(listener)
            } catch {
                endpoint.abandon()
                throw error
            }
        }
        return endpoint
    }

    private init(answering: any RequestAnswering, tls: NIOSSLContext?, loops: Int, poolThreads: Int, limits: EndpointLimits) {
        group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, loops))
        pool = NIOThreadPool(numberOfThreads: max(1, poolThreads))
        pool.start()
        self.tls = tls
        self.limits = limits
        var keepers: [ObjectIdentifier: LaneKeeper] = [:]
        for (index, loop) in group.makeIterator().enumerated() {
            keepers[ObjectIdentifier(loop)] = LaneKeeper(
                lane: Lane(index: index), loop: loop, answering: answering, limits: limits, pool: pool, gate: gate)
        }
        self.keepers = keepers
    }

    // MARK: Listeners

    /// The listeners there are, in the order in which they were added.
    package var listeners: [BoundListener] {
        state.withLock { state in
            guard case .running(let open) = state else { return [] }
            return open.values.map(\.life.bound).sorted { $0.id < $1.id }
        }
    }

    /// Listens on one more address.
    ///
    /// Clients can connect when this returns. It may be called on any thread, also on an event loop while a request is
    /// answered, as nothing in it waits; only a host that is a name, other than `localhost`, is looked up on the spot.
    package func addListener(_ listener: Listener) throws(EndpointError) -> BoundListener {
        if listener.scheme == .httpAndHTTPS, tls == nil { throw .certificateMissing(host: listener.host, port: listener.port) }
        let socket = try ListeningSocket(listener)
        var actual = listener
        actual.port = socket.port
        let bound = BoundListener(id: nextID.wrappingAdd(1, ordering: .relaxed).newValue, listener: actual)
        let isOpen = state.withLock { state in
            guard case .running(var open) = state else { return false }
            let life = ListenerLife(bound)
            open[bound.id] = OpenListener(life: life, channel: accept(from: socket, life))
            state = .running(open)
            return true
        }
        guard isOpen else {
            socket.abandon()
            throw .stopped
        }
        return bound
    }

    /// Listens there no longer, and closes the connections that came in there, each after the answers it is owed.
    ///
    /// It may be called on any thread, also on an event loop; the address is free a moment after it returns.
    package func removeListener(_ listener: BoundListener) {
        let removed = state.withLock { state -> OpenListener? in
            guard case .running(var open) = state else { return nil }
            let removed = open.removeValue(forKey: listener.id)
            state = .running(open)
            return removed
        }
        guard let removed else { return }
        end(removed)
        for keeper in keepers.values {
            keeper.execute { keeper.closeConnections(of: removed.life) }
        }
    }

    private func end(_ listener: OpenListener) {
        listener.life.end()
        listener.channel.whenSuccess { $0.close(promise: nil) }
    }

    private func accept(from socket: ListeningSocket, _ life: ListenerLife) -> EventLoopFuture<any Channel> {
        let tls = life.bound.listener.scheme == .httpAndHTTPS ? tls : nil
        return ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                // Out of file descriptors, it accepts again a second later.
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler()) }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { [keepers, limits] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let keeper = keepers[ObjectIdentifier(channel.eventLoop)] else { return }
                    let connection = ConnectionHandler(listener: life, keeper: keeper, clientAddress: channel.remoteAddress)
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(SchemeDetector(context: tls, connection: connection)) }
                    try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits.decoding)))
                    try pipeline.addHandler(connection)
                }
            }
            .withBoundSocket(socket.descriptor)
    }

    // MARK: The end

    /// Listens no longer, lets the requests in flight finish, and ends the threads.
    ///
    /// Idle connections close at once, busy ones after their answer, all of them when the limits' `stopTime` is over. An
    /// operation that still runs on the pool then is not waited for: its threads end behind it. A second call returns
    /// at once.
    package func stop() async {
        guard let open = close() else { return }
        for listener in open { end(listener) }
        let drained = keepers.values.map { keeper in
            keeper.loop.flatSubmit { keeper.drain(within: self.limits.stopTime) }
        }
        for future in drained { try? await future.get() }
        let clock = group.any()
        let ended = clock.makePromise(of: Void.self)
        pool.shutdownGracefully { _ in ended.succeed() }
        // In its own promise, as a pool that ends late would find the loop gone.
        let patience = clock.makePromise(of: Bool.self)
        ended.futureResult.whenComplete { _ in patience.succeed(true) }
        _ = clock.scheduleTask(in: .milliseconds(100)) { patience.succeed(false) }
        gate.close()
        guard (try? await patience.futureResult.get()) == true else {
            ended.futureResult.whenComplete { [group] _ in group.shutdownGracefully { _ in } }
            return
        }
        try? await group.shutdownGracefully()
    }

    /// Marks the endpoint as stopped, and hands over what was open; nil where it was stopped before.
    private func close() -> [OpenListener]? {
        state.withLock { state in
            guard case .running(let open) = state else { return nil }
            state = .stopped
            return Array(open.values)
        }
    }

    /// Undoes a start that failed half-way: nobody has connected, and nothing is waited for.
    private func abandon() {
        for listener in close() ?? [] { end(listener) }
        gate.close()
        pool.shutdownGracefully { [group] _ in group.shutdownGracefully { _ in } }
    }
}

extension EndpointLimits {
    /// The decoder's own limits: it gives up early, the exact count is the assembly's.
    fileprivate var decoding: NIOHTTPDecoderLimitConfiguration {
        var configuration = NIOHTTPDecoderLimitConfiguration()
        configuration.maxHeaderFieldSize = headBytes
        configuration.maxHeaderListSize = headBytes
        configuration.maxHeaderFieldCount = max(1, headBytes / 4)
        return configuration
    }
}
