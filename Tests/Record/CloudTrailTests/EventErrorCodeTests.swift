import AWSTypes
import AWSWire
import CloudTrail
import Testing

@Suite struct EventErrorCodeTests {
    struct Row: CustomTestStringConvertible {
        var service: ServiceProtocol
        var code: AWSError.Code
        var name: String
        var source: String
        var testDescription: String { "\(service.name) \(code.name)" }
    }

    static let rows = [
        Row(service: Samples.dynamoDB, code: .accessDenied, name: "AccessDenied", source: "recorded"),
        Row(service: Samples.kms, code: .accessDenied, name: "AccessDenied", source: "inferred"),
        Row(service: Samples.iam, code: .accessDenied, name: "AccessDenied", source: "recorded"),
        Row(service: Samples.ec2, code: .accessDenied, name: "Client.UnauthorizedOperation", source: "CloudTrail User Guide"),
        Row(service: Samples.organizations, code: .accessDenied, name: "AccessDeniedException", source: "inferred"),
        Row(service: Samples.dynamoDB, code: .validation, name: "ValidationException", source: "recorded"),
        Row(service: Samples.iam, code: .init("AccessDenied", status: 403), name: "AccessDenied", source: "recorded"),
        Row(
            service: Samples.iam, code: .init("EntityAlreadyExists", status: 409), name: "EntityAlreadyExistsException", source: "recorded"),
        Row(service: Samples.iam, code: .init("ValidationError"), name: "ValidationException", source: "inferred"),
        Row(service: Samples.iam, code: .validation, name: "ValidationException", source: "inferred"),
        Row(service: Samples.ec2, code: .init("InvalidServiceName"), name: "Client.InvalidServiceName", source: "inferred"),
        Row(service: Samples.ec2, code: .validation, name: "Client.InvalidParameterValue", source: "inferred"),
        Row(service: Samples.ec2, code: .internalServerError, name: "Server.InternalError", source: "inferred"),
    ]

    @Test(arguments: rows)
    func `an event names an error by its class`(_ row: Row) {
        #expect(Samples.event(service: row.service, error: AWSError(row.code, "text")).errorCode == row.name)
    }

    /// The article's script looks for these parts in the code in small letters.
    @Test(arguments: [Samples.dynamoDB, Samples.kms, Samples.iam, Samples.ec2, Samples.organizations])
    func `the article's script finds every service's denial`(_ service: ServiceProtocol) throws {
        let code = try #require(Samples.event(service: service, error: AWSError(.accessDenied)).errorCode).lowercased()
        #expect(code.contains("accessdenied") || code.contains("unauthorized"))
    }
}
