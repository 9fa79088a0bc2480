import NIOCore
import NIOHTTP1
import NIOPosix
import SigV4

/// Where the server is.
package struct RunningServer: Sendable {
    package var host: String
    package var port: Int
    /// The ports that stand for VPC endpoints, by their ids.
    package var endpointPorts: [String: Int]

    package init(host: String = "127.0.0.1", port: Int, endpointPorts: [String: Int] = [:]) {
        self.host = host
        self.port = port
        self.endpointPorts = endpointPorts
    }

    /// The host as it stands in an address.
    var urlHost: String { host.contains(":") ? "[\(host)]" : host }
}

/// An answer as it came.
struct StepResponse: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    /// - Parameter name: in lower case.
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
}

/// The server could not be reached, or broke off.
package struct StepConnectionError: Error, CustomStringConvertible {
    package var description: String
}

/// Sends requests over a socket and waits for the answers, one after the other: the client of a story.
package final class StepClient: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private static let patience = TimeAmount.seconds(30)

    package init() { group = MultiThreadedEventLoopGroup(numberOfThreads: 1) }

    package func close() { try? group.syncShutdownGracefully() }

    /// Signs a request and sends it.
    func send(_ request: CommandRequest, to server: RunningServer, port: Int, signer: RequestSigner, now: Int64) throws -> StepResponse {
        var signable = SignableRequest(
            method: "POST", path: "/", headers: [("Host", "\(server.host):\(port)")] + request.headers, body: request.body)
        signer.sign(&signable, now: now)
        return try send(method: .POST, target: "/", headers: signable.headers, body: request.body, host: server.host, port: port)
    }

    /// Asks or tells the emulator itself.
    func control(_ method: HTTPMethod, _ path: String, body: [UInt8] = [], of server: RunningServer) throws -> StepResponse {
        try send(
            method: method, target: "/_portcullis/" + path,
            headers: [("Host", "\(server.urlHost):\(server.port)"), ("Content-Type", "application/json")], body: body,
            host: server.host, port: server.port)
    }

    private func send(
        method: HTTPMethod, target: String, headers: [(name: String, value: String)], body: [UInt8], host: String, port: Int
    ) throws -> StepResponse {
        let answer = group.next().makePromise(of: StepResponse.self)
        var fields = HTTPHeaders(headers.map { ($0.name, $0.value) })
        fields.replaceOrAdd(name: "Content-Length", value: String(body.count))
        fields.replaceOrAdd(name: "Connection", value: "close")
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: target, headers: fields)
        let connecting = ClientBootstrap(group: group).connectTimeout(.seconds(5)).channelInitializer { channel in
            channel.pipeline.addHTTPClientHandlers().flatMapThrowing {
                try channel.pipeline.syncOperations.addHandler(AnswerCollector(answer))
            }
        }.connect(host: host, port: port)
        let channel: any Channel
        do {
            channel = try connecting.wait()
        } catch {
            answer.fail(error)
            throw StepConnectionError(description: "nobody answers at \(host):\(port)")
        }
        let overdue = channel.eventLoop.scheduleTask(in: Self.patience) {
            answer.fail(StepConnectionError(description: "\(host):\(port) has not answered in 30 seconds"))
        }
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        if !body.isEmpty { channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil) }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        defer {
            overdue.cancel()
            channel.close(promise: nil)
        }
        return try answer.futureResult.wait()
    }
}

/// Puts an answer together and hands it over.
private final class AnswerCollector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let answer: EventLoopPromise<StepResponse>
    private var response = StepResponse(status: 0, headers: [], body: [])

    init(_ answer: EventLoopPromise<StepResponse>) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            response.status = Int(head.status.code)
            response.headers = head.headers.map { ($0.name, $0.value) }
        case .body(let bytes): response.body += bytes.readableBytesView
        case .end: answer.succeed(response)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.fail(StepConnectionError(description: "the server closed the connection without an answer"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.fail(StepConnectionError(description: String(describing: error)))
        context.close(promise: nil)
    }
}
