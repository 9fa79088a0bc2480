import ByteJSON
import IAMPolicy

/// A statement that made a simulation's result, and where it stands in its policy's text.
struct MatchedStatement {
    /// As AWS answers them (recorded; the model's enumeration has other names).
    enum Source: String {
        case identity = "IAM Policy"
        case resource = "Resource Policy"
    }

    static let resourcePolicy = "ResourcePolicy"

    var policyID: String
    var source: Source
    var start: JSONPosition
    var end: JSONPosition

    /// The statements that deny, or else those that allow; none for an implicit denial (IAM API Reference, EvaluationResult).
    static func all(in evidence: Evidence, of layers: PolicyLayers, for outcome: Decision.Outcome) -> [MatchedStatement] {
        guard outcome != .implicitDeny else { return [] }
        let effect: PolicyEffect = outcome == .explicitDeny ? .deny : .allow
        return evidence.layers.flatMap { layer -> [MatchedStatement] in
            let policies: [AttachedPolicy]
            switch layer.kind {
            case .resource, .key, .trust: policies = layers.resource.map { [$0] } ?? []
            case .identity: policies = layers.identity ?? []
            // What a boundary allows is not what gives leave.
            case .boundary where effect == .deny: policies = layers.boundary.map { [$0] } ?? []
            default: return []
            }
            return zip(layer.policies, policies).flatMap { shown, policy in
                shown.statements.filter { $0.applied && $0.effect == effect }.map { statement in
                    MatchedStatement(
                        statement.index, of: policy, as: layer.kind == .identity || layer.kind == .boundary ? .identity : .resource)
                }
            }
        }
    }

    private init(_ index: Int, of policy: AttachedPolicy, as source: Source) {
        // An inline policy is told apart by its holder: `role_Reader_own` (recorded).
        let holder = policy.arn == nil ? policy.holder.map { $0.split(separator: "/").joined(separator: "_") + "_" } : nil
        policyID = (holder ?? "") + policy.name
        self.source = source
        let text = StatementText(policy.document)
        start = text.start(of: index)
        end = text.end(of: index)
    }
}

/// Where statements begin and end, as AWS counts: lines and columns from 1, the column behind what was read last.
///
/// A statement begins where reading stood before it: behind the `[` of the list, or behind the statement before, the comma included; one
/// that is not in a list begins behind its own `{`. It ends behind its `}` (recorded: positions in AdministratorAccess, in compact
/// policies with one and two statements, and in the AWS CLI's own example).
struct StatementText {
    private let bytes: [UInt8]
    private let ranges: [Range<Int>]

    init(_ document: PolicyDocument) {
        bytes = Array(document.text.utf8)
        ranges = document.statements.map(\.range)
    }

    func start(of index: Int) -> JSONPosition {
        guard ranges.indices.contains(index) else { return JSONPosition(line: 1, column: 1) }
        if index > 0 { return position(behind: ranges[index - 1].upperBound) }
        let before = bytes[..<min(ranges[0].lowerBound, bytes.count)]
        guard let last = before.lastIndex(where: { !" \n\r\t".utf8.contains($0) }), bytes[last] == UInt8(ascii: "[") else {
            return position(behind: ranges[0].lowerBound + 1)
        }
        return position(behind: last + 1)
    }

    func end(of index: Int) -> JSONPosition {
        guard ranges.indices.contains(index) else { return JSONPosition(line: 1, column: 1) }
        return position(behind: ranges[index].upperBound)
    }

    /// Columns count UTF-16, as Java's readers do.
    private func position(behind offset: Int) -> JSONPosition {
        let before = bytes[..<min(offset, bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        return JSONPosition(line: line, column: String(decoding: before[lineStart...], as: UTF8.self).utf16.count + 1)
    }
}
