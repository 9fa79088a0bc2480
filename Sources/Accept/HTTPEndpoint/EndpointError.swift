/// Why the endpoint does not listen where it was told to.
package enum EndpointError: Error, Hashable, CustomStringConvertible {
    case portInUse(host: String, port: Int)
    case notPermitted(host: String, port: Int)
    case addressNotAvailable(host: String, port: Int)
    case hostNotFound(host: String, port: Int)
    case portOutOfRange(host: String, port: Int)
    /// The system refused for another reason, with its own number and words.
    case systemRefused(host: String, port: Int, code: Int32, reason: String)
    /// A listener that is to speak TLS, and no certificate to do it with.
    case certificateMissing(host: String, port: Int)
    case certificateUnusable(reason: String)
    /// The endpoint has been stopped.
    case stopped

    package var description: String {
        switch self {
        case .portInUse(let host, let port): "Cannot listen on \(host), port \(port): the port is in use."
        case .notPermitted(let host, let port): "Cannot listen on \(host), port \(port): not permitted."
        case .addressNotAvailable(let host, let port): "Cannot listen on \(host), port \(port): no such address on this machine."
        case .hostNotFound(let host, let port): "Cannot listen on \(host), port \(port): the host name is not known."
        case .portOutOfRange(let host, let port): "Cannot listen on \(host), port \(port): a port is a number from 0 to 65535."
        case .systemRefused(let host, let port, let code, let reason): "Cannot listen on \(host), port \(port): \(reason) (\(code))."
        case .certificateMissing(let host, let port): "Cannot listen on \(host), port \(port): TLS needs a certificate and its key."
        case .certificateUnusable(let reason): "The TLS certificate or its key cannot be used: \(reason)."
        case .stopped: "The endpoint has been stopped."
        }
    }
}
