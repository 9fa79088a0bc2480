package import AWSTypes
package import AWSWire
package import Directory
package import ServiceModel

/// One call, as CloudTrail records it: the facts, from which the record's JSON is made when somebody looks.
///
/// Making one copies nothing but references, for every call makes one.
package struct Event: Sendable {
    /// What is known of the connection's protection; all of it missing on plain HTTP but for the host.
    package struct TLSDetails: Sendable, Hashable {
        /// `TLSv1.3`
        package var version: String?
        package var cipherSuite: String?
        /// The `Host` header.
        package var hostHeader: String?

        package init(version: String? = nil, cipherSuite: String? = nil, hostHeader: String? = nil) {
            self.version = version
            self.cipherSuite = cipherSuite
            self.hostHeader = hostHeader
        }
    }

    /// Who the call came from.
    package enum Origin: Sendable {
        /// - invokedBy: the service that made the call with the caller's credentials.
        case caller(Caller, invokedBy: String? = nil)
        /// Another account's principal, as the owner of the resource sees it.
        case otherAccount(Caller)
        /// A service on its own behalf.
        case service(String)
    }

    /// A UUID.
    package var id: String
    package var time: Timestamp
    package var origin: Origin
    package var service: ServiceProtocol
    /// The operation: `ListTables`.
    package var name: String
    package var isReadOnly: Bool
    /// Whether the record has `responseElements`.
    package var showsAnswer: Bool
    package var category: OperationTraits.Category
    package var region: String
    package var requestID: String
    /// The client's address; a service's name for its calls.
    package var sourceAddress: String
    package var userAgent: String?
    /// The error as the event names it, which is not always the wire's code.
    package var errorCode: String?
    package var errorMessage: String?
    /// The request as JSON, its members named as on the wire; a form's as `FormDecoder` reads it.
    package var request: [UInt8]?
    /// The answer's members in the form of the service's protocol, as `StructureWriter` has written them; nil where the record
    /// does not show them, for the pages of a Scan would fill the memory.
    package var response: [UInt8]?
    /// Members, at any depth of request and answer, that the event must not show.
    package var secretMembers: Set<String>
    package var resources: [EventResource]
    package var vpcEndpointID: String?
    /// Who owns the endpoint.
    package var vpcEndpointAccount: String?
    package var tls: TLSDetails
    /// The account whose trail this event is in.
    package var recipientAccount: String
    /// The same in the events that one call makes in two accounts.
    package var sharedEventID: String?

    /// The event of a caller's own call.
    package init(
        id: String, time: Timestamp, caller: Caller, service: ServiceProtocol, name: String, traits: OperationTraits,
        region: String,
        requestID: String, sourceAddress: String, userAgent: String? = nil, error: AWSError? = nil, request: [UInt8]? = nil,
        response: [UInt8]? = nil, resources: [EventResource] = [], vpcEndpointID: String? = nil, vpcEndpointAccount: String? = nil,
        tls: TLSDetails = TLSDetails(), recipientAccount: String? = nil
    ) {
        self.id = id
        self.time = time
        origin = .caller(caller)
        self.service = service
        self.name = name
        isReadOnly = traits.isReadOnly
        showsAnswer = traits.showsAnswer
        category = traits.category
        self.region = region
        self.requestID = requestID
        self.sourceAddress = sourceAddress
        self.userAgent = userAgent
        errorCode = error.map { EventErrorCode.name(of: $0, in: service) }
        errorMessage = error?.message
        self.request = request
        self.response = traits.showsAnswer ? response : nil
        secretMembers = traits.secretMembers
        self.resources = resources
        self.vpcEndpointID = vpcEndpointID
        self.vpcEndpointAccount = vpcEndpointAccount
        self.tls = tls
        self.recipientAccount = recipientAccount ?? caller.account
    }

    package var eventSource: String { service.eventSource }

    /// What the record's `userIdentity` says.
    package var identity: EventIdentity {
        switch origin {
        case .caller(let caller, let invokedBy): EventIdentity(caller, invokedBy: invokedBy)
        case .otherAccount(let caller): EventIdentity(caller).asOtherAccount
        case .service(let name): EventIdentity(service: name)
        }
    }

    /// Whether leave was refused; then neither parameters nor answer are shown (recorded on DynamoDB).
    package var isDenied: Bool {
        guard let errorCode else { return false }
        return errorCode.hasPrefix("AccessDenied") || errorCode == "Client.UnauthorizedOperation"
    }
}

extension Event {
    /// The event of a call that a service made in the course of this one.
    ///
    /// Address and agent are the service's name, and it did not come through the caller's endpoint (DynamoDB Developer
    /// Guide and KMS Developer Guide, log entries).
    ///
    /// - Parameter service: The service that was called, such as KMS.
    package func calling(_ call: ServiceCall, of service: ServiceProtocol, id: String, requestID: String) -> Event {
        var event = self
        event.id = id
        event.requestID = requestID
        event.service = service
        event.name = call.eventName
        event.isReadOnly = call.isReadOnly
        event.showsAnswer = !call.isReadOnly
        event.category = .management
        if call.isOnBehalfOfCaller, case .caller(let caller, _) = origin {
            event.origin = .caller(caller, invokedBy: call.invokedBy)
        } else {
            event.origin = .service(call.invokedBy)
        }
        event.sourceAddress = call.invokedBy
        event.userAgent = call.invokedBy
        event.errorCode = call.error.map { EventErrorCode.name(of: $0, in: service) }
        event.errorMessage = call.error?.message
        event.request = call.requestParameters
        event.response = call.responseElements
        event.secretMembers = ["Plaintext", "plaintext"]
        event.resources = call.resources
        event.vpcEndpointID = nil
        event.vpcEndpointAccount = nil
        event.tls = TLSDetails()
        // What a service does as itself is in the trail of whoever owns the key.
        if !call.isOnBehalfOfCaller {
            event.recipientAccount = call.resources.first?.account ?? recipientAccount
            event.sharedEventID = id
        }
        return event
    }

    /// The same call in the trail of another account whose resource was used (CloudTrail User Guide, "sharedEventID").
    package func shared(with account: String, id: String, sharedID: String) -> Event {
        var event = self
        event.id = id
        if case .caller(let caller, _) = origin { event.origin = .otherAccount(caller) }
        event.recipientAccount = account
        event.sharedEventID = sharedID
        return event
    }
}
