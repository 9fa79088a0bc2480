import AWSTypes
import AWSWire
import ByteJSON
import Directory
import DynamoDB
import IAMPolicy
import OpenSSL
import SQLiteStore
import ServiceModel
import Synchronization
import Testing

/// DynamoDB over a store of its own, and a caller who may do everything.
final class TestWorld {
    static let account = "111122223333"
    static let region = "us-east-1"
    static let now = Timestamp(seconds: 1_769_860_800)

    let database: Database
    let store: TableStore
    let service: Service
    let streams: Service
    private let clock = TestClock()
    let keys = FakeKeys()
    var account = TestWorld.account
    var region = TestWorld.region
    var now: Timestamp {
        get { clock.now }
        set { clock.now = newValue }
    }
    /// Who answers what comes up in the course of a call; by default the world itself.
    var authority: (any Authority)?
    /// Whether leave is given.
    var isAllowed = true
    /// What is denied to a part of a batch.
    var deniedActions: Set<String> = []
    /// What the last call asked leave for.
    private(set) var questions: [AuthorizationRequest] = []

    /// - Parameter patience: How long a call waits for long work; by default until it is done, on however busy a machine.
    init(
        at location: Database.Location = .temporary, faults: FaultInjector? = nil, buckets: String? = nil,
        patience: Duration = .seconds(120)
    ) throws {
        database = try Database(at: location, migrations: TableStore.migrations, faults: faults)
        store = try TableStore(database, clock: { [clock] in clock.now }, patience: patience)
        service = DynamoDBService.make(store: store, keys: keys, random: SeededRandom(seed: 1), buckets: buckets)
        streams = DynamoDBStreamsService.make(store: store)
    }

    var context: OperationContext {
        let principal = Principal(kind: .user, account: account, arn: "arn:aws:iam::\(account):user/Alice")
        let caller = Caller(
            principal: principal, accessKeyID: "AKIAEXAMPLE", userID: "AIDAEXAMPLE", userName: "Alice", issuerName: "Alice",
            issuerID: "AIDAEXAMPLE", policies: CallerPolicies(identity: []))
        return OperationContext(
            caller: caller, region: region, requestID: "request", now: now, directory: Directory(), endpoint: "http://localhost:8000",
            authority: authority ?? PartAuthority(world: self))
    }

    /// Calls an operation and returns the answer's body.
    @discardableResult
    func call(_ operation: String, _ request: String) throws -> String {
        let found = try #require(service.operations[operation] ?? streams.operations[operation])
        let document = try JSONDocument(parsing: Array(request.utf8))
        var writer = StructureWriter(for: .json10)
        questions = []
        try found.run(StructureReader(document), in: context, authorize: authorize, into: &writer)
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// Answers a question that an operation asks while it executes: DynamoDB's own by what the test says, others by no policy at all.
    fileprivate func decide(_ question: AuthorizationRequest, for principal: Principal) -> Decision {
        var policies: [AttachedPolicy] = []
        if question.action.hasPrefix("dynamodb:") {
            questions.append(question)
            let effect = isAllowed && !deniedActions.contains(question.action) ? "Allow" : "Deny"
            let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"\#(effect)","Action":"*","Resource":"*"}]}"#
            if let document = try? PolicyDocument(parsing: policy, as: .identity) {
                policies = [AttachedPolicy(name: "test", document: document)]
            }
        }
        return IAMPolicy.decide(question, by: principal, layers: PolicyLayers(identity: policies), context: NoConditionKeys())
    }

    private func authorize(_ asked: [AuthorizationRequest]) throws {
        questions = asked
        if !isAllowed { throw AWSError(.accessDenied, "no") }
    }

    /// The answer's body, or the error as `Code: message`.
    func answer(_ operation: String, _ request: String) throws -> String {
        do {
            return try call(operation, request)
        } catch let error as AWSError {
            return "\(error.code.name): \(error.message ?? "")"
        }
    }

    /// Makes a table with a string as partition key `p`, and a number as sort key `s` where `sorted`.
    func makeTable(_ name: String = "TTT", sorted: Bool = false, _ more: String = "") throws {
        let attributes = sorted ? #","# + #"{"AttributeName":"s","AttributeType":"N"}"# : ""
        let key = sorted ? #","# + #"{"AttributeName":"s","KeyType":"RANGE"}"# : ""
        try call(
            "CreateTable",
            """
            {"TableName":"\(name)","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}\(attributes)],
             "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}\(key)],"BillingMode":"PAY_PER_REQUEST"\(more)}
            """)
    }

    /// Makes a table `TTT` of keys `p` and `s` with a global index `G` over `g` and `n`, a local one `L` over `l` with keys only, and
    /// a global one `I` over `g` that includes `x`.
    func makeIndexedTable() throws {
        try call(
            "CreateTable",
            """
            {"TableName":"TTT","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[
             {"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"},
             {"AttributeName":"n","AttributeType":"N"},{"AttributeName":"l","AttributeType":"B"}],
             "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],
             "LocalSecondaryIndexes":[{"IndexName":"LLL","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],
               "Projection":{"ProjectionType":"KEYS_ONLY"}}],
             "GlobalSecondaryIndexes":[{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],
               "Projection":{"ProjectionType":"ALL"}},
              {"IndexName":"III","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
               "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]}}]}
            """)
    }
}

/// A clock that stands still until it is set.
final class TestClock: Sendable {
    private let moment = Mutex(TestWorld.now)

    var now: Timestamp {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }
}

/// Answers what BatchExecuteStatement asks of each statement; other services' leave is nobody's.
struct PartAuthority: Authority {
    /// A test runs on one thread.
    nonisolated(unsafe) let world: TestWorld

    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        world.decide(question, for: caller.principal)
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision { world.decide(question, for: principal) }

    func record(_ call: ServiceCall) {}
}

/// Keys that can always be had, until told otherwise.
final class FakeKeys: TableKeys {
    private struct State {
        var events: [String] = []
        var refusal: AWSError?
    }

    private let state = Mutex(State())

    /// What was asked, and not yet looked at.
    var events: [String] {
        state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
    }

    func refuse(with error: AWSError?) { state.withLock { $0.refusal = error } }

    func take(_ reference: String?, for table: EncryptedTable, replacing former: String?, in context: OperationContext) throws -> String {
        try note("take \(reference ?? "alias/aws/dynamodb") for \(table.name)" + (former.map { " instead of \($0)" } ?? ""))
        return "arn:aws:kms:\(table.region):\(table.account):key/\(reference ?? "aws")"
    }

    func open(_ keyARN: String, for table: EncryptedTable, in context: OperationContext) throws { try note("open \(keyARN)") }

    func release(_ keyARN: String, for table: EncryptedTable, in context: OperationContext) {
        state.withLock { $0.events.append("release \(keyARN)") }
    }

    private func note(_ event: String) throws {
        try state.withLock { state in
            state.events.append(event)
            if let refusal = state.refusal { throw refusal }
        }
    }
}

/// One call and what it must answer.
struct Exchange: CustomTestStringConvertible, Sendable {
    var name: String
    var operation: String
    var request: String
    var answer: String
    /// Where the answer is known from.
    var source: String

    var testDescription: String { name }
}
