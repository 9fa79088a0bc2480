import NIOCore
import NIOHTTP1
import NIOPosix

/// SwiftNIO and nothing else: how fast a server on this machine can be.
enum BareEcho {
    /// What stands between the socket and the handler.
    enum Pipeline {
        /// What `configureHTTPServerPipeline` sets up, as every guide to SwiftNIO does.
        case stock
        /// Only what no server can do without: a decoder and an encoder. Nothing keeps pipelined requests apart or checks headers.
        case lean
    }

    static func listen(loops: Int, _ pipeline: Pipeline) async throws -> any Channel {
        let answer = HTTPServerResponsePart.head(
            HTTPResponseHead(version: .http1_1, status: .ok, headers: HTTPHeaders(FixedAnswer.headers.map { ($0.name, $0.value) })))
        return try await ServerBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: loops))
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers = channel.pipeline.syncOperations
                    switch pipeline {
                    case .stock: try handlers.configureHTTPServerPipeline()
                    case .lean: try handlers.addHandlers(HTTPResponseEncoder(), ByteToMessageHandler(HTTPRequestDecoder()))
                    }
                    try handlers.addHandler(Handler(head: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let head: HTTPServerResponsePart
        private let body = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: FixedAnswer.body)))

        init(head: HTTPServerResponsePart) {
            self.head = head
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .end = unwrapInboundIn(data) else { return }
            context.write(wrapOutboundOut(head), promise: nil)
            context.write(wrapOutboundOut(body), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
