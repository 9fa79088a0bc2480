import SecondOpinion
import Testing

@testable import IAMPolicy

@Suite struct CandidateMemoryTests {
    private static let allow = #"{"Effect":"Allow","Action":"dynamodb:*","Resource":"*"}"#
    private static let deny = #"{"Effect":"Deny","Action":"dynamodb:GetItem","Resource":"*"}"#

    private func question(of layers: PolicyLayers, _ action: String = "dynamodb:GetItem") -> GatheredQuestion {
        GatheredQuestion(
            AuthorizationRequest(action: action, resource: musicTable, resourceAccount: Callers.account), by: Callers.user,
            layers: layers, context: NoConditionKeys())
    }

    @Test func `the same policies and the same action are remembered`() throws {
        let memory = CandidateMemory(capacity: 64)
        let layers = PolicyLayers(identity: [try .of(.identity, Self.allow)], boundary: try .of(.boundary, Self.allow))
        #expect(memory.candidates(for: question(of: layers)) === memory.candidates(for: question(of: layers)))
    }

    @Test func `anything else is found anew`() throws {
        let memory = CandidateMemory(capacity: 1)
        let policy = try AttachedPolicy.of(.identity, Self.allow)
        let layers = PolicyLayers(identity: [policy])
        func isRemembered(_ other: PolicyLayers, _ action: String = "dynamodb:GetItem") -> Bool {
            memory.candidates(for: question(of: layers)) === memory.candidates(for: question(of: other, action))
        }
        #expect(isRemembered(layers))
        #expect(!isRemembered(layers, "dynamodb:PutItem"))
        #expect(!isRemembered(layers, "dynamodb:getitem"))
        #expect(!isRemembered(PolicyLayers(identity: [policy, policy])))
        #expect(!isRemembered(PolicyLayers()))
        for kind in PolicyKind.allCases where kind != .identity {
            var other = layers
            let policy = try AttachedPolicy.of(kind == .key || kind == .trust ? .resource : kind, Self.statement(of: kind))
            switch kind {
            case .identity: break
            case .boundary: other.boundary = policy
            case .session: other.session = [policy]
            case .serviceControl: other.serviceControl = [PolicyLevel(target: "r", name: "r", policies: [policy])]
            case .resourceControl: other.resourceControl = [PolicyLevel(target: "r", name: "r", policies: [policy])]
            case .endpoint: other.endpoint = policy
            case .resource, .key, .trust: other.resource = policy
            }
            #expect(!isRemembered(other), "\(kind)")
        }
    }

    private static func statement(of kind: PolicyKind) -> String {
        let principal = [.identity, .boundary, .session, .serviceControl].contains(kind) ? "" : #""Principal":"*","#
        return #"{"Effect":"Deny",\#(principal)"Action":"dynamodb:GetItem","Resource":"*"}"#
    }

    @Test func `there is an end to what is remembered`() throws {
        let memory = CandidateMemory(capacity: 8)
        let layers = PolicyLayers(identity: [try .of(.identity, Self.allow)])
        final class Kept {
            weak var candidates: Candidates?
        }
        let kept = (0..<100).map { number in
            let one = Kept()
            one.candidates = memory.candidates(for: question(of: layers, "dynamodb:Operation\(number)"))
            return one
        }
        #expect((1...8).contains(kept.count { $0.candidates != nil }))
        let long = "dynamodb:" + String(repeating: "x", count: 1000)
        #expect(memory.candidates(for: question(of: layers, long)) !== memory.candidates(for: question(of: layers, long)))
    }

    @Test func `a deny that is attached at several levels shows at each of them`() throws {
        let guardrail = try AttachedPolicy.of(.serviceControl, Self.deny)
        let full = try AttachedPolicy.of(.serviceControl, Self.allow)
        let levels = ["r", "ou", "account"].map { PolicyLevel(target: $0, name: $0, policies: $0 == "r" ? [full] : [full, guardrail]) }
        let decision = question(of: PolicyLayers(identity: [try .of(.identity, Self.allow)], serviceControl: levels)).decide()
        #expect(decision.level?.target == "ou")
        let layer = try #require(decision.evidence().layers.first { $0.kind == .serviceControl })
        #expect(layer.levels.map(\.result) == [.allow, .explicitDeny, .explicitDeny])
    }

    @Test func `what is remembered decides as what is found anew`() throws {
        var allowed = 0
        for seed in 0..<60 as Range<UInt64> {
            var world = try GeneratedWorld(seed: 700_000 + seed)
            let bridge = EngineBridge()
            for _ in 0..<20 {
                let (first, second) = (try bridge.decision(on: world.situation()), try bridge.decision(on: world.situation()))
                // The circumstances of the second call, asked of the policies of the first.
                var request = second.request
                request.action = first.request.action
                let again = decide(request, by: second.principal, layers: first.layers, context: second.context)
                let anew = decide(request, by: second.principal, layers: first.layers.remade, context: second.context)
                #expect(again.outcome == anew.outcome && again.layer == anew.layer && again.place == anew.place)
                if again.isAllowed { allowed += 1 }
            }
        }
        #expect(allowed > 100)
    }
}

extension PolicyLayers {
    /// The same policies in other lists.
    fileprivate var remade: PolicyLayers {
        var layers = self
        layers.identity = identity.map { $0.map { $0.called($0.name, arn: $0.arn) } }
        layers.session = session.map { $0.map { $0.called($0.name, arn: $0.arn) } }
        layers.boundary = boundary.flatMap { try? $0.having(PolicyDocument(parsing: $0.document.text, as: .boundary)) }
        layers.serviceControl = serviceControl.map { $0.map { PolicyLevel(target: $0.target, name: $0.name, policies: $0.policies) } }
        return layers
    }
}

@Suite struct ByteComparisonTests {
    @Test func `bytes of every length are compared to the last`() {
        for count in 0...40 {
            let bytes = (0..<count).map { UInt8($0 + 1) }
            for changed in 0..<count {
                var other = bytes
                other[changed] = 0
                let isSame = bytes.span.isSame(as: other.span)
                let begins = (bytes + [7, 7, 7]).span.begins(with: other.span)
                let ends = ([7, 7, 7] + bytes).span.ends(with: other.span)
                #expect(!isSame && !begins && !ends, "\(count) bytes, the one at \(changed)")
            }
            let isSame = bytes.span.isSame(as: Array(bytes).span)
            let begins = (bytes + [7, 7, 7]).span.begins(with: bytes.span)
            let ends = ([7, 7, 7] + bytes).span.ends(with: bytes.span)
            let isShorter = bytes.span.isSame(as: (bytes + [7]).span) || bytes.span.begins(with: (bytes + [7]).span)
            #expect(isSame && begins && ends && !isShorter, "\(count) bytes")
        }
    }
}
