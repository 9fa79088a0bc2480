/// How AWS's clients speak to a service.
package enum WireProtocol: String, Sendable, Hashable {
    case json10 = "JSON 1.0"
    case json11 = "JSON 1.1"
    case query = "Query"
    case ec2 = "EC2 Query"

    /// Whether requests and answers are JSON; the others send forms and answer in XML.
    package var isJSON: Bool { self == .json10 || self == .json11 }
}

/// What is needed to recognise a service's requests and to write its answers (botocore's service models, `metadata`).
package struct ServiceProtocol: Sendable, Hashable {
    /// The service in actions, ARNs and credential scopes: `dynamodb`.
    package var name: String
    package var wire: WireProtocol
    /// Before the operation in `X-Amz-Target`, with its dot; nil for the Query protocols.
    package var targetPrefix: String?
    /// The API version, in Query requests and in events.
    package var version: String
    /// The XML namespace of answers; nil for JSON.
    package var xmlNamespace: String?
    /// Who the service is in events and to other services: `dynamodb.amazonaws.com`.
    package var eventSource: String

    package init(
        name: String, wire: WireProtocol, targetPrefix: String? = nil, version: String, xmlNamespace: String? = nil, eventSource: String
    ) {
        self.name = name
        self.wire = wire
        self.targetPrefix = targetPrefix
        self.version = version
        self.xmlNamespace = xmlNamespace
        self.eventSource = eventSource
    }
}
