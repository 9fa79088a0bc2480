import IAMPolicy

/// A slow and obvious evaluator over a small language, written from the tables of the IAM User Guide and not from the
/// engine: random worlds must get the same decision from both.
struct ReferenceWorld {
    struct Statement {
        var denies: Bool
        var action: String
        var isNotAction: Bool
        var resource: String
        /// A value that the key `test:k` must have, or must not have.
        var condition: (value: String, negated: Bool)?
        var principal: String

        func text(named: Bool) -> String {
            let who = named ? #""Principal":\#(ReferenceWorld.principals[principal] ?? "null"),"# : ""
            let condition = condition.map {
                #","Condition":{"\#($0.negated ? "StringNotEquals" : "StringEquals")":{"test:k":"\#($0.value)"}}"#
            }
            return
                #"{"Effect":"\#(denies ? "Deny" : "Allow")",\#(who)"\#(isNotAction ? "NotAction" : "Action")":"\#(action)","Resource":"\#(resource)"\#(condition ?? "")}"#
        }
    }

    static let principals = [
        "star": #""*""#, "account": #"{"AWS":"111122223333"}"#, "user": #"{"AWS":"arn:aws:iam::111122223333:user/team/Alice"}"#,
        "role": #"{"AWS":"arn:aws:iam::111122223333:role/app/Reader"}"#,
        "session": #"{"AWS":"arn:aws:sts::111122223333:assumed-role/Reader/s1"}"#,
        "federated": #"{"AWS":"arn:aws:sts::111122223333:federated-user/Bob"}"#, "service": #"{"Service":"dynamodb.amazonaws.com"}"#,
        "other": #"{"AWS":"999988887777"}"#,
    ]
    static let actions = ["*", "dynamodb:*", "dynamodb:Get*", "DYNAMODB:getitem", "s3:*", "dynamodb:PutItem"]
    static let resources = ["*", "arn:aws:dynamodb:*:*:table/M*", musicTable, "arn:aws:dynamodb:*:*:table/Other"]

    var caller: String
    var isForeign: Bool
    var isKey: Bool
    var value: String?
    var identity: [Statement]
    var boundary: [Statement]?
    var session: [Statement]?
    var scp: [[Statement]]?
    var endpoint: [Statement]?
    var resource: [Statement]?

    /// The request is always GetItem on the table Music.
    private func applies(_ statement: Statement, named: Bool) -> Bool {
        let lists = ["*", "dynamodb:*", "dynamodb:Get*", "DYNAMODB:getitem"].contains(statement.action)
        guard lists != statement.isNotAction, statement.resource != "arn:aws:dynamodb:*:*:table/Other" else { return false }
        if let condition = statement.condition, (value == condition.value) == condition.negated { return false }
        return !named || forms.contains(statement.principal)
    }

    /// By which words a policy means the caller.
    private var forms: [String] {
        switch caller {
        case "user": ["star", "account", "user"]
        case "role": ["star", "account", "role", "session"]
        case "federated": ["star", "account", "user", "federated"]
        case "root": ["star", "account"]
        default: ["star", "service"]
        }
    }

    private func denies(_ statements: [Statement]?, named: Bool = false) -> Bool {
        (statements ?? []).contains { $0.denies && applies($0, named: named) }
    }

    private func allows(_ statements: [Statement]?, named: Bool = false) -> Bool {
        (statements ?? []).contains { !$0.denies && applies($0, named: named) }
    }

    /// The words by which the resource's policy allows the caller.
    private var granted: Set<String> {
        Set((resource ?? []).filter { !$0.denies && applies($0, named: true) }.map(\.principal))
    }

