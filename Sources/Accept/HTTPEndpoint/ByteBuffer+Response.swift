import AWSWire
import NIOCore
import NIOHTTP1

extension ByteBuffer {
    /// What an answer says about the connection it is sent on.
    enum ConnectionHeader {
        /// Nothing: HTTP/1.1 keeps connections without saying so, and AWS does not say so either (recorded).
        case none
        case close
        /// For a client of HTTP/1.0 that asked for it.
        case keepAlive
    }

    /// Writes an answer as HTTP/1.1, its headers as they are given.
    ///
    /// One buffer for all of it is one system call and one packet. `Content-Length` is added where neither it nor
    /// `Transfer-Encoding` is given.
    mutating func writeResponse(_ response: OutgoingResponse, headOnly: Bool, connection: ConnectionHeader) {
        let mayHaveBody = response.status >= 200 && response.status != 204 && response.status != 304
        reserveCapacity(minimumWritableBytes: 128 + response.headers.bytes.count + response.body.count)
        writeStatusLine(response.status)
        writeBytes(response.headers.bytes)
        if mayHaveBody, !response.headers.framesBody {
            writeStaticString("Content-Length: ")
            writeString(String(response.body.count))
            writeStaticString("\r\n")
        }
        switch connection {
        case .none: writeStaticString("\r\n")
        case .close: writeStaticString("Connection: close\r\n\r\n")
        case .keepAlive: writeStaticString("Connection: keep-alive\r\n\r\n")
        }
        if mayHaveBody && !headOnly { writeBytes(response.body) }
    }

    private mutating func writeStatusLine(_ status: Int) {
        switch status {
        case 200: writeStaticString("HTTP/1.1 200 OK\r\n")
        case 400: writeStaticString("HTTP/1.1 400 Bad Request\r\n")
        default:
            writeStaticString("HTTP/1.1 ")
            writeString(String(status))
            writeStaticString(" ")
            writeString(HTTPResponseStatus(statusCode: status).reasonPhrase)
            writeStaticString("\r\n")
        }
    }
}
