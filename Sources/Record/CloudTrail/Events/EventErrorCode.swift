import AWSTypes
import AWSWire

/// How an event names an error: by the name of the exception's class, not by the code on the wire.
///
/// DynamoDB's caller gets `AccessDeniedException`, its event says `AccessDenied` (recorded); EC2 says who is at fault
/// (CloudTrail User Guide); Organizations' name, and what `Client.` does before EC2's other codes, are inferred.
enum EventErrorCode {
    static func name(of error: AWSError, in service: ServiceProtocol) -> String {
        if error.code == .accessDenied { return denials[service.name] ?? "AccessDenied" }
        switch service.wire {
        case .json10, .json11: return error.code.name
        case .query: return className(error.code.name)
        case .ec2: return (error.code.status < 500 ? "Client." : "Server.") + ec2Name(error.code.name)
        }
    }

    /// Services whose denials are not `AccessDenied`.
    private static let denials = [
        "ec2": "Client.UnauthorizedOperation",
        "organizations": "AccessDeniedException",
    ]

    /// IAM and STS: `EntityAlreadyExists` becomes `EntityAlreadyExistsException` (recorded).
    private static func className(_ code: String) -> String {
        switch code {
        case "AccessDenied": code
        case "ValidationError": "ValidationException"
        case _ where code.hasSuffix("Exception"): code
        default: code + "Exception"
        }
    }

    /// The common faults have other names in EC2.
    private static func ec2Name(_ code: String) -> String {
        switch code {
        case "ValidationException", "SerializationException": "InvalidParameterValue"
        case "InternalServerError": "InternalError"
        default: code
        }
    }
}
