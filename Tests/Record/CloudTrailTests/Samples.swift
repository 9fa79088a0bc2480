import AWSTypes
import AWSWire
import CloudTrail
import Directory
import IAMPolicy
import ServiceModel

/// Callers, services and events to begin from.
enum Samples {
    static let account = "111122223333"
    static let now = Timestamp(seconds: 1_659_619_454)  // 2022-08-04T13:24:14Z

    static let dynamoDB = ServiceProtocol(
        name: "dynamodb", wire: .json10, targetPrefix: "DynamoDB_20120810.", version: "2012-08-10", eventSource: "dynamodb.amazonaws.com")
    static let kms = ServiceProtocol(
        name: "kms", wire: .json11, targetPrefix: "TrentService.", version: "2014-11-01", eventSource: "kms.amazonaws.com")
    static let iam = ServiceProtocol(name: "iam", wire: .query, version: "2010-05-08", eventSource: "iam.amazonaws.com")
    static let ec2 = ServiceProtocol(name: "ec2", wire: .ec2, version: "2016-11-15", eventSource: "ec2.amazonaws.com")
    static let organizations = ServiceProtocol(
        name: "organizations", wire: .json11, targetPrefix: "AWSOrganizationsV20161128.", version: "2016-11-28",
        eventSource: "organizations.amazonaws.com")

    static func user(_ name: String = "article", session: Session? = nil) -> Caller {
        Caller(
            principal: Principal(kind: .user, account: account, arn: "arn:aws:iam::\(account):user/\(name)"),
            accessKeyID: session?.accessKeyID ?? "AKIAIOSFODNN7EXAMPLE", userID: "AIDAEXAMPLEEXAMPLE123", userName: name, issuerName: name,
            issuerID: "AIDAEXAMPLEEXAMPLE123", session: session, policies: CallerPolicies(identity: []))
    }

    static func session(_ kind: Session.Kind, name: String, id: String, sessionName: String? = nil, mfa: Bool = false) -> Session {
        var session = Session(
            kind: kind, account: account, name: name, principalID: id, sessionName: sessionName, accessKeyID: "ASIAIOSFODNN7EXAMPLE",
            secret: "secret", issued: now.adding(seconds: -60), expires: now.adding(seconds: 3600))
        if mfa { session.authenticatedWithMFA = session.issued }
        return session
    }

    static var role: Caller {
        var session = session(.role, name: "Reader", id: "AROAEXAMPLEEXAMPLE123", sessionName: "me")
        session.sourceIdentity = "Alice"
        return Caller(
            principal: Principal(
                kind: .assumedRole, account: account, arn: "arn:aws:sts::\(account):assumed-role/Reader/me",
                issuerARN: "arn:aws:iam::\(account):role/Reader"),
            accessKeyID: session.accessKeyID, userID: "AROAEXAMPLEEXAMPLE123:me", issuerName: "Reader", issuerID: "AROAEXAMPLEEXAMPLE123",
            session: session, policies: CallerPolicies(identity: []))
    }

    static func root(session: Session? = nil) -> Caller {
        Caller(
            principal: Principal(kind: .root, account: account, arn: "arn:aws:iam::\(account):root"),
            accessKeyID: session?.accessKeyID ?? "AKIAROOTEXAMPLE", userID: account, issuerName: "", issuerID: account, session: session,
            policies: CallerPolicies(identity: nil))
    }

    static func federated(by user: String?) -> Caller {
        let id = user == nil ? account : "AIDAEXAMPLEEXAMPLE123"
        let issuer = user.map { "arn:aws:iam::\(account):user/\($0)" } ?? "arn:aws:iam::\(account):root"
        return Caller(
            principal: Principal(
                kind: .federatedUser, account: account, arn: "arn:aws:sts::\(account):federated-user/guest", issuerARN: issuer),
            accessKeyID: "ASIAIOSFODNN7EXAMPLE", userID: "\(account):guest", issuerName: user ?? "", issuerID: id,
            session: session(.federation, name: user ?? "", id: id, sessionName: "guest"), policies: CallerPolicies(identity: []))
    }

    static var webIdentity: Caller {
        Caller(
            principal: Principal(kind: .federated, account: account, arn: "accounts.example.com"), accessKeyID: "",
            userID: "accounts.example.com:app:me", userName: "me", issuerName: "", issuerID: "", policies: CallerPolicies(identity: nil))
    }

    /// An event of a user's call; without more, a successful ListTables.
    static func event(
        _ name: String = "ListTables", id: String = "42f420fe-ef06-43be-98a6-d5a0a90d7b4c", at time: Timestamp = now,
        by caller: Caller = user(), service: ServiceProtocol = dynamoDB, traits: OperationTraits = .readOnly, error: AWSError? = nil,
        request: String? = "{}", response: String? = nil, resources: [EventResource] = []
    ) -> Event {
        Event(
            id: id, time: time, caller: caller, service: service, name: name, traits: traits, region: "us-east-1",
            requestID: "REQUEST", sourceAddress: "203.0.113.10", userAgent: "aws-cli/2.7.21", error: error,
            request: request.map { Array($0.utf8) },
            response: response.map { Array($0.utf8) }, resources: resources,
            tls: Event.TLSDetails(
                version: "TLSv1.2", cipherSuite: "ECDHE-RSA-AES128-GCM-SHA256", hostHeader: "dynamodb.us-east-1.amazonaws.com"))
    }
}
