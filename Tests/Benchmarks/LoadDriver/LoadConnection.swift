import NIOCore

/// One connection of a load run: a request, its answer, the next request.
///
/// It reads of an answer only what tells where it ends, as the generator shares the machine with what it measures.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let tally: Tally
    private let limit: Int
    private let request: (_ number: Int) -> ByteBuffer
    private let accepts: ((_ number: Int, _ answer: ByteBuffer) -> Bool)?
    private var sent = 0
    private var sentAt = NIODeadline.now()
    private var received = ByteBuffer()
    /// The whole length of the answer being received, once its headers are there.
    private var expected: Int?

    init(
        tally: Tally, limit: Int?, accepts: ((_ number: Int, _ answer: ByteBuffer) -> Bool)?,
        request: @escaping (_ number: Int) -> ByteBuffer
    ) {
        self.tally = tally
        self.accepts = accepts
        self.limit = limit ?? .max
        self.request = request
    }

    func channelActive(context: ChannelHandlerContext) {
        sendNext(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
        if expected == nil { expected = received.withUnsafeReadableBytes(AnswerLength.of) }
        guard let expected, received.readableBytes >= expected else { return }
        let now = NIODeadline.now()
        let isOK =
            accepts.map { accepts in accepts(sent - 1, received.getSlice(at: received.readerIndex, length: expected) ?? ByteBuffer()) }
            ?? received.withUnsafeReadableBytes { $0.count > 12 && $0[9] == UInt8(ascii: "2") }
        received.moveReaderIndex(forwardBy: expected)
        self.expected = nil
        tally.count(from: sentAt, to: now, isOK: isOK)
        if now >= tally.end || sent == limit { context.close(promise: nil) } else { sendNext(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if NIODeadline.now() < tally.end, sent < limit { tally.broken += 1 }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func sendNext(_ context: ChannelHandlerContext) {
        let bytes = request(sent)
        sent += 1
        sentAt = .now()
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }
}

/// Where an answer ends, by its `Content-Length`.
enum AnswerLength {
    /// Nil where the headers are not complete; an answer without a length has none of body.
    static func of(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var line = 0
        var length = 0
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == 0x0D, bytes[index + 1] == 0x0A else {
                index += 1
                continue
            }
            if index == line { return index + 2 + length }
            if let value = contentLength(bytes[line..<index]) { length = value }
            index += 2
            line = index
        }
        return nil
    }

    private static func contentLength(_ line: Slice<UnsafeRawBufferPointer>) -> Int? {
        let name: StaticString = "content-length:"
        guard line.count > name.utf8CodeUnitCount else { return nil }
        for offset in 0..<name.utf8CodeUnitCount where line[line.startIndex + offset] | 0x20 != name.utf8Start[offset] | 0x20 { return nil }
        var value = 0
        for byte in line.dropFirst(name.utf8CodeUnitCount) where (0x30...0x39).contains(byte) && value < 1 << 40 {
            value = value * 10 + Int(byte) - 0x30
        }
        return value
    }
}