    func decision() -> (Decision.Outcome, PolicyKind?) {
        let isService = caller == "service"
        let owner: PolicyKind = isKey && resource != nil ? .key : .resource
        if !isService, let scp, scp.contains(where: { denies($0) }) { return (.explicitDeny, .serviceControl) }
        if denies(endpoint, named: true) { return (.explicitDeny, .endpoint) }
        if denies(resource, named: true) { return (.explicitDeny, owner) }
        if !isService, caller != "root", denies(identity) { return (.explicitDeny, .identity) }
        if !isService, denies(boundary) { return (.explicitDeny, .boundary) }
        if !isService, denies(session) { return (.explicitDeny, .session) }
        if !isService, let scp, scp.isEmpty || scp.contains(where: { !allows($0) }) { return (.implicitDeny, .serviceControl) }
        if endpoint != nil, !allows(endpoint, named: true) { return (.implicitDeny, .endpoint) }
        if isService { return granted.contains("service") ? (.allow, nil) : (.implicitDeny, owner) }
        let direct = !granted.isDisjoint(with: ["star", "user", "role", "session", "federated"])
        if isForeign || owner == .key, granted.isEmpty { return (.implicitDeny, owner) }
        if caller != "root", !allows(identity), isForeign || !direct { return (.implicitDeny, .identity) }
        let exempting: Set<String> = caller == "user" ? ["star", "user"] : ["star", "session", "federated"]
        let isExempt = !isForeign && !granted.isDisjoint(with: exempting)
        if boundary != nil, !allows(boundary), !isExempt { return (.implicitDeny, .boundary) }
        if session != nil || caller == "federated", !allows(session), !isExempt { return (.implicitDeny, .session) }
        return (.allow, nil)
    }
}

extension ReferenceWorld {
    static func random(_ numbers: inout SeededNumbers) -> ReferenceWorld {
        func pick<Value>(_ values: [Value], _ fallback: Value) -> Value { values.randomElement(using: &numbers) ?? fallback }
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }
        func statements() -> [Statement] {
            (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                Statement(
                    denies: chance(12), action: pick(actions, "*"), isNotAction: chance(15), resource: pick(resources, "*"),
                    condition: chance(25) ? (pick(["a", "b"], "a"), chance(30)) : nil,
                    principal: pick(Array(principals.keys.sorted()), "star"))
            }
        }
        return ReferenceWorld(
            caller: pick(["user", "user", "role", "role", "federated", "root", "service"], "user"), isForeign: chance(25),
            isKey: chance(25),
            value: chance(70) ? pick(["a", "b"], "a") : nil, identity: statements(), boundary: chance(30) ? statements() : nil,
            session: chance(30) ? statements() : nil,
            scp: chance(30) ? (0..<Int.random(in: 0...2, using: &numbers)).map { _ in statements() } : nil,
            endpoint: chance(20) ? statements() : nil, resource: chance(60) ? statements() : nil)
    }

    /// The same world, asked of the engine; `shuffled` turns every policy round and says everything twice.
    func engineDecision(shuffled: Bool = false) throws -> Decision {
        func policy(_ statements: [Statement], _ kind: PolicyKind) throws -> AttachedPolicy {
            let isNamed = [.endpoint, .resource, .key].contains(kind)
            let all = shuffled ? statements.reversed() + statements : statements
            return try .of(kind, all.map { $0.text(named: isNamed) }.joined(separator: ","))
        }
        let layers = PolicyLayers(
            identity: caller == "root" || caller == "service" ? nil : [try policy(identity, .identity)],
            boundary: try boundary.map { try policy($0, .boundary) }, session: try session.map { [try policy($0, .session)] },
            serviceControl: try scp.map { levels in
                try levels.map { PolicyLevel(target: "ou", name: "ou", policies: [try policy($0, .serviceControl)]) }
            },
            endpoint: try endpoint.map { try policy($0, .endpoint) },
            resource: try resource.map { try policy($0, isKey ? .key : .resource) })
        return decide(
            AuthorizationRequest(
                action: "dynamodb:GetItem", resource: musicTable, resourceAccount: isForeign ? "999988887777" : Callers.account),
            by: Callers.byName[caller] ?? Callers.user, layers: layers,
            context: FixedConditionKeys(value.map { ["test:k": .single($0)] } ?? [:]))
    }
}
