import IAMPolicy
import SecondOpinion
import Testing

/// A row about layers: which policies there are, by words, and what comes of it.
///
/// It is a situation, so that the engine, the second opinion and the gateway can all be asked.
struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var caller: String
    var layers: Layers
    var outcome: Decision.Outcome.RawValue
    var layer: PolicyKind?
    /// The policy that decided: the first of those named so.
    var policy: String?
    /// Whether the resource is another account's.
    var foreign: Bool?
    /// `member`, `management` or `outside` of the organization; where a row does not say, outside unless SCPs or RCPs are in it.
    var callerPlace: String?
    var ownerPlace: String?
    /// SCPs above the resource's account, and RCPs above the caller's, where those are two.
    var ownerSCP: [String]?
    var callerRCP: [String]?
    var action: String?
    /// Of every identity policy.
    var condition: AnyJSON?
    var hasResourceType: Bool?
    var rootOverrides: Bool?
    var context: [String: AnyJSON]?
    /// The whole denial, with the policy's ARN.
    var text: String?
    var source: String

    var testDescription: String { name }

    static let tables = ["decisions", "rules"]

    static func all() throws -> [LayerCase] { try tables.flatMap { try Cases.rows("layers/\($0)") } }

    /// Policies by a word: `allow`, `deny`, `none` (allows something else), after a colon the principal; several with commas.
    struct Layers: Decodable, Sendable {
        var identity: String?
        var group: String?
        var boundary: String?
        var session: String?
        var scp: [String]?
        var rcp: [String]?
        var endpoint: String?
        var resource: String?
        var kind: PolicyKind?
        var grant: String?
        var grants: [GrantRow]?
        /// Whether identity and session policies are managed, and so have ARNs.
        var managed: Bool?
    }

    struct GrantRow: Decodable, Sendable {
        var grantee: String
        var actions: [String]
        var equals: [String: String]?
        var subset: [String: String]?
    }

    func decision() throws -> Decision { try EngineBridge().decision(on: situation()) }
}

/// The situation of a row.
extension LayerCase {
    private static let named = [
        "star": #""*""#, "account": #"{"AWS":"111122223333"}"#, "user": #"{"AWS":"arn:aws:iam::111122223333:user/team/Alice"}"#,
        "role": #"{"AWS":"arn:aws:iam::111122223333:role/app/Reader"}"#,
        "session": #"{"AWS":"arn:aws:sts::111122223333:assumed-role/Reader/s1"}"#,
        "federated": #"{"AWS":"arn:aws:sts::111122223333:federated-user/Bob"}"#, "service": #"{"Service":"dynamodb.amazonaws.com"}"#,
        "provider": #"{"Federated":"accounts.google.com"}"#, "other": #"{"AWS":"arn:aws:iam::999988887777:user/Eve"}"#,
    ]
    private static let grantees = [
        "user": Callers.user.arn, "role": Callers.role.issuerARN, "session": Callers.role.arn, "service": Callers.service.arn,
        "other": "arn:aws:iam::999988887777:user/Eve",
    ]
    private static let organization = "o-exampleorg1"

