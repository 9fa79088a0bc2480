import Testing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A client that sends the bytes it is told to, and waits five seconds for what comes back.
final class TestClient {
    private var descriptor: CInt
    private var received: [UInt8] = []

    struct Refused: Error {}

    init(port: Int) throws {
        #if canImport(Glibc)
            let stream = CInt(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            shut()
            throw Refused()
        }
    }

    deinit { shut() }

    func shut() {
        if descriptor >= 0 { _ = close(descriptor) }
        descriptor = -1
    }

    /// Says that nothing more will be sent.
    func endSending() {
        _ = shutdown(descriptor, CInt(SHUT_WR))
    }

    /// Whether all of it could be sent.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Everything up to the end of the connection, without what was taken before; nil where it did not end in time.
    func rest() -> String? {
        while let more = receive() { if more == 0 { return take(received.count) } }
        return nil
    }

    /// One answer with its `Content-Length` of body; nil where none comes.
    func answer(headOnly: Bool = false) -> String? {
        let blank = Array("\r\n\r\n".utf8)
        while true {
            if let end = firstRange(of: blank) {
                let head = String(decoding: received[..<end], as: UTF8.self)
                var length = 0
                for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
                    length = Int(line.dropFirst(15).filter { $0 != " " }) ?? 0
                }
                let whole = end + (headOnly ? 0 : length)
                if received.count >= whole { return take(whole) }
            }
            guard let more = receive(), more > 0 else { return nil }
        }
    }

    private func firstRange(of mark: [UInt8]) -> Int? {
        guard received.count >= mark.count else { return nil }
        for start in 0...(received.count - mark.count) where received[start..<start + mark.count].elementsEqual(mark) {
            return start + mark.count
        }
        return nil
    }

    private func take(_ count: Int) -> String {
        defer { received.removeFirst(count) }
        return String(decoding: received[..<count], as: UTF8.self)
    }

    /// How many bytes came; zero at the end, nil where none came in time. A reset is an end.
    private func receive() -> Int? {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        if count < 0 { return errno == ECONNRESET ? 0 : nil }
        received += chunk[..<count]
        return count
    }
}
