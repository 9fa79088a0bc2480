import AWSTypes
import AWSWire
import Directory
import Testing

@testable import Gateway

/// One request that is wrong in this way and in every later one too.
struct OrderCase: Sendable, CustomTestStringConvertible {
    var name: String
    var request: @Sendable (TestWorld) throws -> IncomingRequest
    var status = 400
    var body: String
    var source: String
    var testDescription: String { name }

    static let wrongType = #"{"TableName":5,"Key":{"id":{"S":"1"}}}"#
    static let shortName = #"{"TableName":"a","Key":{"id":{"S":"1"}}}"#
    static let missing = #"{"TableName":"Missing","Key":{"id":{"S":"1"}}}"#

    static func framework(_ code: String, _ rest: String = "") -> String {
        #"{"__type":"com.amazon.coral.service#\#(code)"\#(rest)}"#
    }

    static let all = [
        OrderCase(
            name: "method",
            request: { world in
                let request = world.request("Nothing", "{", by: nil)
                return IncomingRequest(
                    method: "PUT", target: request.target, headers: request.headers, body: request.body, arrival: request.arrival)
            }, status: 404, body: "<UnknownOperationException/>\n", source: "recorded"),
        OrderCase(
            name: "content type",
            request: { world in
                let request = world.request("Nothing", "{", by: nil)
                let headers = request.headers.map { $0.name == "Content-Type" ? ($0.name, "text/plain") : $0 }
                return IncomingRequest(
                    method: request.method, target: request.target, headers: headers, body: request.body, arrival: request.arrival)
            }, status: 404, body: "<UnknownOperationException/>\n", source: "recorded"),
        OrderCase(
            name: "JSON", request: { $0.request("Nothing", "{", by: nil) }, body: framework("SerializationException"), source: "recorded"),
        OrderCase(
            name: "operation", request: { $0.request("Nothing", "{}", by: nil) }, body: framework("UnknownOperationException"),
            source: "recorded"),
        OrderCase(
            name: "no signature", request: { $0.request("GetItem", wrongType, by: nil) },
            body: framework("MissingAuthenticationTokenException", #","message":"Request is missing Authentication Token""#),
            source: "recorded"),
        OrderCase(
            name: "unknown key", request: { $0.request("GetItem", wrongType, by: $0.signer("AKIANOBODY")) }, body: unrecognized,
            source: "recorded"),
        OrderCase(
            name: "inactive key and wrong signature",
            request: { world in
                try world.world.directory.update { $0.accessKeys["AKIABOB"]?.isActive = false }
                var request = world.request("GetItem", wrongType, by: world.signer("AKIABOB"))
                request.body += [0x20]
                return request
            }, body: unrecognized, source: "choice: an inactive key is as good as none"),
        OrderCase(
            name: "signature",
            request: { world in
                var request = world.request("GetItem", wrongType, by: world.signer("AKIABOB"))
                request.body += [0x20]
                return request
            },
            body: framework(
                "InvalidSignatureException",
                #","message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.""#
            ), source: "recorded"),
        OrderCase(
            name: "expired session",
            request: { world in
                var session = TestWorld.session(.role)
                session.expires = TestWorld.start
                return world.request("GetItem", wrongType, by: try world.signer(session))
            }, body: framework("ExpiredTokenException", #","message":"The security token included in the request is expired""#),
            source: "recorded"),
        OrderCase(
            name: "no body",
            request: { world in world.request("GetItem", "", by: world.signer("AKIABOB")) }, body: framework("SerializationException"),
            source: "recorded: late, after authentication"),
        OrderCase(
            name: "types", request: { $0.request("GetItem", wrongType, by: $0.signer("AKIABOB")) },
            body: framework("SerializationException", #","Message":"NUMBER_VALUE cannot be converted to String""#), source: "recorded"),
        OrderCase(
            name: "leave", request: { $0.request("GetItem", missing, by: $0.signer("AKIABOB")) },
            body: framework(
                "AccessDeniedException",
                #","Message":"User: arn:aws:iam::111122223333:user/Bob is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:111122223333:table/Missing because no identity-based policy allows the dynamodb:GetItem action""#
            ), source: "recorded"),
        OrderCase(
            name: "the table", request: { $0.request("GetItem", missing, by: $0.signer("AKIAALICE")) },
            body:
                #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"}"#,
            source: "recorded"),
    ]

    static let unrecognized = framework(
        "UnrecognizedClientException", #","message":"The security token included in the request is invalid.""#)
}

@Suite struct OrderOfChecksTests {
    @Test(arguments: OrderCase.all) func `the first thing that is wrong is reported`(_ row: OrderCase) throws {
        let world = try TestWorld()
        #expect(world.answer(try row.request(world)) == Answered(row.status, row.body))
    }

    @Test func `every answer has DynamoDB's headers`() throws {
        let world = try TestWorld()
        for row in OrderCase.all {
            let response = world.gateway.answer(try row.request(world))
            let names = response.headers.lines.map(\.name)
            #expect(names.contains("x-amzn-RequestId") && names.contains("x-amz-crc32") && names.contains("Content-Length"), "\(row.name)")
            #expect(names.contains("Content-Type") == (row.status == 400), "\(row.name)")
        }
    }
}
