package import AWSTypes
package import Directory
package import IAMPolicy

/// The circumstances of one call.
package struct OperationContext: Sendable {
    package var caller: Caller
    /// From the credential scope; the region that resources are named in.
    package var region: String
    package var requestID: String
    package var now: Timestamp
    /// The world as it was when the call began.
    package var directory: Directory
    /// Where the service was reached, for answers that name it: `localhost:8000`, or with the scheme before it.
    package var endpoint: String
    package var authority: any Authority

    package init(
        caller: Caller, region: String, requestID: String, now: Timestamp, directory: Directory, endpoint: String,
        authority: any Authority
    ) {
        self.caller = caller
        self.region = region
        self.requestID = requestID
        self.now = now
        self.directory = directory
        self.endpoint = endpoint
        self.authority = authority
    }

    package var account: String { caller.account }
}

/// Answers the questions that come up in the course of a call, by the same rules as the first ones.
package protocol Authority: Sendable {
    /// May the caller do this?
    ///
    /// - Parameter service: The service that asks with the caller's credentials, such as `dynamodb.amazonaws.com`; nil
    ///   for the caller's own call. A service's call does not pass the caller's VPC endpoint, and carries `aws:CalledVia`.
    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision

    /// May a service, on its own behalf?
    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision

    /// Whether a denial ends the call; false where denials are only observed. Whoever asks by `decide` asks this too
    /// before it refuses.
    func enforces(_ denial: Decision) -> Bool

    /// Notes a call that a service made in the course of this one, so that it becomes an event of its own.
    func record(_ call: ServiceCall)
}

extension Authority {
    /// Asks for the caller, and throws the denial as the service words it.
    package func require(_ question: AuthorizationRequest, for caller: Caller, via service: String? = nil) throws {
        let decision = decide(question, for: caller, via: service)
        if !decision.isAllowed && enforces(decision) { throw Refusal(decision: decision) }
    }

    package func enforces(_ denial: Decision) -> Bool { true }
}

/// A denial on its way out of an operation; the gateway turns it into the protocol's error in one place.
package struct Refusal: Error, Sendable {
    package var decision: Decision

    package init(decision: Decision) { self.decision = decision }
}

/// A call from one service to another, as CloudTrail records it.
package struct ServiceCall: Sendable {
    package var eventSource: String
    package var eventName: String
    /// Whether the caller's credentials were used; otherwise the service acted as itself.
    package var isOnBehalfOfCaller: Bool
    /// Who called: `dynamodb.amazonaws.com`.
    package var invokedBy: String
    package var isReadOnly: Bool
    /// JSON, or nil.
    package var requestParameters: [UInt8]?
    package var responseElements: [UInt8]?
    package var resources: [EventResource]
    package var error: AWSError?

    package init(
        eventSource: String, eventName: String, isOnBehalfOfCaller: Bool, invokedBy: String, isReadOnly: Bool,
        requestParameters: [UInt8]? = nil, responseElements: [UInt8]? = nil, resources: [EventResource] = [], error: AWSError? = nil
    ) {
        self.eventSource = eventSource
        self.eventName = eventName
        self.isOnBehalfOfCaller = isOnBehalfOfCaller
        self.invokedBy = invokedBy
        self.isReadOnly = isReadOnly
        self.requestParameters = requestParameters
        self.responseElements = responseElements
        self.resources = resources
        self.error = error
    }
}

/// A resource that an event names: `AWS::KMS::Key`, its ARN and its owner.
package struct EventResource: Sendable, Hashable {
    package var type: String
    package var arn: String
    package var account: String

    package init(type: String, arn: String, account: String) {
        self.type = type
        self.arn = arn
        self.account = account
    }
}
