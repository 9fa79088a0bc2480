package import NIOCore
import NIOPosix

/// Keeps a number of connections to a port of this machine busy for a while, and counts.
///
/// Each connection sends its next request when the answer to the one before is whole. The requests come from a function,
/// so that they can be signed as they are sent; what it costs is the generator's, and the same for every server measured.
package struct LoadRun: Sendable {
    package var port: Int
    /// At most 512.
    package var connections: Int
    /// At most 600.
    package var seconds: Int
    /// Not counted: connections, caches and branch predictors settle.
    package var warmUp = TimeAmount.seconds(1)
    package var loops = 1
    /// How many requests each connection sends at most; nil for as many as there is time for.
    package var requestsOfAConnection: Int?
    /// Whether an answer, head and body, is as it should be; nil where its status tells.
    package var accepts: (@Sendable (_ connection: Int, _ number: Int, _ answer: ByteBuffer) -> Bool)?

    package init(port: Int, connections: Int, seconds: Int) {
        self.port = port
        self.connections = min(512, max(1, connections))
        self.seconds = min(600, max(1, seconds))
    }

    /// Runs, and reports what was answered in the time that counts.
    package func measure(_ request: @escaping @Sendable (_ connection: Int, _ number: Int) -> ByteBuffer) async throws -> LoadReport {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
        do {
            let report = try await measure(request, on: group)
            try await group.shutdownGracefully()
            return report
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func measure(
        _ request: @escaping @Sendable (_ connection: Int, _ number: Int) -> ByteBuffer, on group: MultiThreadedEventLoopGroup
    ) async throws -> LoadReport {
        let begin = NIODeadline.now() + warmUp
        let end = begin + .seconds(Int64(seconds))
        var tallies: [ObjectIdentifier: Tally] = [:]
        for loop in group.makeIterator() { tallies[ObjectIdentifier(loop)] = Tally(begin: begin, end: end) }
        let bootstrap = ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        var channels: [any Channel] = []
        for number in 0..<connections {
            let channel = bootstrap.channelInitializer { [tallies] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let tally = tallies[ObjectIdentifier(channel.eventLoop)] else { return }
                    let client = LoadConnection(
                        tally: tally, limit: requestsOfAConnection, accepts: accepts.map { accepts in { accepts(number, $0, $1) } }
                    ) { request(number, $0) }
                    try channel.pipeline.syncOperations.addHandler(client)
                }
            }
            channels.append(try await channel.connect(host: "127.0.0.1", port: port).get())
        }
        // A server that no longer answers must not hold the run.
        let patience = group.any().scheduleTask(deadline: end + .seconds(2)) { [channels] in
            for channel in channels { channel.close(promise: nil) }
        }
        for channel in channels { try? await channel.closeFuture.get() }
        patience.cancel()
        var report = LoadReport(seconds: seconds)
        for tally in tallies.values { report.add(tally) }
        return report
    }
}
