package import NIOCore

/// How much one client may ask of the endpoint, in bytes and in time.
package struct EndpointLimits: Sendable {
    /// The largest body that is read; one byte more is refused with 413 (DynamoDB accepts 16 MiB exactly, recorded).
    package var bodyBytes = 16 * 1024 * 1024
    /// The largest request line with its headers; more is refused with 400 (recorded of DynamoDB).
    package var headBytes = 16 * 1024
    /// The most requests of one connection that may wait behind an unfinished answer; the connection closes after them.
    package var waitingRequests = 128
    /// From the first byte of a request, or of a TLS handshake, to the end of the headers.
    package var headTime = TimeAmount.seconds(30)
    /// From the end of the headers to the end of the body.
    package var bodyTime = TimeAmount.seconds(60)
    /// How long a client may leave an answer unread.
    package var sendTime = TimeAmount.seconds(60)
    /// How long a connection is kept between requests.
    package var idleTime = TimeAmount.seconds(120)
    /// How long a refused client's remaining bytes are read and dropped, so that it can read why it was refused.
    package var lingerTime = TimeAmount.seconds(2)
    /// How long `stop` waits for the requests in flight.
    package var stopTime = TimeAmount.milliseconds(700)

    package init() {}

    /// How often time is looked at: four times in the shortest limit, at least every second.
    var sweepInterval: TimeAmount {
        let shortest = min(min(headTime, bodyTime), min(sendTime, idleTime), lingerTime)
        return max(.milliseconds(10), min(.seconds(1), .nanoseconds(shortest.nanoseconds / 4)))
    }
}
