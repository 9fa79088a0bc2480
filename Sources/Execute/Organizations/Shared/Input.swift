import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// The forms of ids that the model's patterns describe.
enum IdentifierForm {
    case root, unit, account, policy
    /// A root or a unit.
    case parent
    /// A unit or an account.
    case child
    /// A root, a unit or an account.
    case target
    /// What can have tags: a root, a unit, an account or a policy.
    case taggable

    func matches(_ text: String) -> Bool {
        switch self {
        case .root: Self.isRoot(text)
        case .unit: Self.isUnit(text)
        case .account: Self.isAccount(text)
        case .policy:
            text.hasPrefix("p-") && Self.holds(text.dropFirst(2), 8...128) { Self.isSmallOrDigit($0) || Self.isCapital($0) || $0 == "_" }
        case .parent: Self.isRoot(text) || Self.isUnit(text)
        case .child: Self.isUnit(text) || Self.isAccount(text)
        case .target: Self.isRoot(text) || Self.isUnit(text) || Self.isAccount(text)
        case .taggable: Self.target.matches(text) || Self.policy.matches(text)
        }
    }

    private static func isRoot(_ text: String) -> Bool { text.hasPrefix("r-") && holds(text.dropFirst(2), 4...32, isSmallOrDigit) }

    private static func isUnit(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "ou" && holds(parts[1], 4...32, isSmallOrDigit) && holds(parts[2], 8...32, isSmallOrDigit)
    }

    private static func isAccount(_ text: String) -> Bool { holds(text[...], 12...12) { ("0"..."9").contains($0) } }

    private static func holds(_ text: Substring, _ count: ClosedRange<Int>, _ allows: (Unicode.Scalar) -> Bool) -> Bool {
        count.contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy(allows)
    }

    private static func isSmallOrDigit(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) }

    private static func isCapital(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }
}

/// A policy type that a request names; the types that do not control access are known, and none of their policies are here.
struct NamedPolicyType {
    var name: String
    /// Nil for a type that is not kept.
    var type: Organization.PolicyType?

    func available() throws(AWSError) -> Organization.PolicyType {
        guard let type else { throw .policyTypeNotAvailable }
        return type
    }

    static let names: Set<String> = [
        "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY", "CHATBOT_POLICY",
        "DECLARATIVE_POLICY_EC2", "SECURITYHUB_POLICY", "INSPECTOR_POLICY", "UPGRADE_ROLLOUT_POLICY", "BEDROCK_POLICY", "S3_POLICY",
        "NETWORK_SECURITY_DIRECTOR_POLICY",
    ]
}

/// Organizations refuses values with its own `InvalidInputException`, one at a time.
extension StructureReader {
    func identifier(_ name: String, _ form: IdentifierForm) throws(AWSError) -> String {
        let value = try present(name)
        guard form.matches(value) else { throw .invalidInput(.pattern) }
        return value
    }

    func policyType(_ name: String) throws(AWSError) -> NamedPolicyType {
        let value = try present(name)
        guard NamedPolicyType.names.contains(value) else { throw .invalidInput(.policyType) }
        return NamedPolicyType(name: value, type: Organization.PolicyType(rawValue: value))
    }

    func text(_ name: String, _ length: ClosedRange<Int>) throws(AWSError) -> String { try check(present(name), length) }

    func optionalText(_ name: String, _ length: ClosedRange<Int>) throws(AWSError) -> String? {
        guard let value = try string(name) else { return nil }
        return try check(value, length)
    }

    private func check(_ value: String, _ length: ClosedRange<Int>) throws(AWSError) -> String {
        if value.unicodeScalars.count < length.lowerBound { throw .invalidInput(.tooShort) }
        if value.unicodeScalars.count > length.upperBound { throw .invalidInput(.tooLong) }
        return value
    }

    func present(_ name: String) throws(AWSError) -> String {
        guard let value = try string(name) else { throw .invalidInput(.required) }
        return value
    }

    func page() throws(AWSError) -> PageRequest {
        let limit = try integer("MaxResults") ?? PageRequest.largest
        if limit < 1 { throw .invalidInput(.tooSmall) }
        if limit > PageRequest.largest { throw .invalidInput(.tooLarge) }
        return PageRequest(limit: limit, after: try string("NextToken"))
    }
}

/// A token is the id after which the page begins.
extension PageRequest {
    fileprivate static let largest = 20

    func part<Element>(of all: [Element], id: (Element) -> String) throws(AWSError) -> Page<Element> {
        try page(of: all, lost: .invalidInput(.nextToken), identifiedBy: id)
    }
}

extension Page {
    func writeEnd(into response: inout StructureWriter) { response.string("NextToken", next) }
}
