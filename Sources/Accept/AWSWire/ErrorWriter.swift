package import AWSTypes
import ByteJSON

/// Writes a fault as the protocol of a service writes it.
package enum ErrorWriter {
    /// The status and the body of an error's answer.
    package static func write(_ error: AWSError, for service: ServiceProtocol, requestID: String) -> (status: Int, body: [UInt8]) {
        switch service.wire {
        case .json10, .json11: (error.code.status, json(error, for: service))
        case .query: query(error, for: service, requestID: requestID)
        case .ec2: ec2(error, requestID: requestID)
        }
    }

    /// The code that an error's answer carries: AccessDenied from STS for what is AccessDeniedException from DynamoDB.
    package static func code(of error: AWSError, for service: ServiceProtocol) -> String {
        switch service.wire {
        case .json10, .json11: error.code.name
        case .query: CommonFault.query[error.code.name]?.code ?? error.code.name
        case .ec2: CommonFault.ec2[error.code.name]?.code ?? error.code.name
        }
    }

    // MARK: JSON

    /// `{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"…"}`.
    ///
    /// DynamoDB prints where the shape is defined, the other services its name alone. `Message` has its capital for
    /// some, as `capitalizing` lists, and for every error of Organizations.
    private static func json(_ error: AWSError, for service: ServiceProtocol) -> [UInt8] {
        let isDynamoDB = service.wire == .json10
        let hasCapital = service.name == "organizations" || capitalizing.contains(error.code.name)
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("__type")
        writer.string((isDynamoDB ? prefix(of: error.code.namespace) : "") + error.code.name)
        if let message = error.message {
            writer.name(hasCapital ? "Message" : "message")
            writer.string(message)
        }
        for member in error.members {
            switch member {
            case .text(let name, let value):
                writer.name(name)
                writer.string(value)
            case .json(let name, let value):
                writer.name(name)
                writer.raw(value)
            }
        }
        writer.endObject()
        return writer.bytes
    }

    /// The errors whose message has a capital: two of the framework's (recorded), and two whose model says so (botocore).
    private static let capitalizing: Set<String> = [
        AWSError.Code.accessDenied.name, AWSError.Code.serialization.name, "TransactionCanceledException",
        "IdempotentParameterMismatchException",
    ]

    private static func prefix(of namespace: AWSError.Namespace) -> String {
        switch namespace {
        case .framework: "com.amazon.coral.service#"
        case .validator: "com.amazon.coral.validate#"
        case .model: "com.amazonaws.dynamodb.v20120810#"
        }
    }

    // MARK: XML

    private static func query(_ error: AWSError, for service: ServiceProtocol, requestID: String) -> (status: Int, body: [UInt8]) {
        let spelling = CommonFault.query[error.code.name] ?? CommonFault.Spelling(code: error.code.name, status: error.code.status)
        let namespace = error.code == .unknownOperation ? "http://webservices.amazon.com/AWSFault/2005-15-09" : service.xmlNamespace ?? ""
        var body = Array("<ErrorResponse xmlns=\"\(namespace)\">".utf8)
        body.appendXMLTag("Error")
        body.appendXMLElement("Type", spelling.status < 500 ? "Sender" : "Receiver")
        body.appendXMLElement("Code", spelling.code)
        if let message = error.message { body.appendXMLElement("Message", message) }
        body.appendXMLTag("/Error")
        body.appendXMLElement("RequestId", requestID)
        body.appendXMLTag("/ErrorResponse")
        return (spelling.status, body)
    }

    private static func ec2(_ error: AWSError, requestID: String) -> (status: Int, body: [UInt8]) {
        let spelling = CommonFault.ec2[error.code.name] ?? CommonFault.Spelling(code: error.code.name, status: error.code.status)
        var body = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error>".utf8)
        body.appendXMLElement("Code", spelling.code)
        body.appendXMLElement("Message", spelling.message ?? error.message ?? "")
        body.append(contentsOf: "</Error></Errors>".utf8)
        body.appendXMLElement("RequestID", requestID)
        body.appendXMLTag("/Response")
        return (spelling.status, body)
    }
}

/// The faults that every service has, as the Query protocols spell them (recorded on STS, IAM and EC2).
package enum CommonFault {
    package struct Spelling: Sendable {
        var code: String
        var status: Int
        /// A text that stands in place of the fault's own.
        var message: String?
    }

    static let query: [String: Spelling] = [
        "AccessDeniedException": Spelling(code: "AccessDenied", status: 403),
        "ExpiredTokenException": Spelling(code: "ExpiredToken", status: 403),
        "IncompleteSignatureException": Spelling(code: "IncompleteSignature", status: 400),
        "InvalidSignatureException": Spelling(code: "SignatureDoesNotMatch", status: 403),
        "MissingAuthenticationTokenException": Spelling(code: "MissingAuthenticationToken", status: 403),
        "UnrecognizedClientException": Spelling(code: "InvalidClientTokenId", status: 403),
        "SerializationException": Spelling(code: "MalformedInput", status: 400),
        "UnknownOperationException": Spelling(code: "InvalidAction", status: 400),
        "ValidationException": Spelling(code: "ValidationError", status: 400),
        "InternalServerError": Spelling(code: "InternalFailure", status: 500),
    ]

    private static let notValidated = "AWS was not able to validate the provided access credentials"

    static let ec2: [String: Spelling] = [
        "AccessDeniedException": Spelling(code: "UnauthorizedOperation", status: 403),
        "ExpiredTokenException": Spelling(code: "RequestExpired", status: 400, message: "Request has expired."),
        "IncompleteSignatureException": Spelling(code: "AuthFailure", status: 401, message: notValidated),
        "InvalidSignatureException": Spelling(code: "AuthFailure", status: 401, message: notValidated),
        "MissingAuthenticationTokenException": Spelling(code: "AuthFailure", status: 401, message: notValidated),
        "UnrecognizedClientException": Spelling(code: "AuthFailure", status: 401, message: notValidated),
        "SerializationException": Spelling(code: "InvalidParameterValue", status: 400),
        "UnknownOperationException": Spelling(code: "InvalidAction", status: 400),
        "ValidationException": Spelling(code: "InvalidParameterValue", status: 400),
        "InternalServerError": Spelling(code: "InternalError", status: 500),
    ]
}
