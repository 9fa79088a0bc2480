import AWSTypes
import AWSWire
import Testing

extension ServiceProtocol {
    static let dynamoDB = ServiceProtocol(
        name: "dynamodb", wire: .json10, targetPrefix: "DynamoDB_20120810.", version: "2012-08-10", eventSource: "dynamodb.amazonaws.com")
    static let kms = ServiceProtocol(
        name: "kms", wire: .json11, targetPrefix: "TrentService.", version: "2014-11-01", eventSource: "kms.amazonaws.com")
    static let organizations = ServiceProtocol(
        name: "organizations", wire: .json11, targetPrefix: "AWSOrganizationsV20161128.", version: "2016-11-28",
        eventSource: "organizations.amazonaws.com")
    static let sts = ServiceProtocol(
        name: "sts", wire: .query, version: "2011-06-15", xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
        eventSource: "sts.amazonaws.com")
    static let iam = ServiceProtocol(
        name: "iam", wire: .query, version: "2010-05-08", xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
        eventSource: "iam.amazonaws.com")
    static let ec2 = ServiceProtocol(
        name: "ec2", wire: .ec2, version: "2016-11-15", xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
        eventSource: "ec2.amazonaws.com")
}

/// A fault, and the answer it becomes: status and every byte of the body.
struct ErrorCase: CustomTestStringConvertible, Sendable {
    var source: String
    var error: AWSError
    var service: ServiceProtocol
    var status: Int
    var body: String

    init(_ source: String, _ service: ServiceProtocol, _ error: AWSError, _ status: Int, _ body: String) {
        self.source = source
        self.error = error
        self.service = service
        self.status = status
        self.body = body
    }

    var testDescription: String { "\(service.name), \(error.code.name) [\(source)]" }
}

extension ErrorCase {
    private static let denial = "User: arn:aws:iam::111122223333:user/a is not authorized to perform: x:Y on resource: *"
    private static let mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
        + "Consult the service documentation for details."
    private static let invalidToken = "The security token included in the request is invalid."
    private static let notValidated = "AWS was not able to validate the provided access credentials"

