import IAMPolicy
import SecondOpinion
import Testing

/// A cell of the table of layers and callers: one layer says something, all others allow what they must.
struct CompletenessCase: Decodable, Sendable, CustomTestStringConvertible {
    enum Saying: String, Decodable, CaseIterable, Sendable { case explicit, implicit, allow }

    /// The callers of the table.
    enum CallerKind: String, Decodable, CaseIterable, Sendable {
        case user
        case userInGroup = "user in a group"
        case role = "role session"
        case roleWithPolicy = "role session with session policy"
        case federated = "federated user"
        case sessionToken = "GetSessionToken session"
        case root
        case otherUser = "other account's user"
        case otherRole = "other account's role"
    }

    var layer: PolicyKind
    var says: Saying
    var caller: CallerKind
    /// Why there is no such cell.
    var impossible: String?
    var outcome: Decision.Outcome.RawValue?
    var names: PolicyKind?
    /// The denial, with the policy's ARN where there is one.
    var text: String?
    /// The denial as it was before 2026, where that differs.
    var textWithoutARN: String?
    /// The service that has words of its own for this; its tests have them.
    var wordedBy: String?
    var source: String?

    var testDescription: String { "\(layer.rawValue), \(says.rawValue), \(caller.rawValue)" }

    static func all() throws -> [CompletenessCase] { try Cases.rows("layers/completeness") }

    static func possible() throws -> [CompletenessCase] { try all().filter { $0.impossible == nil } }
}

/// The situation of a cell.
extension CompletenessCase {
    private static let home = "111122223333"
    private static let elsewhere = "444455556666"
    private static let organization = "arn:aws:organizations::999988887777:policy/o-exampleorg1"

    /// A policy of a layer that says what the cell wants of it, or that allows.
    private func policy(_ kind: PolicyKind, _ name: String, arn: String? = nil) throws -> WrittenPolicy {
        let isTested = kind == layer
        let everything = kind == .trust ? "sts:AssumeRole" : kind == .resourceControl ? "dynamodb:*" : "*"
        let something = kind == .trust ? "sts:TagSession" : "s3:GetObject"
        let account = isOther ? Self.elsewhere : Self.home
        let principal: String =
            switch kind {
            case .resource, .key, .trust: #","Principal":{"AWS":"\#(account)"}"#
            case .resourceControl, .endpoint: #","Principal":"*""#
            case .identity, .boundary, .session, .serviceControl: ""
            }
        func statement(_ effect: String, _ action: String) -> String {
            #"{"Effect":"\#(effect)","Action":"\#(action)"\#(kind == .trust ? "" : #","Resource":"*""#)\#(principal)}"#
        }
        var statements = [statement("Allow", isTested && says == .implicit ? something : everything)]
        if isTested && says == .explicit { statements.append(statement("Deny", everything)) }
        if kind == .resourceControl { statements.removeFirst() }
        return try WrittenPolicy(
            name: name, arn: arn, text: #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#)
    }

    private var isOther: Bool { caller == .otherUser || caller == .otherRole }

    private func account(_ id: String, isCallers: Bool, isOwners: Bool) throws -> SecondAccount {
        let open = try WrittenPolicy(
            name: "FullAWSAccess", text: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#)
        let openRCP = try WrittenPolicy(name: EngineBridge.resourceControlFullAccess, text: #"{"Statement":[]}"#)
        let isSCP = layer == .serviceControl && isCallers
        let isRCP = layer == .resourceControl && says == .explicit && isOwners
        let scps = isSCP ? [try policy(.serviceControl, "scp", arn: "\(Self.organization)/service_control_policy/p-scp")] : [open]
        let rcps = isRCP ? [try policy(.resourceControl, "rcp", arn: "\(Self.organization)/resource_control_policy/p-rcp")] : []
        return SecondAccount(
            id: id, organization: "o-exampleorg1",
            levels: [
                SecondLevel(target: "r-root", scps: [open], rcps: [openRCP]),
                SecondLevel(target: "ou-1", scps: scps, rcps: [openRCP] + rcps),
                SecondLevel(target: id, scps: [open], rcps: [openRCP]),
            ])
    }

    private var person: SecondCaller {
        get throws {
            let account = try account(isOther ? Self.elsewhere : Self.home, isCallers: true, isOwners: !isOther)
            func make(_ kind: SecondCaller.Kind, _ arn: String, _ issuer: String? = nil) -> SecondCaller {
                SecondCaller(kind: kind, account: account, arn: arn, issuer: issuer)
            }
            let reader = "arn:aws:iam::111122223333:role/app/Reader"
            return switch caller {
            case .user, .sessionToken: make(.user, "arn:aws:iam::111122223333:user/team/Alice")
            case .userInGroup: make(.user, "arn:aws:iam::111122223333:user/Bea")
            case .role: make(.roleSession, "arn:aws:sts::111122223333:assumed-role/Reader/s1", reader)
            case .roleWithPolicy: make(.roleSession, "arn:aws:sts::111122223333:assumed-role/Reader/s2", reader)
            case .federated:
                make(
                    .federatedUser, "arn:aws:sts::111122223333:federated-user/Bob", "arn:aws:iam::111122223333:user/team/Alice")
            case .root: make(.root, "arn:aws:iam::111122223333:root")
            case .otherUser: make(.user, "arn:aws:iam::444455556666:user/Otto")
            case .otherRole:
                make(
                    .roleSession, "arn:aws:sts::444455556666:assumed-role/Visitor/v1", "arn:aws:iam::444455556666:role/Visitor")
            }
        }
    }

    func situation() throws -> Situation {
        var person = try person
        let account = person.account?.id ?? ""
        func managed(_ kind: PolicyKind, _ name: String) throws -> WrittenPolicy {
            try policy(kind, name, arn: "arn:aws:iam::\(account):policy/\(name)")
        }
        if caller == .userInGroup {
            person.groups = [try managed(.identity, "Identity")]
        } else if caller != .root {
            person.own = [try managed(.identity, "Identity")]
        }
        if layer == .boundary { person.boundary = try managed(.boundary, "Boundary") }
        if layer == .session || caller == .roleWithPolicy || caller == .federated { person.session = [try managed(.session, "Session")] }

        let owner = isOther ? try self.account(Self.home, isCallers: false, isOwners: true) : person.account ?? SecondAccount(id: Self.home)
        var resource = SecondResource(owner: owner)
        var request = SecondRequest(action: "dynamodb:GetItem", resource: "arn:aws:dynamodb:us-east-1:111122223333:table/Music")
        switch layer {
        case .key:
            resource.kind = .key
            resource.policy = try policy(.key, "key")
            request = SecondRequest(action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111122223333:key/1234abcd")
        case .trust:
            resource.kind = .trust
            resource.policy = try policy(.trust, "trust")
            request = SecondRequest(action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/app/Target")
        default:
            if layer == .resource || isOther { resource.policy = try policy(.resource, "table") }
        }
        return Situation(
            caller: person, request: request, endpoint: layer == .endpoint ? try policy(.endpoint, "endpoint") : nil, resource: resource)
    }
}
