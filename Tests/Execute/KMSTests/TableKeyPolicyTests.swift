import AWSTypes
import Directory
import IAMPolicy
import KMS
import OpenSSL
import ServiceModel
import Testing

/// Decides by the policies and grants that the world has at the moment of the question.
private struct DecidingAuthority: Authority {
    var store: DirectoryStore
    var service: Service

    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        decide(question, caller.principal, identity: caller.policies.identity)
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision {
        decide(question, principal, identity: nil)
    }

    func record(_ call: ServiceCall) {}

    private func decide(_ question: AuthorizationRequest, _ principal: Principal, identity: [AttachedPolicy]?) -> Decision {
        let facts = service.resource(question.resource, store.snapshot)
        let layers = PolicyLayers(identity: identity, resource: facts.policy, grants: facts.grants)
        return IAMPolicy.decide(question, by: principal, layers: layers, context: NoConditionKeys())
    }
}

/// The keys of tables under real policies: the grants that DynamoDB makes are what lets it go on.
@Suite(.enabled(if: (try? PolicyDocument(parsing: "no policy", as: .key)) == nil, "needs policies that are evaluated"))
struct TableKeyPolicyTests {
    private static let key = KMSWorld.arn(KMSWorld.key)
    private static let delegating = #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}"#

    private static func document(_ kind: PolicyKind, _ statements: [String]) throws -> PolicyDocument {
        try PolicyDocument(
            parsing: "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements.joined(separator: ","))]}", as: kind)
    }

    private static func allow(_ actions: String...) -> String {
        "{\"Effect\":\"Allow\",\"Action\":[\(actions.map { "\"kms:\($0)\"" }.joined(separator: ","))],\"Resource\":\"*\"}"
    }

    /// Takes a key, opens it, and says how it went.
    private func outcome(keyPolicy: [String], identity: [String], reference: String? = KMSWorld.key) throws -> String {
        let world = try KMSWorld()
        let policy = StoredPolicy(try Self.document(.key, keyPolicy))
        try world.change(KMSWorld.key) { $0.policy = policy }
        var context = world.context
        context.authority = DecidingAuthority(store: world.store, service: world.service)
        let caller = context.caller
        var policies = caller.policies
        policies.identity = identity.isEmpty ? [] : [AttachedPolicy(name: "mine", document: try Self.document(.identity, identity))]
        context.caller = Caller(
            principal: caller.principal, accessKeyID: caller.accessKeyID, userID: caller.userID, userName: caller.userName,
            issuerName: caller.issuerName, issuerID: caller.issuerID, session: caller.session, tags: caller.tags, policies: policies)
        return KMSWorld.errorText { [context] in
            let keys = world.tableKeys()
            let arn = try keys.take(reference, for: KMSWorld.table, replacing: nil, in: context)
            try keys.open(arn, for: KMSWorld.table, in: context)
        }
    }

    @Test func `three permissions are enough, as the grants give the service its own`() throws {
        #expect(
            try outcome(keyPolicy: [Self.delegating], identity: [Self.allow("DescribeKey", "CreateGrant", "Decrypt")]) == "no error")
    }

    @Test(arguments: ["DescribeKey", "CreateGrant", "Decrypt"]) func `each of the three is needed`(_ missing: String) throws {
        let rest = ["DescribeKey", "CreateGrant", "Decrypt"].filter { $0 != missing }
        #expect(
            try outcome(keyPolicy: [Self.delegating], identity: rest.map { Self.allow($0) }).contains(
                "User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: kms:\(missing) on resource: \(Self.key) because no "
                    + "identity-based policy allows the kms:\(missing) action (Service: AWSKMS; "))
    }

    @Test func `the key policy alone is enough`() throws {
        let alice = #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/Alice"},"Action":"kms:*","Resource":"*","#
        let condition = #""Condition":{"StringLike":{"kms:ViaService":"dynamodb.*.amazonaws.com"}}}"#
        #expect(try outcome(keyPolicy: [alice + condition], identity: []) == "no error")
    }

    @Test func `a condition on the encryption context holds`() throws {
        func alice(_ table: String) -> String {
            #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/Alice"},"Action":"kms:*","Resource":"*","#
                + #""Condition":{"StringEqualsIfExists":{"kms:EncryptionContext:aws:dynamodb:tableName":"\#(table)"}}}"#
        }
        #expect(try outcome(keyPolicy: [alice("Music")], identity: []) == "no error")
        #expect(
            try outcome(keyPolicy: [alice("Films")], identity: []).contains(
                "kms:CreateGrant on resource: \(Self.key) because no resource-based policy allows the kms:CreateGrant action"))
    }

    @Test(arguments: [#""*""#, #"{"Service":"dynamodb.amazonaws.com"}"#])
    func `a key policy can stop the service`(_ principal: String) throws {
        let deny = "{\"Effect\":\"Deny\",\"Principal\":\(principal),\"Action\":\"kms:GenerateDataKey\",\"Resource\":\"*\"}"
        #expect(
            try outcome(keyPolicy: [Self.delegating, deny], identity: [Self.allow("*")]).contains(
                "User: dynamodb.amazonaws.com is not authorized to perform: kms:GenerateDataKey on resource: \(Self.key) with an "
                    + "explicit deny in a resource-based policy (Service: AWSKMS; "))
    }

    @Test func `DynamoDB's own key needs no permission of the caller's`() throws {
        #expect(try outcome(keyPolicy: [Self.delegating], identity: [], reference: nil) == "no error")
    }
}