    static let json = [
        ErrorCase(
            "recorded: dynalite's tag tests; capital M", .dynamoDB, AWSError(.accessDenied, denial), 400,
            #"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"\#(denial)"}"#),
        ErrorCase(
            "recorded: dynalite", .dynamoDB, AWSError(.unrecognizedClient, invalidToken), 400,
            #"{"__type":"com.amazon.coral.service#UnrecognizedClientException","message":"\#(invalidToken)"}"#),
        ErrorCase(
            "recorded: dynalite", .dynamoDB, AWSError(.invalidSignature, mismatch), 400,
            #"{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"\#(mismatch)"}"#),
        ErrorCase(
            "recorded: dynalite", .dynamoDB, AWSError(.missingAuthenticationToken, "Request is missing Authentication Token"), 400,
            #"{"__type":"com.amazon.coral.service#MissingAuthenticationTokenException","message":"Request is missing Authentication Token"}"#
        ),
        ErrorCase(
            "recorded: dynalite", .dynamoDB, AWSError(.incompleteSignature, "Authorization=AWS4-"), 400,
            #"{"__type":"com.amazon.coral.service#IncompleteSignatureException","message":"Authorization=AWS4-"}"#),
        ErrorCase(
            "recorded: raw bodies of a DynamoDB client; no full stop", .dynamoDB,
            AWSError(.expiredToken, "The security token included in the request is expired"), 400,
            #"{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"The security token included in the request is expired"}"#
        ),
        ErrorCase(
            "recorded: dynalite; not JSON, no message", .dynamoDB, AWSError(.serialization), 400,
            #"{"__type":"com.amazon.coral.service#SerializationException"}"#),
        ErrorCase(
            "recorded: dynalite; a wrong type, capital M", .dynamoDB, AWSError(.serialization, "Unexpected field type"), 400,
            #"{"__type":"com.amazon.coral.service#SerializationException","Message":"Unexpected field type"}"#),
        ErrorCase(
            "recorded: dynalite", .dynamoDB, AWSError(.unknownOperation), 400,
            #"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#),
        ErrorCase(
            "recorded: dynalite; the validator's namespace", .dynamoDB, .validation("1 validation error detected: …"), 400,
            #"{"__type":"com.amazon.coral.validate#ValidationException","message":"1 validation error detected: …"}"#),
        ErrorCase(
            "recorded: dynalite; the model's namespace", .dynamoDB,
            AWSError(AWSError.Code("ResourceNotFoundException"), "Requested resource not found"), 400,
            #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"}"#),
        ErrorCase(
            "DynamoDB API Reference, ConditionalCheckFailedException: Item", .dynamoDB,
            AWSError(
                AWSError.Code("ConditionalCheckFailedException"), "The conditional request failed",
                members: [.json(name: "Item", Array(#"{"pk":{"S":"a"}}"#.utf8)), .text(name: "note", "\"")]), 400,
            #"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed","#
                + #""Item":{"pk":{"S":"a"}},"note":"\""}"#),
        ErrorCase(
            "recorded: LocalStack's KMS snapshots; the name alone", .kms,
            AWSError(AWSError.Code("NotFoundException"), "Invalid arn eu-west-1"),
            400, #"{"__type":"NotFoundException","message":"Invalid arn eu-west-1"}"#),
        ErrorCase(
            "recorded: LocalStack's KMS snapshots; no message", .kms, AWSError(AWSError.Code("InvalidCiphertextException")), 400,
            #"{"__type":"InvalidCiphertextException"}"#),
        ErrorCase(
            "botocore's model of Organizations; capital M", .organizations,
            AWSError(
                AWSError.Code("InvalidInputException"), "You specified an invalid value.", members: [.text(name: "Reason", "INVALID_ENUM")]),
            400, #"{"__type":"InvalidInputException","Message":"You specified an invalid value.","Reason":"INVALID_ENUM"}"#),
    ]

    private static func query(_ code: String, _ message: String?, namespace: String = "https://sts.amazonaws.com/doc/2011-06-15/") -> String
    {
        let text = message.map { "<Message>\($0)</Message>" } ?? ""
        return "<ErrorResponse xmlns=\"\(namespace)\"><Error><Type>Sender</Type><Code>\(code)</Code>\(text)</Error>"
            + "<RequestId>id-1</RequestId></ErrorResponse>"
    }

    private static func ec2(_ code: String, _ message: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>\(code)</Code><Message>\(message)</Message></Error></Errors>"
            + "<RequestID>id-1</RequestID></Response>"
    }

    private static let recordedQuery = "recorded: LocalStack's STS and IAM snapshots, pasted errors"

    static let xml = [
        ErrorCase(recordedQuery, .sts, AWSError(.accessDenied, denial), 403, query("AccessDenied", denial)),
        ErrorCase(
            recordedQuery, .iam, AWSError(.accessDenied, denial), 403,
            query("AccessDenied", denial, namespace: "https://iam.amazonaws.com/doc/2010-05-08/")),
        ErrorCase(recordedQuery, .sts, AWSError(.unrecognizedClient, invalidToken), 403, query("InvalidClientTokenId", invalidToken)),
        ErrorCase(recordedQuery, .sts, AWSError(.invalidSignature, mismatch), 403, query("SignatureDoesNotMatch", mismatch)),
        ErrorCase(recordedQuery, .sts, AWSError(.missingAuthenticationToken, "m"), 403, query("MissingAuthenticationToken", "m")),
        ErrorCase(recordedQuery, .sts, AWSError(.incompleteSignature, "m"), 400, query("IncompleteSignature", "m")),
        ErrorCase(recordedQuery, .sts, AWSError(.expiredToken, "m"), 403, query("ExpiredToken", "m")),
        ErrorCase(recordedQuery, .sts, .validation("m"), 400, query("ValidationError", "m")),
        ErrorCase("recorded on STS: no Message", .sts, AWSError(.serialization), 400, query("MalformedInput", nil)),
        ErrorCase(
            "recorded on STS: its own namespace", .sts, AWSError(.unknownOperation, "Could not find operation X for version 2011-06-15"),
            400,
            query(
                "InvalidAction", "Could not find operation X for version 2011-06-15",
                namespace: "http://webservices.amazon.com/AWSFault/2005-15-09")),
        ErrorCase(
            "XML 1.0, 2.4", .sts, AWSError(AWSError.Code("NoSuchEntity", status: 404), "<a & \"b\">\u{1}\n"), 404,
            query("NoSuchEntity", "&lt;a &amp; &quot;b&quot;&gt;\u{FFFD}\n")),
        ErrorCase(
            "botocore's model: a fault of the service", .iam, AWSError(AWSError.Code("ServiceFailure", status: 500), "m"), 500,
            "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Receiver</Type><Code>ServiceFailure</Code>"
                + "<Message>m</Message></Error><RequestId>id-1</RequestId></ErrorResponse>"),
        ErrorCase("recorded: EC2", .ec2, AWSError(.accessDenied, denial), 403, ec2("UnauthorizedOperation", denial)),
        ErrorCase("recorded: EC2", .ec2, AWSError(.unrecognizedClient, "x"), 401, ec2("AuthFailure", notValidated)),
        ErrorCase("recorded: EC2", .ec2, AWSError(.invalidSignature, "x"), 401, ec2("AuthFailure", notValidated)),
        ErrorCase("inferred: EC2", .ec2, AWSError(.missingAuthenticationToken, "x"), 401, ec2("AuthFailure", notValidated)),
        ErrorCase("EC2 API Reference, error codes", .ec2, AWSError(.expiredToken, "x"), 400, ec2("RequestExpired", "Request has expired.")),
        ErrorCase(
            "recorded: pasted errors", .ec2,
            AWSError(AWSError.Code("InvalidVpcEndpointId.NotFound"), "The Vpc Endpoint Id 'vpce-x' does not exist"), 400,
            ec2("InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id 'vpce-x' does not exist")),
    ]
}

@Suite struct ErrorWriterTests {
    @Test(arguments: ErrorCase.json + ErrorCase.xml) func `a fault becomes the bytes of its service's protocol`(_ row: ErrorCase) {
        let answer = ErrorWriter.write(row.error, for: row.service, requestID: "id-1")
        #expect(answer.status == row.status)
        #expect(String(decoding: answer.body, as: UTF8.self) == row.body)
    }

    @Test func `every fault of the framework has a row in DynamoDB's form and in Query's`() {
        let codes: Set<AWSError.Code> = [
            .accessDenied, .expiredToken, .incompleteSignature, .invalidSignature, .missingAuthenticationToken, .serialization,
            .unknownOperation, .unrecognizedClient, .validation,
        ]
        #expect(codes.subtracting(ErrorCase.json.filter { $0.service == .dynamoDB }.map(\.error.code)) == [])
        #expect(codes.subtracting(ErrorCase.xml.filter { $0.service == .sts }.map(\.error.code)) == [])
    }
}
