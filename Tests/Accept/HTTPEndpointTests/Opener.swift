import AWSWire
import HTTPEndpoint
import Synchronization

/// Opens one more port for each request, and answers with its number.
final class Opener: RequestAnswering {
    let endpoint = Mutex<HTTPEndpoint?>(nil)

    func answer(_ requests: [IncomingRequest], on lane: Lane) -> [Reply] {
        requests.map { _ in
            let added = endpoint.withLock { try? $0?.addListener(Listener(port: 0)) }
            return .now(OutgoingResponse(status: 200, headers: HeaderLines(), body: Array("\(added?.port ?? 0)".utf8)))
        }
    }
}
