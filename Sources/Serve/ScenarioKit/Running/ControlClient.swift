package import ByteJSON
import NIOHTTP1

/// Speaks to the control paths of a running server, `/_portcullis/…`, for the command line.
package struct ControlClient: Sendable {
    /// Why a command could not do its work.
    package enum Fault: Error, Sendable {
        /// Nobody answers there, or not a Portcullis.
        case unreachable(String)
        /// The server's own words.
        case refused(String)
        case badAddress(String)
    }

    private let server: RunningServer
    private let scheme: String
    private let name: String

    /// - Parameter address: `http://localhost:8000`.
    package init(_ address: String) throws(Fault) {
        let parts = address.split(separator: "/", omittingEmptySubsequences: true)
        guard parts.count >= 2, parts[0] == "http:" || parts[0] == "https:" else { throw .badAddress(address) }
        // An IPv6 address stands in brackets, since it has colons of its own.
        let host = parts[1].hasPrefix("[") ? parts[1].prefix { $0 != "]" } + "]" : parts[1].prefix { $0 != ":" }
        let rest = parts[1].dropFirst(host.count)
        guard !host.isEmpty, rest.isEmpty || rest.first == ":", let port = rest.isEmpty ? 80 : Int(rest.dropFirst()),
            (1...65_535).contains(port)
        else { throw .badAddress(address) }
        // The control paths answer plain HTTP on every port, so a TLS server needs no certificate here.
        scheme = String(parts[0].dropLast())
        name = String(host)
        server = RunningServer(host: host == "localhost" ? "127.0.0.1" : host.filter { $0 != "[" && $0 != "]" }, port: port)
    }

    package var url: String { "\(scheme)://\(name):\(server.port)" }

    /// The same server through another of its ports.
    package func url(port: String) -> String { "\(scheme)://\(name):\(port)" }

    package func json(_ path: String) throws -> JSONView { try parsed(send(.GET, path, "")) }

    package func post(_ path: String, _ body: String) throws -> JSONView { try parsed(send(.POST, path, body)) }

    package func text(_ path: String) throws -> String { String(decoding: try send(.GET, path, "").body, as: UTF8.self) }

    private func send(_ method: HTTPMethod, _ path: String, _ body: String) throws -> StepResponse {
        let client = StepClient()
        defer { client.close() }
        let response: StepResponse
        do {
            response = try client.control(method, path, body: Array(body.utf8), of: server)
        } catch {
            throw Fault.unreachable("no Portcullis answers at \(url)")
        }
        guard response.status == 200 else {
            let words = (try? JSONDocument(parsing: response.body))?.root["error"]?.string
            throw words.map(Fault.refused) ?? Fault.unreachable("what answers at \(url) is not Portcullis")
        }
        return response
    }

    private func parsed(_ response: StepResponse) throws -> JSONView {
        guard let document = try? JSONDocument(parsing: response.body) else {
            throw Fault.unreachable("what answers at \(url) is not Portcullis")
        }
        return document.root
    }
}
