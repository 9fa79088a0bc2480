/// One HTTP request, whole, and where it came in.
///
/// It goes through many hands: a copy costs two references.
package struct IncomingRequest: Sendable {
    private final class Head: Sendable {
        let method: String
        let target: String
        let headers: [(name: String, value: String)]
        let arrival: Arrival

        init(method: String, target: String, headers: [(name: String, value: String)], arrival: Arrival) {
            self.method = method
            self.target = target
            self.headers = headers
            self.arrival = arrival
        }
    }

    private let head: Head
    package var body: [UInt8]

    package init(method: String, target: String, headers: [(name: String, value: String)], body: [UInt8], arrival: Arrival) {
        head = Head(method: method, target: target, headers: headers, arrival: arrival)
        self.body = body
    }

    package var method: String { head.method }
    /// The request target as it was sent: path and query, still percent-encoded.
    package var target: String { head.target }
    /// In the order and spelling in which they came; a name may stand several times.
    package var headers: [(name: String, value: String)] { head.headers }
    package var arrival: Arrival { head.arrival }

    /// The first value of a header, its name compared without regard to case.
    package func header(_ name: String) -> String? {
        for header in head.headers where header.name.equalsIgnoringASCIICase(name) { return header.value }
        return nil
    }

    package var path: Substring { target[..<(target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex)] }

    /// The query, without its question mark; nil where there is none.
    package var query: Substring? {
        target.utf8.firstIndex(of: UInt8(ascii: "?")).map { target[target.utf8.index(after: $0)...] }
    }
}

/// Where a request came in: through which listener, from whom, and how well protected.
package struct Arrival: Sendable, Hashable {
    /// The client's address, without its port.
    package var address: String
    package var isSecure: Bool
    package var localPort: Int
    /// The VPC endpoint whose port it came in on; nil for the plain port.
    package var endpointID: String?

    package init(address: String, isSecure: Bool = false, localPort: Int = 0, endpointID: String? = nil) {
        self.address = address
        self.isSecure = isSecure
        self.localPort = localPort
        self.endpointID = endpointID
    }
}

/// One HTTP answer, whole.
package struct OutgoingResponse: Sendable {
    package var status: Int
    package var headers: HeaderLines
    package var body: [UInt8]

    package init(status: Int, headers: HeaderLines, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension String {
    /// Compares as HTTP compares names: letters of ASCII without regard to case.
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        // Each header of each request is asked; lengths tell nearly all names apart.
        guard utf8.count == other.utf8.count else { return false }
        let (left, right) = (utf8.span, other.utf8.span)
        for index in left.indices where left[index] != right[index] {
            let folded = left[index] | 0x20
            guard folded == right[index] | 0x20, folded >= UInt8(ascii: "a"), folded <= UInt8(ascii: "z") else { return false }
        }
        return true
    }
}
