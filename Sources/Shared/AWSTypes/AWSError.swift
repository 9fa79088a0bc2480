/// A fault as the caller sees it, before a protocol writes it.
///
/// Which bytes it becomes (`__type` or `<Code>`, `message` or `Message`, the status of a Query error) is the protocol's
/// matter; what went wrong and AWS's words for it stand here. Texts are made by functions beside the service that says
/// them.
package struct AWSError: Error, Sendable {
    package var code: Code
    /// AWS's words, or nil where AWS sends none.
    package var message: String?
    /// Further members of the error's shape, after the message.
    package var members: [Member]
    /// What happened inside, for the log only.
    package var cause: String?

    package init(_ code: Code, _ message: String? = nil, members: [Member] = [], cause: String? = nil) {
        self.code = code
        self.message = message
        self.members = members
        self.cause = cause
    }

    /// A further member of an error; a text, or JSON that is ready to be copied.
    package enum Member: Sendable {
        case text(name: String, String)
        case json(name: String, [UInt8])
    }
}

extension AWSError {
    /// Which error it is: the shape's name in the service's model, and where it is defined.
    package struct Code: Sendable, Hashable {
        package var name: String
        package var namespace: Namespace
        package var status: Int

        package init(_ name: String, in namespace: Namespace = .model, status: Int = 400) {
            self.name = name
            self.namespace = namespace
            self.status = status
        }
    }

    /// The part of AWS that an error's shape belongs to.
    ///
    /// DynamoDB prints it (`com.amazon.coral.service#AccessDeniedException`), the other services do not.
    package enum Namespace: Sendable, Hashable {
        /// The service framework: authentication, authorization, parsing.
        case framework
        /// The framework's validator of shapes and constraints.
        case validator
        /// The service's own model.
        case model
    }
}

extension AWSError.Code {
    package static let accessDenied = Self("AccessDeniedException", in: .framework)
    package static let expiredToken = Self("ExpiredTokenException", in: .framework)
    package static let incompleteSignature = Self("IncompleteSignatureException", in: .framework)
    package static let invalidSignature = Self("InvalidSignatureException", in: .framework)
    package static let missingAuthenticationToken = Self("MissingAuthenticationTokenException", in: .framework)
    package static let serialization = Self("SerializationException", in: .framework)
    package static let unknownOperation = Self("UnknownOperationException", in: .framework)
    package static let unrecognizedClient = Self("UnrecognizedClientException", in: .framework)
    package static let validation = Self("ValidationException", in: .validator)
    package static let internalServerError = Self("InternalServerError", status: 500)
}

extension AWSError {
    package static func validation(_ message: String) -> AWSError { AWSError(.validation, message) }

    /// Any error as the caller may see it: an unforeseen one becomes AWS's `InternalServerError`, its own words kept as
    /// the cause for the log.
    package init(reporting error: any Error) {
        self =
            error as? AWSError
            ?? AWSError(
                .internalServerError, "The request processing has failed because of an unknown error, exception or failure.",
                cause: String(describing: error))
    }
}
