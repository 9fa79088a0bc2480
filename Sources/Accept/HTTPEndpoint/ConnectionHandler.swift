import AWSWire
import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection: asks for an answer to each request, in order, and sends it.
///
/// While an answer is awaited, or the client does not read the last one, what comes in waits here, and nothing more is
/// read from the first whole request that waits. A client that asks one thing at a time is so never told to stop: that
/// would cost two system calls for each commit. Everything here is touched on the channel's loop only, which makes it
/// safe to send there.
final class ConnectionHandler: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What came in and takes its turn.
    private enum Arrived {
        case request(WholeRequest)
        case continuationWanted
        case refusal(Refusal)
        /// More requests than may wait: the client is to ask again on another connection.
        case tooMany
    }

    private enum Phase {
        case open
        /// The last answer is on its way.
        case closing
        /// What still comes in is dropped, until the client closes or has had its time.
        case lingering
        case closed
    }

    /// What the client is taking its time for.
    private enum Pace {
        case idle, head, body
    }

    let listener: ListenerLife
    private let keeper: LaneKeeper
    private var arrival: Arrival
    private var assembly: RequestAssembly
    private var context: ChannelHandlerContext?
    private var buffer = ByteBuffer()

    private var phase = Phase.open
    private var waiting = CircularBuffer<Arrived>()
    /// How the awaited answer is to be sent; nil where none is.
    private var awaited: AnswerForm?
    /// The number of the request that is answered: an answer that comes too late has another.
    private var ticket: UInt64 = 0

    private var tookParts = false
    private var hasUnflushedAnswers = false
    private var holdsRead = false
    private var isProceeding = false
    private var ignoresInput = false
    private var endsAfterAnswers = false
    private var inputHasEnded = false

    private var pace = Pace.head
    /// When the connection is closed, whatever it is doing; the keeper looks from time to time.
    private(set) var deadline: NIODeadline

    init(listener: ListenerLife, keeper: LaneKeeper, clientAddress: SocketAddress?) {
        self.listener = listener
        self.keeper = keeper
        let address = clientAddress?.ipAddress ?? ""
        // A client of IPv4 on a listener of both families has its own address.
        let isMapped = address.hasPrefix("::ffff:") && address.contains(".")
        let (bound, ownAddress) = (listener.bound, isMapped ? String(address.dropFirst(7)) : address)
        arrival = Arrival(address: ownAddress, localPort: bound.port, endpointID: bound.endpointID)
        assembly = RequestAssembly(limits: keeper.limits)
        deadline = .distantFuture
    }

    var isSecure: Bool {
        get { arrival.isSecure }
        set { arrival.isSecure = newValue }
    }

    // MARK: The channel's life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if !keeper.admit(self) || listener.hasEnded { endsAfterAnswers = true }
        deadline = keeper.now + keeper.limits.headTime
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        if endsAfterAnswers { closeNow() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .closed
        waiting.removeAll()
        keeper.forget(self)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        phase = .closed
        self.context = nil
        keeper.forget(self)
    }

    // MARK: In

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        tookParts = true
        guard phase == .open, !ignoresInput else { return }
        switch assembly.take(unwrapInboundIn(data), from: arrival) {
        case .needsMore: break
        case .needsMoreAfterContinue: arrived(.continuationWanted)
        case .complete(let request): arrived(.request(request))
        case .refused(let refusal): arrived(.refusal(refusal))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flushSoon()
        if phase == .open, awaited == nil {
            // Bytes that complete no part are the beginning of a request, or a piece of a handshake.
            setPace(!assembly.isBetweenRequests ? .body : tookParts ? .idle : .head)
        }
        tookParts = false
        context.fireChannelReadComplete()
    }

    /// Starts the clock for what the client does next; one that goes on doing the same gains no time by it.
    private func setPace(_ next: Pace) {
        guard next != pace else { return }
        pace = next
        let limits = keeper.limits
        switch next {
        case .idle: deadline = keeper.now + limits.idleTime
        case .head: deadline = keeper.now + limits.headTime
        case .body: deadline = keeper.now + limits.bodyTime
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case is HTTPParserError:
            guard phase == .open, case .refused(let refusal) = assembly.refuse(.malformed) else { return }
            arrived(.refusal(refusal))
        case is ByteToMessageDecoderError: break  // More of what has been refused.
        default: closeNow()
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            inputHasEnded = true
            switch phase {
            case .open: closeWhenAnswered()
            case .closing: break
            case .lingering, .closed: closeNow()
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Lets the channel read only while there is room for what it brings.
    func read(context: ChannelHandlerContext) {
        switch phase {
        case .open where waiting.isEmpty && context.channel.isWritable, .lingering: context.read()
        case .open, .closing, .closed: holdsRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.fireChannelWritabilityChanged()
        guard context.channel.isWritable, phase == .open else { return }
        if awaited == nil { deadline = keeper.now + keeper.limits.idleTime }
        proceed()
    }

    // MARK: One after another

    private var canAnswer: Bool {
        phase == .open && awaited == nil && context?.channel.isWritable == true
    }

    private var isReady: Bool { canAnswer && waiting.isEmpty }

    private func arrived(_ next: Arrived) {
        if isReady, !isProceeding {
            handle(next)
        } else if waiting.count < keeper.limits.waitingRequests {
            waiting.append(next)
        } else if !ignoresInput {
            ignoresInput = true
            waiting.append(.tooMany)
        }
    }

    private func handle(_ next: Arrived) {
        switch next {
        case .request(let request): answer(request)
        case .continuationWanted: send { $0.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n") }
        case .refusal(let refusal): sendLast(lingers: true) { $0.writeStaticString(refusal.bytes) }
        case .tooMany: sendLast(lingers: true) { _ in }
        }
    }

    private func answer(_ request: WholeRequest) {
        awaited = request.answerForm
        ticket += 1
        deadline = .distantFuture
        keeper.ask(request.request, for: self, ticket)
    }

    /// Sends the answer that was awaited, and goes on.
    func deliver(_ response: OutgoingResponse, for ticket: UInt64) {
        guard ticket == self.ticket, let form = awaited else { return }
        awaited = nil
        guard phase == .open else { return }
        respond(response, as: form)
        proceed()
    }

    /// Answers what has waited, and reads on when there is nothing left.
    ///
    /// Sending can make the channel writable again while this runs; that call leaves the rest to this one.
    private func proceed() {
        guard !isProceeding else { return }
        isProceeding = true
        while canAnswer, let next = waiting.popFirst() { handle(next) }
        isProceeding = false
        flushSoon()
        guard isReady else { return }
        if endsAfterAnswers, inputHasEnded || assembly.isBetweenRequests { return closeWhenSent() }
        resumeReading()
    }

    private func resumeReading() {
        guard holdsRead else { return }
        holdsRead = false
        context?.read()
    }

    // MARK: Out

    private func respond(_ response: OutgoingResponse, as form: AnswerForm) {
        let isLast = !form.keepsAlive || (endsAfterAnswers && waiting.isEmpty)
        let write = { (buffer: inout ByteBuffer) in
            let connection = isLast ? .close : form.speaksHTTP10 ? .keepAlive : ByteBuffer.ConnectionHeader.none
            buffer.writeResponse(response, headOnly: form.wantsHeadOnly, connection: connection)
        }
        if isLast { return sendLast(lingers: false, write) }
        send(write)
        let limits = keeper.limits
        // The next request may have begun in the bytes that brought this one.
        pace = assembly.isBetweenRequests ? .idle : .body
        let nextTime = pace == .idle ? limits.idleTime : limits.bodyTime
        deadline = keeper.now + (context?.channel.isWritable == true ? nextTime : limits.sendTime)
    }

    /// Writes into the connection's own buffer, which is free again once the answer before has left.
    ///
    /// Answers to what was read together leave together.
    private func send(_ write: (inout ByteBuffer) -> Void) {
        buffer.clear(minimumCapacity: 1_024)
        write(&buffer)
        hasUnflushedAnswers = true
        context?.write(wrapOutboundOut(buffer), promise: nil)
        if buffer.capacity > 64 * 1024 { buffer = ByteBuffer() }
    }

    private func flushSoon() {
        if hasUnflushedAnswers { keeper.flushAtEndOfTurn(self) }
    }

    func flushAnswers() {
        guard hasUnflushedAnswers else { return }
        hasUnflushedAnswers = false
        context?.flush()
    }

    // MARK: The end

    /// Writes the last there is to say, and closes when it has left.
    private func sendLast(lingers: Bool, _ write: (inout ByteBuffer) -> Void) {
        guard let context else { return }
        phase = .closing
        waiting.removeAll()
        deadline = keeper.now + keeper.limits.sendTime
        var last = ByteBuffer()
        write(&last)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { _ in
            if lingers, !self.inputHasEnded { self.linger() } else { self.closeNow() }
        }
        context.writeAndFlush(wrapOutboundOut(last), promise: sent)
    }

    /// Drops what the client still sends: closing before it has sent it all would take the answer from it.
    private func linger() {
        guard phase == .closing, let context else { return }
        phase = .lingering
        deadline = keeper.now + keeper.limits.lingerTime
        context.close(mode: .output, promise: nil)
        resumeReading()
    }

    /// Closes once everything that was asked has been answered; at once where nothing was.
    func closeWhenAnswered() {
        endsAfterAnswers = true
        switch phase {
        case .open where awaited == nil && waiting.isEmpty && (inputHasEnded || assembly.isBetweenRequests): closeWhenSent()
        case .lingering: closeNow()
        case .open, .closing, .closed: break
        }
    }

    /// Closes when the answers that were made have left: closing drops what has not.
    private func closeWhenSent() { sendLast(lingers: false) { _ in } }

    func closeNow() {
        phase = .closed
        waiting.removeAll()
        context?.close(promise: nil)
    }
}
