import IAMPolicy
import SecondOpinion
import Testing

/// Every layer with everything that it can say, for every kind of caller: a case each, in which that layer says it and all
/// others allow what they must.
@Suite struct CompletenessTests {
    private enum Saying: String, CaseIterable { case explicit, implicit, allow }

    /// A cell that there cannot be, and why.
    private struct ImpossibleCell: Decodable {
        var layer: String
        var says: String
        var caller: String
        var reason: String

        var name: String { "\(layer), \(says), \(caller)" }
    }

    @Test func `every cell of the table is written once`() throws {
        let impossible: [ImpossibleCell] = try Cases.rows("impossible-cells")
        #expect(impossible.allSatisfy { !$0.reason.isEmpty })
        var cells: [String: Int] = [:]
        for name in try LayerTables.cases("completeness").map(\.name) + impossible.map(\.name) { cells[name, default: 0] += 1 }
        for layer in PolicyKind.allCases {
            for saying in Saying.allCases {
                for caller in CallerColumn.allCases {
                    let name = "\(layer.rawValue), \(saying.rawValue), \(caller.rawValue)"
                    #expect(cells.removeValue(forKey: name) == 1, "\(name)")
                }
            }
        }
        #expect(cells.isEmpty)
    }

    @Test(arguments: try LayerTables.cases("completeness"))
    func `a case is the cell that it is called`(_ row: WrittenCase) throws {
        let parts = row.name.split(separator: ", ").map(String.init)
        let kind = try #require(PolicyKind(rawValue: parts[0]))
        let saying = try #require(Saying(rawValue: parts[1]))
        let caller = try #require(CallerColumn(rawValue: parts[2]))
        #expect(caller.fits(row.situation))
        #expect(row.situation.policiesByLayer[kind.rawValue] != nil)
        for (layer, levels) in row.situation.policiesByLayer {
            let isTested = layer == kind.rawValue
            let denies = levels.joined().contains { $0.statements.contains { !$0.allows } }
            #expect(denies == (isTested && saying == .explicit), "\(layer)")
            // Of RCPs AWS's own allows, whose text nobody may write.
            if layer == "rcp" { continue }
            let allows = levels.allSatisfy { $0.contains { SecondOpinion().fits($0, as: layer, row.situation.request) } }
            #expect(allows == !(isTested && saying == .implicit), "\(layer)")
        }
        // RCPs grant nothing, and a table's policy need not where the identity policy of its own account does.
        let hasNoImpact = saying != .explicit && (kind == .resourceControl || kind == .resource && row.situation.isAtHome)
        let said = hasNoImpact ? "noImpact" : saying == .allow ? "allow" : "\(saying.rawValue)Deny"
        #expect(row.layers == [kind.rawValue: said])
    }

    @Test(arguments: try LayerTables.cases("completeness"))
    func `the second opinion comes out the same`(_ row: WrittenCase) throws {
        let verdict = SecondOpinion().verdict(on: row.situation)
        #expect(verdict.outcome.rawValue == row.outcome)
        #expect(verdict.layer == row.layer)
        // KMS tells other accounts nothing of a key, in words of its own, which its tests have.
        let isWordedByKMS = row.layer == "key" && row.name.contains("other account")
        #expect((row.message == nil) == (isWordedByKMS || row.outcome == "allow"))
        if !isWordedByKMS { #expect(verdict.text == row.message) }
    }
}

/// The callers of the table.
private enum CallerColumn: String, CaseIterable {
    case user
    case userInGroup = "user in a group"
    case role = "role session"
    case roleWithPolicy = "role session with session policy"
    case federated = "federated user"
    /// The credentials are a session's; whoever decides sees the user.
    case sessionToken = "GetSessionToken session"
    case root
    case otherUser = "other account's user"
    case otherRole = "other account's role"

    func fits(_ situation: Situation) -> Bool {
        let caller = situation.caller
        let isHome = situation.isAtHome
        let hasSession = caller.session != nil
        switch self {
        case .user, .sessionToken: return caller.kind == .user && isHome && !hasSession && caller.groups.isEmpty
        case .userInGroup: return caller.kind == .user && isHome && !hasSession && caller.own.isEmpty && !caller.groups.isEmpty
        case .role: return caller.kind == .roleSession && isHome && !hasSession
        case .roleWithPolicy: return caller.kind == .roleSession && isHome && hasSession
        case .federated: return caller.kind == .federatedUser && isHome && hasSession
        case .root: return caller.kind == .root && isHome
        case .otherUser: return caller.kind == .user && !isHome && !hasSession
        case .otherRole: return caller.kind == .roleSession && !isHome
        }
    }
}

extension Situation {
    fileprivate var isAtHome: Bool { caller.account?.id == resource.owner.id }

    /// What is attached, by the layers' words, level by level; every layer but those of the organization has one level.
    fileprivate var policiesByLayer: [String: [[WrittenPolicy]]] {
        var found: [String: [[WrittenPolicy]]] = [
            "identity": [caller.own + caller.groups], "boundary": [caller.boundary.map { [$0] } ?? []],
            "session": [caller.session ?? []], "vpc-endpoint": [endpoint.map { [$0] } ?? []],
            resource.kind.rawValue: [resource.policy.map { [$0] } ?? []],
        ]
        found["scp"] = caller.account?.levels.map(\.scps)
        found["rcp"] = resource.owner.levels.map(\.rcps)
        return found.filter { !$1.joined().isEmpty }
    }
}
