import CloudTrail
import Directory
import Testing

@Suite struct EventIdentityTests {
    /// Sources: CloudTrail User Guide, "userIdentity element", and recorded samples.
    struct Row: CustomTestStringConvertible {
        var testDescription: String
        var origin: Event.Origin
        var json: String
        var lookupName: String?

        var event: Event {
            var event = Samples.event()
            event.origin = origin
            return event
        }
    }

    private static let attributes = #""attributes":{"creationDate":"2022-08-04T13:23:14Z","mfaAuthenticated":"false"}"#
    private static let user = #""type":"IAMUser","principalId":"AIDAEXAMPLEEXAMPLE123","arn":"arn:aws:iam::111122223333:user/article""#

    static let rows = [
        Row(
            testDescription: "a user", origin: .caller(Samples.user()),
            json: #"{\#(user),"accountId":"111122223333","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"article"}"#, lookupName: "article"
        ),
        Row(
            testDescription: "a user with GetSessionToken and MFA",
            origin: .caller(
                Samples.user(session: Samples.session(.user, name: "article", id: "AIDAEXAMPLEEXAMPLE123", mfa: true))),
            json: #"{\#(user),"accountId":"111122223333","accessKeyId":"ASIAIOSFODNN7EXAMPLE","userName":"article","#
                + #""sessionContext":{"attributes":{"creationDate":"2022-08-04T13:23:14Z","mfaAuthenticated":"true"}}}"#,
            lookupName: "article"),
        Row(
            testDescription: "a role session", origin: .caller(Samples.role),
            json:
                #"{"type":"AssumedRole","principalId":"AROAEXAMPLEEXAMPLE123:me","arn":"arn:aws:sts::111122223333:assumed-role/Reader/me","#
                + #""accountId":"111122223333","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role","#
                + #""principalId":"AROAEXAMPLEEXAMPLE123","arn":"arn:aws:iam::111122223333:role/Reader","accountId":"111122223333","#
                + #""userName":"Reader"},\#(attributes),"sourceIdentity":"Alice"}}"#, lookupName: "me"),
        Row(
            testDescription: "root", origin: .caller(Samples.root()),
            json: #"{"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root","accountId":"111122223333","#
                + #""accessKeyId":"AKIAROOTEXAMPLE"}"#, lookupName: "root"),
        Row(
            testDescription: "root with GetSessionToken",
            origin: .caller(Samples.root(session: Samples.session(.root, name: "", id: "111122223333"))),
            json: #"{"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root","accountId":"111122223333","#
                + #""accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{\#(attributes)}}"#, lookupName: "root"),
        Row(
            testDescription: "a federated user", origin: .caller(Samples.federated(by: "article")),
            json: #"{"type":"FederatedUser","principalId":"111122223333:guest","arn":"arn:aws:sts::111122223333:federated-user/guest","#
                + #""accountId":"111122223333","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{"sessionIssuer":{\#(user),"#
                + #""accountId":"111122223333","userName":"article"},\#(attributes)}}"#, lookupName: "guest"),
        Row(
            testDescription: "a federated user of root", origin: .caller(Samples.federated(by: nil)),
            json: #"{"type":"FederatedUser","principalId":"111122223333:guest","arn":"arn:aws:sts::111122223333:federated-user/guest","#
                + #""accountId":"111122223333","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{"sessionIssuer":{"type":"Root","#
                + #""principalId":"111122223333","arn":"arn:aws:iam::111122223333:root","accountId":"111122223333"},\#(attributes)}}"#,
            lookupName: "guest"),
        Row(
            testDescription: "another account's role session", origin: .otherAccount(Samples.role),
            json: #"{"type":"AWSAccount","principalId":"AROAEXAMPLEEXAMPLE123:me","accountId":"111122223333"}"#, lookupName: nil),
        Row(
            testDescription: "a service", origin: .service("dynamodb.amazonaws.com"),
            json: #"{"type":"AWSService","invokedBy":"dynamodb.amazonaws.com"}"#, lookupName: "dynamodb.amazonaws.com"),
        Row(
            testDescription: "a service with the caller's credentials",
            origin: .caller(Samples.user(), invokedBy: "dynamodb.amazonaws.com"),
            json: #"{\#(user),"accountId":"111122223333","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"article","#
                + #""invokedBy":"dynamodb.amazonaws.com"}"#, lookupName: "article"),
        Row(
            testDescription: "a web identity", origin: .caller(Samples.webIdentity),
            json: #"{"type":"WebIdentityUser","principalId":"accounts.example.com:app:me","userName":"me","#
                + #""identityProvider":"accounts.example.com"}"#, lookupName: "me"),
    ]

    @Test(arguments: rows)
    func `each kind of caller has its own form`(_ row: Row) {
        let event = row.event
        #expect(event.json.hasPrefix(#"{"eventVersion":"1.11","userIdentity":\#(row.json),"eventTime":"#))
        #expect(event.identity.lookupName == row.lookupName)
    }

    @Test func `every kind has a row`() {
        #expect(Set(Self.rows.map(\.event.identity.kind)) == Set(EventIdentity.Kind.allCases))
    }
}
