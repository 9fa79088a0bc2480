import NIOCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A TCP socket that listens.
///
/// Made with the system's own calls, as they answer at once: a VPC endpoint created by a request on an event loop needs
/// its port before that request is answered, and SwiftNIO's bootstrap would answer on a later turn of that loop.
/// Clients that connect before the loop accepts wait in the system's queue.
struct ListeningSocket {
    let descriptor: CInt
    let port: Int

    /// Binds and listens; a name other than `localhost` is looked up, which may take time.
    init(_ listener: Listener) throws(EndpointError) {
        let (host, port) = (listener.host, listener.port)
        guard (0...65_535).contains(port) else { throw .portOutOfRange(host: host, port: port) }
        guard let address = Self.address(of: host, port: port) else { throw .hostNotFound(host: host, port: port) }
        #if canImport(Glibc)
            let stream = CInt(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let family = address.protocol == .inet6 ? AF_INET6 : AF_INET
        let descriptor = socket(family, stream, 0)
        guard descriptor >= 0 else { throw Self.error(errno, host, port) }
        guard let bound = Self.bindAndListen(descriptor, to: address) else {
            let code = errno
            _ = close(descriptor)
            throw Self.error(code, host, port)
        }
        self.descriptor = descriptor
        self.port = bound
    }

    func abandon() {
        _ = close(descriptor)
    }

    /// Plain IPv4 for `localhost`: the address every client tries, and the one a source-address condition expects.
    private static func address(of host: String, port: Int) -> SocketAddress? {
        let literal = host == "localhost" ? "127.0.0.1" : host
        if let address = try? SocketAddress(ipAddress: literal, port: port) { return address }
        return try? SocketAddress.makeAddressResolvingHost(host, port: port)
    }

    /// The port, or nil with `errno` set.
    private static func bindAndListen(_ descriptor: CInt, to address: SocketAddress) -> Int? {
        let flags = fcntl(descriptor, F_GETFD)
        var on: CInt = 1
        let size = socklen_t(MemoryLayout<CInt>.size)
        guard fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) == 0,
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size) == 0,
            address.withSockAddr({ bind(descriptor, $0, socklen_t($1)) }) == 0,
            listen(descriptor, 1_024) == 0
        else { return nil }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let named = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard named == 0 else { return nil }
        // Both families keep the port in the same place, behind the family.
        return withUnsafeBytes(of: storage) { Int($0[2]) << 8 | Int($0[3]) }
    }

    private static func error(_ code: CInt, _ host: String, _ port: Int) -> EndpointError {
        switch code {
        case EADDRINUSE: .portInUse(host: host, port: port)
        case EACCES, EPERM: .notPermitted(host: host, port: port)
        case EADDRNOTAVAIL: .addressNotAvailable(host: host, port: port)
        default: .systemRefused(host: host, port: port, code: code, reason: String(cString: strerror(code)))
        }
    }
}
