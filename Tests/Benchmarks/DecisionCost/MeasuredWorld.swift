import IAMPolicy

/// A question whose answer is an allow that every layer has to give, so that nothing is cut short.
///
/// In each layer the statement that allows comes last. Of the others every `relevant`-th is a Deny of the same action and table, with a
/// condition that fails: all of it has to be looked at. The rest are about other actions.
struct MeasuredWorld {
    /// The layers of one question, in the order in which they are decided.
    enum Layer: String, CaseIterable { case rcp, scp, endpoint, resource, identity, boundary, session }

    private static let account = "111122223333"
    private static let table = "arn:aws:dynamodb:us-east-1:111122223333:table/Orders"
    private static let principal = Principal(
        kind: .assumedRole, account: account, arn: "arn:aws:sts::111122223333:assumed-role/Orders/worker",
        issuerARN: "arn:aws:iam::111122223333:role/Orders")

    let layers: PolicyLayers
    private let context = FixedConditionKeys([
        "aws:SourceVpce": .single("vpce-0a1b2c3d4e5f67890"), "aws:PrincipalOrgID": .single("o-exampleorg1"),
        "aws:SourceIp": .single("203.0.113.7"), "dynamodb:LeadingKeys": .list(["customer-17"]),
    ])

    /// - Parameter statements: How many all the layers have together.
    init(_ layersInPlay: Set<Layer>, statements: Int, relevant: Int = 2) throws {
        let order = Layer.allCases.filter(layersInPlay.contains)
        var layers = PolicyLayers()
        for (place, layer) in order.enumerated() {
            let share = (statements * (place + 1)) / order.count - (statements * place) / order.count
            try Self.add(layer, statements: max(1, share), relevant: relevant, to: &layers)
        }
        self.layers = layers
    }

    func decide() -> Decision {
        IAMPolicy.decide(
            AuthorizationRequest(action: "dynamodb:GetItem", resource: Self.table, resourceAccount: Self.account), by: Self.principal,
            layers: layers, context: context)
    }

    private static func add(_ layer: Layer, statements: Int, relevant: Int, to layers: inout PolicyLayers) throws {
        switch layer {
        case .rcp: layers.resourceControl = try levels(.resourceControl, statements, relevant)
        case .scp: layers.serviceControl = try levels(.serviceControl, statements, relevant)
        case .endpoint: layers.endpoint = try policy(.endpoint, statements, relevant)
        case .resource: layers.resource = try policy(.resource, statements, relevant)
        case .identity: layers.identity = [try policy(.identity, statements, relevant)]
        case .boundary: layers.boundary = try policy(.boundary, statements, relevant)
        case .session: layers.session = [try policy(.session, statements, relevant)]
        }
    }

    /// Root, unit and account; the statements stand at the root, and each level allows.
    private static func levels(_ kind: PolicyKind, _ statements: Int, _ relevant: Int) throws -> [PolicyLevel] {
        let full =
            kind == .resourceControl
            ? AttachedPolicy(name: "RCPFullAWSAccess", document: try .resourceControlFullAccess()) : try policy(kind, 1, relevant)
        return try ["r-exampleroot", "ou-exampleroot-11111111", account].enumerated().map { place, target in
            let guardrails = place == 0 && statements > 1 ? [try policy(kind, statements - 1, relevant, allows: false)] : []
            return PolicyLevel(target: target, name: target, policies: guardrails + [full])
        }
    }

    private static func policy(_ kind: PolicyKind, _ count: Int, _ relevant: Int, allows: Bool = true) throws -> AttachedPolicy {
        AttachedPolicy(name: kind.rawValue, document: try PolicyDocument(parsing: text(kind, count, relevant, allows: allows), as: kind))
    }

    static func text(_ kind: PolicyKind, _ count: Int, _ relevant: Int = 2, allows: Bool = true) -> String {
        let principal = [.resource, .endpoint, .resourceControl].contains(kind) ? #""Principal":"*","# : ""
        let others = (0..<(allows ? count - 1 : count)).map { number in
            number.isMultiple(of: relevant)
                ? #"{"Effect":"Deny",\#(principal)"Action":["dynamodb:Get*","dynamodb:Query"],"Resource":"arn:aws:dynamodb:*:*:table/O*","#
                    + #""Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d4e5f67890"}}}"#
                : #"{"Effect":"Deny",\#(principal)"Action":["dynamodb:DeleteTable","dynamodb:UpdateTable"],"#
                    + #""Resource":"arn:aws:dynamodb:*:*:table/prod-\#(number)-*"}"#
        }
        let allow = #"{"Effect":"Allow",\#(principal)"Action":["dynamodb:GetItem","dynamodb:PutItem"],"Resource":"\#(allowed(kind))"}"#
        return #"{"Version":"2012-10-17","Statement":[\#((others + (allows ? [allow] : [])).joined(separator: ","))]}"#
    }

    private static func allowed(_ kind: PolicyKind) -> String { kind == .serviceControl ? "*" : table }
}
