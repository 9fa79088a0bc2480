import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import KMS
import OpenSSL
import ServiceModel
import Testing

/// An account with keys of every state and kind, and a user who calls.
struct KMSWorld {
    static let account = "111122223333"
    static let foreignAccount = "444455556666"
    static let region = "us-east-1"
    static let now = Timestamp(seconds: 1_769_860_800)

    /// The keys' ids. The first is that of the operations' examples.
    static let key = "1234abcd-12ab-34cd-56ef-1234567890ab"
    static let disabled = "d15ab1ed-0000-4000-8000-000000000000"
    static let pending = "de1e7ed0-0000-4000-8000-000000000000"
    static let gone = "90ae0000-0000-4000-8000-000000000000"
    static let rsa = "45a00000-0000-4000-8000-000000000000"
    static let hmac = "43ac0000-0000-4000-8000-000000000000"
    static let signing = "516a0000-0000-4000-8000-000000000000"
    static let other = "07e40000-0000-4000-8000-000000000000"
    static let foreign = "f04e1640-0000-4000-8000-000000000000"
    static let missing = "a15516a0-0000-4000-8000-000000000000"
    static let grantID = String(repeating: "0c237476b39f8bc4", count: 4)

    let store: DirectoryStore
    let service: Service
    let authority = ScriptedAuthority()
    let random = SeededRandom(seed: 1)
    var now = Self.now
    var principal = Principal(kind: .user, account: Self.account, arn: "arn:aws:iam::111122223333:user/Alice")
    var accessKeyID = "AKIAEXAMPLE"

    init() throws {
        store = DirectoryStore(try Self.directory())
        service = KMSService.make(store: store, random: SeededRandom(seed: 2))
    }

    static func arn(_ id: String, account: String = Self.account) -> String { "arn:aws:kms:us-east-1:\(account):key/\(id)" }

    static func alias(_ name: String) -> String { "arn:aws:kms:us-east-1:111122223333:\(name)" }

    private static func directory() throws -> Directory {
        var directory = Directory()
        directory.users["\(account)/Alice"] = User(account: account, name: "Alice", id: "AIDAALICE", created: now)
        func add(_ id: String, account: String = account, _ change: (inout Key) -> Void = { _ in }) throws {
            let text = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}}"#
            var key = Key(
                id: id, account: account, region: region, policy: StoredPolicy(try PolicyDocument(parsing: text, as: .key)), created: now,
                material: Array(id.utf8.prefix(32)))
            change(&key)
            directory.keys[key.arn] = key
        }
        try add(key) { key in
            key.description = "for the tables"
            key.tags = [Tag(key: "team", value: "blue")]
            key.grants = [
                Key.IssuedGrant(
                    id: grantID, token: "AQpAM2Rh", name: nil, created: now, grantee: "arn:aws:iam::111122223333:user/Alice",
                    retiring: "arn:aws:iam::111122223333:user/Alice", issuingAccount: account, operations: ["Decrypt"],
                    encryptionContextEquals: nil, encryptionContextSubset: ["a": "b"])
            ]
        }
        try add(disabled) { $0.state = .disabled }
        try add(pending) { key in
            key.state = .pendingDeletion
            key.deletion = now.adding(seconds: 86_400)
        }
        try add(gone) { key in
            key.state = .pendingDeletion
            key.deletion = now
        }
        try add(rsa) { $0.spec = "RSA_2048" }
        try add(hmac) { key in
            key.spec = "HMAC_256"
            key.usage = "GENERATE_VERIFY_MAC"
        }
        try add(signing) { key in
            key.spec = "RSA_2048"
            key.usage = "SIGN_VERIFY"
        }
        try add(other)
        try add(foreign, account: foreignAccount)
        for (name, id) in [("alias/music", key), ("alias/gone", gone)] {
            let alias = KeyAlias(name: name, account: account, region: region, keyARN: arn(id), created: now)
            directory.aliases[alias.arn] = alias
        }
        return directory
    }

    var caller: Caller {
        Caller(
            principal: principal, accessKeyID: accessKeyID, userID: "AIDAALICE", userName: "Alice", issuerName: "Alice",
            issuerID: "AIDAALICE", policies: CallerPolicies(identity: []))
    }

    var context: OperationContext {
        OperationContext(
            caller: caller, region: Self.region, requestID: "r", now: now, directory: store.snapshot, endpoint: "http://localhost:8000",
            authority: authority)
    }

    /// Runs one operation as the gateway does, and returns the answer's JSON.
    @discardableResult
    func call(_ name: String, _ request: String, style: DenialTextStyle = .current) throws -> String {
        let operation = try #require(service.operations[name])
        var response = StructureWriter(for: .json11)
        let context = context
        do {
            try operation.run(
                StructureReader(try JSONDocument(parsing: Array(request.utf8))), in: context,
                authorize: { questions in
                    #expect(!questions.isEmpty, "\(name) asks nothing")
                    for question in questions {
                        let decision = authority.decide(question, for: context.caller, via: nil)
                        if !decision.isAllowed { throw service.refusal(decision, style) }
                    }
                }, into: &response)
        } catch let refusal as Refusal {
            throw service.refusal(refusal.decision, style)
        }
        return String(decoding: response.finish(), as: UTF8.self)
    }

    /// The error of a call, as `Code: message`.
    func error(_ name: String, _ request: String, style: DenialTextStyle = .current) -> String {
        Self.errorText { try call(name, request, style: style) }
    }

    static func errorText(_ body: () throws -> some Any) -> String {
        do {
            _ = try body()
            return "no error"
        } catch let error as AWSError {
            return error.message.map { "\(error.code.name): \($0)" } ?? error.code.name
        } catch {
            return "unforeseen: \(error)"
        }
    }

    /// A member of an answer.
    static func member(_ name: String, of answer: String) throws -> String { try #require(try memberIfAny(name, of: answer)) }

    static func memberIfAny(_ name: String, of answer: String) throws -> String? {
        try JSONDocument(parsing: Array(answer.utf8)).root[name]?.string
    }

    func key(_ id: String, account: String = Self.account) throws -> Key {
        try #require(store.snapshot.keys[Self.arn(id, account: account)])
    }

    func change(_ id: String, _ body: (inout Key) -> Void) throws {
        try store.update { directory in
            var key = try #require(directory.keys[Self.arn(id)])
            body(&key)
            directory.keys[key.arn] = key
        }
    }
}

extension AuthorizationRequest {
    /// What the question says to a few condition keys, as `name=value`, those that it has.
    func keys(_ names: String...) -> [String] {
        names.compactMap { name in
            switch context.value(of: ConditionKey(name)) {
            case .single(let value): "\(name)=\(value)"
            case .list(let values): "\(name)=\(values)"
            case nil: nil
            }
        }
    }
}
