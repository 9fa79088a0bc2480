import NIOCore
import NIOSSL

/// The certificate the endpoint shows, and its key.
package struct TLSIdentity: Sendable {
    /// The certificate first, then those that vouch for it, in PEM.
    package var certificateChain: String
    /// In PEM, without a password.
    package var privateKey: String

    package init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }

    /// Reads both, once for all connections; HTTP/1.1 is the only protocol offered.
    func serverContext() throws(EndpointError) -> NIOSSLContext {
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificateChain.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(privateKey.utf8), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.applicationProtocols = ["http/1.1"]
            // A client that does not say goodbye is not waited for: `stop` is to be quick.
            configuration.shutdownTimeout = .milliseconds(150)
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .certificateUnusable(reason: String(describing: error))
        }
    }
}

/// Looks at the first byte of a connection, and puts TLS in front of HTTP where it begins a handshake.
///
/// A handshake record begins with 0x16 (RFC 8446, 5.1), which no HTTP method does.
final class SchemeDetector: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let context: NIOSSLContext
    private let connection: ConnectionHandler

    init(context: NIOSSLContext, connection: ConnectionHandler) {
        self.context = context
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        guard let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
        let pipeline = context.pipeline.syncOperations
        if first == 0x16 {
            do {
                try pipeline.addHandler(NIOSSLServerHandler(context: self.context), position: .after(self))
            } catch {
                return context.close(promise: nil)
            }
            connection.isSecure = true
        }
        context.fireChannelRead(wrapInboundOut(bytes))
        pipeline.removeHandler(context: context, promise: nil)
    }
}
