import AWSTypes
import ByteJSON
import CloudTrail
import ServiceModel
import Testing

@Suite struct EventTests {
    private static let denial = "User: arn:aws:iam::111122223333:user/article is not authorized to perform: dynamodb:ListTables"

    /// Recorded on AWS in 2023 by a write-up on honey users; the version alone is today's.
    @Test func `a denied ListTables reads as the recorded one`() {
        let event = Samples.event(error: AWSError(.accessDenied, Self.denial))
        #expect(
            event.json
                == #"{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLEEXAMPLE123","#
                + #""arn":"arn:aws:iam::111122223333:user/article","accountId":"111122223333","accessKeyId":"AKIAIOSFODNN7EXAMPLE","#
                + #""userName":"article"},"eventTime":"2022-08-04T13:24:14Z","eventSource":"dynamodb.amazonaws.com","#
                + #""eventName":"ListTables","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.10","userAgent":"aws-cli/2.7.21","#
                + #""errorCode":"AccessDenied","errorMessage":"\#(Self.denial)","requestParameters":null,"responseElements":null,"#
                + #""requestID":"REQUEST","eventID":"42f420fe-ef06-43be-98a6-d5a0a90d7b4c","readOnly":true,"eventType":"AwsApiCall","#
                + #""managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management","tlsDetails":"#
                + #"{"tlsVersion":"TLSv1.2","cipherSuite":"ECDHE-RSA-AES128-GCM-SHA256","#
                + #""clientProvidedHostHeader":"dynamodb.us-east-1.amazonaws.com"}}"#)
    }

    @Test func `a success of DynamoDB shows the version of its API, parameters and answer`() {
        let event = Samples.event(
            "CreateTable", traits: OperationTraits(),
            request: #"{"TableName":"Music", "SSESpecification":{"KMSMasterKeyId":"k","Enabled":true}}"#,
            response: #"{"TableDescription":{"TableName":"Music"}}"#,
            resources: [
                EventResource(
                    type: "AWS::DynamoDB::Table", arn: "arn:aws:dynamodb:us-east-1:111122223333:table/Music", account: "111122223333")
            ])
        #expect(
            event.json.contains(
                #""requestParameters":{"tableName":"Music","sSESpecification":{"kMSMasterKeyId":"k","enabled":true}},"#
                    + #""responseElements":{"tableDescription":{"tableName":"Music"}},"requestID":"REQUEST","#))
        #expect(
            event.json.contains(
                #""readOnly":false,"resources":[{"accountId":"111122223333","type":"AWS::DynamoDB::Table","#
                    + #""ARN":"arn:aws:dynamodb:us-east-1:111122223333:table/Music"}],"eventType":"AwsApiCall","apiVersion":"2012-08-10","#)
        )
    }

    @Test func `a data event shows keys and names, but no values of other attributes`() {
        let event = Samples.event(
            "PutItem", traits: OperationTraits(category: .data),
            request: #"{"TableName":"Music","Item":{"Artist":{"S":"A"},"Secret":{"S":"B"}},"ExpressionAttributeValues":{":a":{"S":"C"}}}"#,
            response: "{}")
        #expect(event.json.contains(#""requestParameters":{"tableName":"Music","item":["Artist","Secret"]},"responseElements":null"#))
        #expect(event.json.contains(#""managementEvent":false,"recipientAccountId":"111122223333","eventCategory":"Data""#))
        let read = Samples.event(
            "GetItem", traits: OperationTraits(isReadOnly: true, category: .data), request: #"{"Key":{"Artist":{"S":"A"}}}"#)
        #expect(read.json.contains(#""requestParameters":{"key":{"Artist":{"S":"A"}}}"#))
    }

    @Test func `secret members are left out of request and answer at any depth`() {
        let traits = OperationTraits(secretMembers: ["SecretAccessKey", "Plaintext"])
        let event = Samples.event(
            "CreateAccessKey", service: Samples.iam, traits: traits,
            request: #"{"Action":"CreateAccessKey","Version":"2010-05-08","UserName":"a","Plaintext":"x"}"#,
            response: "<AccessKey><UserName>a</UserName><SecretAccessKey>wJalr</SecretAccessKey></AccessKey>")
        #expect(event.json.contains(#""requestParameters":{"userName":"a"},"responseElements":{"accessKey":{"userName":"a"}}"#))
    }

    @Test func `an answer is shown of what changes something, and where the operation says so`() {
        let rows: [(traits: OperationTraits, isShown: Bool)] = [
            (OperationTraits(), true), (OperationTraits(isReadOnly: true), false),
            (OperationTraits(isReadOnly: true, secretMembers: ["SecretAccessKey"], showsAnswer: true), true),
        ]
        for row in rows {
            let event = Samples.event(
                "AssumeRole", service: Samples.iam, traits: row.traits,
                response: "<Credentials><AccessKeyId>ASIA</AccessKeyId></Credentials>")
            let shown = row.isShown ? #"{"credentials":{"accessKeyId":"ASIA"}}"# : "null"
            #expect(event.json.contains("\"responseElements\":\(shown)"))
        }
    }

    @Test func `a form's numbered members and an XML answer's entries are lists`() {
        let event = Samples.event(
            "TagUser", service: Samples.iam, traits: OperationTraits(),
            request: #"{"Action":"TagUser","Tags":{"member":{"2":{"Key":"b"},"1":{"Key":"a"}}},"Id":{"1":"x"}}"#,
            response: "<Tags><member><Key>a &amp; b</Key></member></Tags><Empty></Empty>")
        #expect(
            event.json.contains(
                #""requestParameters":{"tags":[{"key":"a"},{"key":"b"}],"id":["x"]},"responseElements":{"tags":[{"key":"a & b"}],"empty":null}"#
            ))
    }

    @Test(arguments: ["<a>", "<a></b>", "</a>", "plain", "<a><b></a></b>", String(repeating: "<a>", count: 100)])
    func `an answer of another form is null`(_ answer: String) {
        let event = Samples.event("TagUser", service: Samples.iam, traits: OperationTraits(), request: "]", response: answer)
        #expect(event.json.contains(#""requestParameters":null,"responseElements":null"#))
    }

    @Test func `a message is cut at a kilobyte, between characters`() throws {
        let event = Samples.event(error: AWSError.validation(String(repeating: "é", count: 600) + "\n"))
        let root = try JSONDocument(parsing: Array(event.json.utf8)).root
        #expect(root["errorMessage"]?.string == String(repeating: "é", count: 512))
        #expect(!event.json.contains("\n"))
    }

    @Test func `what is known of the connection stands alone, and nothing where nothing is`() {
        var event = Samples.event()
        event.tls = Event.TLSDetails(hostHeader: "localhost:8000")
        #expect(event.json.hasSuffix(#""tlsDetails":{"clientProvidedHostHeader":"localhost:8000"}}"#))
        event.tls = Event.TLSDetails()
        event.vpcEndpointID = "vpce-1"
        event.vpcEndpointAccount = "111122223333"
        #expect(
            event.json.hasSuffix(
                #""recipientAccountId":"111122223333","vpcEndpointId":"vpce-1","vpcEndpointAccountId":"111122223333","eventCategory":"Management"}"#
            ))
    }