    private func statement(_ word: Substring, _ kind: PolicyKind) throws -> String {
        let parts = word.split(separator: ":")
        let effect = parts[0] == "deny" ? "Deny" : "Allow"
        let own = kind == .trust ? "sts:AssumeRole" : kind == .resourceControl ? "\(asked.prefix { $0 != ":" }):*" : "*"
        let action = parts[0] == "none" ? (kind == .trust ? "sts:TagSession" : "s3:GetObject") : own
        let hasPrincipal = [.resource, .key, .trust, .endpoint, .resourceControl].contains(kind)
        let principal = try #require(Self.named[parts.count > 1 ? String(parts[1]) : "star"])
        return #"{"Effect":"\#(effect)","Action":"\#(action)"\#(kind == .trust ? "" : #","Resource":"*""#)"#
            + (hasPrincipal ? #","Principal":\#(principal)"# : "")
            + (try condition.flatMap { kind == .identity ? #","Condition":\#(try $0.text)"# : nil } ?? "") + "}"
    }

    private var asked: String { action ?? (layers.kind == .key ? "kms:Decrypt" : "dynamodb:GetItem") }

    private func written(_ name: String, _ kind: PolicyKind, _ statements: [String]) throws -> WrittenPolicy {
        let arn: String? =
            switch kind {
            case .identity, .session: layers.managed == true ? "arn:aws:iam::111122223333:policy/\(name)" : nil
            case .boundary: "arn:aws:iam::111122223333:policy/\(name)"
            case .serviceControl: "arn:aws:organizations::999988887777:policy/\(Self.organization)/service_control_policy/p-\(name)"
            case .resourceControl: "arn:aws:organizations::999988887777:policy/\(Self.organization)/resource_control_policy/p-\(name)"
            case .resource, .key, .trust, .endpoint: nil
            }
        return try WrittenPolicy(
            name: name, arn: arn, text: #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#)
    }

    /// A policy for each word.
    private func policies(_ words: String?, _ kind: PolicyKind, _ place: String? = nil) throws -> [WrittenPolicy]? {
        try words?.split(separator: ",").map { word in
            // Of RCPs only AWS's own allows.
            if kind == .resourceControl, word == "allow" {
                return try WrittenPolicy(name: EngineBridge.resourceControlFullAccess, text: #"{"Statement":[]}"#)
            }
            return try written("\(place ?? kind.rawValue)-\(word)", kind, [statement(word, kind)])
        }
    }

    /// One policy with a statement for each word.
    private func policy(_ words: String?, _ kind: PolicyKind) throws -> WrittenPolicy? {
        try words.map { try written(kind.rawValue, kind, $0.split(separator: ",").map { try statement($0, kind) }) }
    }

    /// The levels above an account: each as the row has it, or open.
    private func levels(scp: [String]?, rcp: [String]?) throws -> [SecondLevel] {
        try (0..<max(scp?.count ?? 1, rcp?.count ?? 0)).map { index in
            let scps = scp.map { $0.indices.contains(index) ? $0[index] : "allow" } ?? "allow"
            let rcps = rcp.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            return SecondLevel(
                target: "ou-\(index)", scps: try policies(scps, .serviceControl) ?? [], rcps: try policies(rcps, .resourceControl) ?? [])
        }
    }

    private func account(_ id: String, _ place: String?, scp: [String]?, rcp: [String]?) throws -> SecondAccount {
        let place = place ?? (scp == nil && rcp == nil ? "outside" : "member")
        guard place != "outside" else { return SecondAccount(id: id) }
        return SecondAccount(
            id: id, organization: Self.organization, isManagement: place == "management", levels: try levels(scp: scp, rcp: rcp))
    }

    func situation() throws -> Situation {
        var caller = SecondCaller(try #require(Callers.byName[caller]))
        let home = caller.account?.id ?? Callers.account
        let isForeign = foreign == true
        let own = try account(home, callerPlace, scp: layers.scp, rcp: isForeign ? callerRCP : layers.rcp)
        if caller.account != nil { caller.account = own }
        caller.own = try policies(layers.identity, .identity) ?? []
        caller.groups = try policies(layers.group, .identity, "group") ?? []
        caller.boundary = try policy(layers.boundary, .boundary)
        caller.session = try policies(layers.session, .session)
        let owner = isForeign ? try account("999988887777", ownerPlace, scp: ownerSCP, rcp: layers.rcp) : own

        var keys: RequestKeys = [:]
        for (key, value) in context ?? [:] { keys[key.lowercased()] = value.keyValue }
        let request = SecondRequest(
            action: asked, resource: hasResourceType == false ? "*" : musicTable, hasResourceType: hasResourceType ?? true,
            rootOverrides: rootOverrides ?? false, keys: keys)
        let plain = try layers.grant.map { [SecondGrant(id: "g", grantee: try #require(Self.grantees[$0]), actions: ["kms:Decrypt"])] }
        let grants = try layers.grants?.map {
            SecondGrant(
                id: "g", grantee: try #require(Self.grantees[$0.grantee]), actions: $0.actions, contextEquals: $0.equals,
                contextSubset: $0.subset)
        }
        let kind = layers.kind ?? .resource
        return Situation(
            caller: caller, request: request, endpoint: try policy(layers.endpoint, .endpoint),
            resource: SecondResource(
                owner: owner, kind: SecondResource.Kind(rawValue: kind.rawValue) ?? .resource, policy: try policy(layers.resource, kind),
                grants: plain ?? grants ?? []))
    }
}

extension LayerCase: WrittenRow {
    func isConfirmed(by opinion: SecondOpinion) throws -> Bool {
        let situation = try situation()
        let verdict = opinion.verdict(on: situation)
        guard verdict.outcome.rawValue == outcome, verdict.layer == layer?.rawValue else { return false }
        if let policy, verdict.statement?.policy != policy, !verdict.sufficient.contains(where: { $0.policy == policy }) { return false }
        return text == nil || verdict.text == text
    }
}
