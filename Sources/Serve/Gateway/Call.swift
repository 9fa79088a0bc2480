package import AWSTypes
package import AWSWire
package import ByteJSON
package import Directory
package import IAMPolicy
package import ServiceModel

/// One use of an operation, recognised and read as far as no key is needed for it.
///
/// What it carries is apart from what it is: the one can be megabytes and goes with the answer, the other is remembered. A copy
/// costs three references.
package struct Call: Sendable {
    /// What is remembered of a call.
    private final class Head: Sendable {
        let request: IncomingRequest
        let service: Service
        let operation: AnyOperation
        let requestID: String
        let arrived: Timestamp
        let contentType: String
        let bodySize: Int

        init(
            request: IncomingRequest, service: Service, operation: AnyOperation, requestID: String, arrived: Timestamp,
            contentType: String, bodySize: Int
        ) {
            self.bodySize = bodySize
            self.request = request
            self.service = service
            self.operation = operation
            self.requestID = requestID
            self.arrived = arrived
            self.contentType = contentType
        }
    }

    private let head: Head
    /// As it was sent, and signed.
    package private(set) var body: [UInt8]
    /// The members, as JSON; nil for a request without a body.
    package private(set) var document: JSONDocument?

    init(
        request: IncomingRequest, service: Service, operation: AnyOperation, document: JSONDocument?, requestID: String, arrived: Timestamp,
        contentType: String
    ) {
        var bare = request
        bare.body = []
        head = Head(
            request: bare, service: service, operation: operation, requestID: requestID, arrived: arrived, contentType: contentType,
            bodySize: request.body.count)
        body = request.body
        self.document = document
    }

    /// The request without its body.
    package var request: IncomingRequest { head.request }
    package var service: Service { head.service }
    package var operation: AnyOperation { head.operation }
    package var requestID: String { head.requestID }
    package var arrived: Timestamp { head.arrived }
    /// How many bytes were sent, when they are no longer here too.
    var bodySize: Int { head.bodySize }
    /// The content type of the answer.
    var contentType: String { head.contentType }
    var wire: ServiceProtocol { head.service.wire }

    /// The call as it is remembered.
    var withoutBody: Call {
        var call = self
        call.body = []
        call.document = nil
        return call
    }
}

/// What is known of a call while it is carried out, and what is kept of it afterwards.
///
/// It is written by the one thread that carries the call out, and read when that is over; decisions may also come from
/// the services that the call leads to, on the same thread.
package final class CallRecord: @unchecked Sendable {
    // The fields are set in turn by the thread that owns the call, and never again once it is concluded.
    package private(set) var call: Call
    package internal(set) var caller: Caller?
    package internal(set) var region: String?
    /// Each question asked, in order.
    package internal(set) var decisions: [Decision] = []
    package internal(set) var serviceCalls: [ServiceCall] = []
    package internal(set) var error: AWSError?
    /// What is left to be done of a call that was read and allowed.
    var execution: AnyOperation.Execution?
    /// The members of the answer, in the protocol's form.
    var answer: [UInt8]?
    /// Whether context keys were set by the request's own header.
    package internal(set) var usedContextHeader = false
    /// Whether leave was refused, whatever came of it.
    package internal(set) var wasDenied = false
    /// Whether a denial was let through because the gateway only observes.
    package internal(set) var wasObserved = false

    package init(_ call: Call) { self.call = call }

    /// Has the call end as one whose commit failed: nothing of it was done.
    package func fail(with failure: any Error) {
        answer = nil
        error = AWSError(reporting: failure)
    }

    /// Lets go of what was carried in and out, once the call is recorded and answered; decisions do not need it.
    func dropBodies() {
        call = call.withoutBody
        answer = nil
    }
}