    @Test func `a service's call has its name for address and agent`() {
        let key = EventResource(type: "AWS::KMS::Key", arn: "arn:aws:kms:us-east-1:444455556666:key/k", account: "444455556666")
        var call = ServiceCall(
            eventSource: "kms.amazonaws.com", eventName: "Decrypt", isOnBehalfOfCaller: true, invokedBy: "dynamodb.amazonaws.com",
            isReadOnly: true, requestParameters: Array(#"{"EncryptionContext":{"aws:dynamodb:tableName":"T"}}"#.utf8), resources: [key])
        let original = Samples.event("GetItem", traits: OperationTraits(isReadOnly: true, category: .data))
        let onBehalf = original.calling(call, of: Samples.kms, id: "E", requestID: "R")
        #expect(onBehalf.json.contains(#""userName":"article","invokedBy":"dynamodb.amazonaws.com"},"#))
        #expect(onBehalf.json.contains(#""sourceIPAddress":"dynamodb.amazonaws.com","userAgent":"dynamodb.amazonaws.com","#))
        #expect(onBehalf.json.contains(#""requestParameters":{"encryptionContext":{"aws:dynamodb:tableName":"T"}}"#))
        #expect(onBehalf.recipientAccount == "111122223333")
        call.isOnBehalfOfCaller = false
        let asItself = original.calling(call, of: Samples.kms, id: "E", requestID: "R")
        #expect(asItself.json.contains(#""userIdentity":{"type":"AWSService","invokedBy":"dynamodb.amazonaws.com"},"#))
        #expect(asItself.json.contains(#""recipientAccountId":"444455556666","sharedEventID":"E","eventCategory":"Management""#))
    }

    @Test func `the owner of the resource sees another account's caller by id and account`() {
        let shared = Samples.event().shared(with: "444455556666", id: "F", sharedID: "S")
        #expect(
            shared.json.contains(#""userIdentity":{"type":"AWSAccount","principalId":"AIDAEXAMPLEEXAMPLE123","accountId":"111122223333"},"#)
        )
        #expect(shared.json.contains(#""recipientAccountId":"444455556666","sharedEventID":"S","#))
    }
}
