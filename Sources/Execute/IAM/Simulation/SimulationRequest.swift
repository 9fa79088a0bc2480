import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// What both simulators are sent, as it is sent.
struct SimulationInput {
    struct ContextEntry {
        var name: String
        var values: [String]
        var type: ContextKeyType
    }

    var actions: [String]
    var resources: [String]
    var policies: [String]
    var boundaries: [String]
    var resourcePolicy: String?
    var owner: String?
    var caller: String?
    var context: [ContextEntry] = []
    var handlingOption: String?
    var page: PageRequest

    init(_ request: StructureReader) throws(AWSError) {
        actions = try request.strings("ActionNames") ?? []
        if !request.has("ActionNames") { request.requireMember("ActionNames") }
        resources = try request.strings("ResourceArns") ?? []
        policies = try request.strings("PolicyInputList") ?? []
        boundaries = try request.strings("PermissionsBoundaryPolicyInputList") ?? []
        resourcePolicy = try request.string("ResourcePolicy", .minimumLength(1), .maximumLength(131_072))
        owner = try request.string("ResourceOwner", .minimumLength(1), .maximumLength(2048))
        caller = try request.string("CallerArn", .minimumLength(1), .maximumLength(2048))
        for entry in try request.structures("ContextEntries") ?? [] {
            let type = try entry.string("ContextKeyType", .oneOf(ContextKeyType.allCases.map(\.rawValue)))
            context.append(
                ContextEntry(
                    name: try entry.string("ContextKeyName", .minimumLength(5), .maximumLength(256)) ?? "",
                    values: try entry.strings("ContextKeyValues") ?? [], type: type.flatMap(ContextKeyType.init) ?? .string))
        }
        handlingOption = try request.string("ResourceHandlingOption", .minimumLength(1), .maximumLength(64))
        page = try PageRequest(request)
    }
}

/// A simulation that can be made: which actions, on which resources, with which policies and condition keys.
struct SimulationRequest {
    var actions: [String]
    /// Empty for all resources.
    var resources: [String]
    var policies: [PolicyDocument]
    /// A boundary in place of the one that the principal has.
    var boundary: PolicyDocument?
    var resourcePolicy: PolicyDocument?
    /// The account that owns the resources, where their ARNs do not tell.
    var owner: String?
    var callerARN: String?
    var context: [ConditionKey: ConditionValue]
    var page: PageRequest

    /// The scenarios of `ResourceHandlingOption`; they are EC2's (IAM API Reference, SimulatePrincipalPolicy).
    private static let handlingOptions = [
        "EC2-VPC-InstanceStore", "EC2-VPC-InstanceStore-Subnet", "EC2-VPC-EBS", "EC2-VPC-EBS-Subnet",
    ]

    init(_ input: SimulationInput) throws(AWSError) {
        if let action = input.actions.first(where: { !Self.isAction($0) }) { throw .invalidActionName(action) }
        if let resource = input.resources.first(where: { ARN($0) == nil && $0 != "*" }) { throw .invalidResourceName(resource) }
        if let option = input.handlingOption, !Self.handlingOptions.contains(option) { throw .invalidHandlingOption(option) }
        if input.boundaries.count > 1 { throw .severalBoundaries }
        actions = input.actions
        // Everything, `*`, is as good as no resource at all.
        resources = input.resources == ["*"] ? [] : input.resources
        policies = []
        for (index, text) in input.policies.enumerated() {
            policies.append(try Self.document(text, "PolicyInputList.\(index + 1)", as: [.identity]))
        }
        boundary = try input.boundaries.first.map { text throws(AWSError) in
            try Self.document(text, "PermissionsBoundaryPolicyInputList.1", as: [.boundary])
        }
        resourcePolicy = try input.resourcePolicy.map { text throws(AWSError) in
            try Self.document(text, MatchedStatement.resourcePolicy, as: [.resource, .trust])
        }
        owner = try input.owner.map { text throws(AWSError) in try Self.owner(text) }
        callerARN = input.caller
        context = [:]
        for entry in input.context {
            for value in entry.values where !entry.type.takes(value) {
                throw .invalidContextValue(entry.name, value, entry.type.rawValue)
            }
            let isList = entry.type.isList || entry.values.count > 1
            context[ConditionKey(entry.name)] = isList ? .list(entry.values) : entry.values.first.map { .single($0) }
        }
        page = input.page
    }

    private static func isAction(_ name: String) -> Bool {
        name.split(separator: ":", omittingEmptySubsequences: false).count == 2 && !name.contains("*")
    }

    /// - Parameter kinds: The kinds of policy it may be, tried in order.
    private static func document(_ text: String, _ name: String, as kinds: [PolicyKind]) throws(AWSError) -> PolicyDocument {
        var fault: PolicySyntaxError?
        for kind in kinds {
            do throws(PolicySyntaxError) {
                return try PolicyDocument(parsing: text, as: kind)
            } catch {
                fault = fault ?? error
            }
        }
        throw .policyNotEvaluated(name, fault?.iamMessage ?? "")
    }

    /// A bare account id is refused, whatever the API Reference says (recorded, botocore issue of 2017); the ARN of an account's root
    /// user is taken (recorded, AWS CLI issue of 2026).
    private static func owner(_ text: String) throws(AWSError) -> String {
        guard let arn = ARN(text), arn.service == "iam", arn.resource == "root" else { throw .invalidResourceOwner(text) }
        return arn.account
    }
}

/// How the values of a condition key are to be read.
enum ContextKeyType: String, CaseIterable {
    case string, stringList, numeric, numericList, boolean, booleanList, ip, ipList, binary, binaryList, date, dateList

    var isList: Bool { rawValue.hasSuffix("List") }

    /// Whether a value is of the type, as the operators of that type read it.
    func takes(_ value: String) -> Bool {
        switch self {
        case .string, .stringList: true
        case .numeric, .numericList: reads(value, "NumericEquals")
        case .boolean, .booleanList: reads(value.lowercased(), "Bool")
        case .ip, .ipList: reads(value, "IpAddress")
        case .binary, .binaryList: reads(value, "BinaryEquals")
        case .date, .dateList: reads(value, "DateEquals")
        }
    }

    private func reads(_ value: String, _ conditionOperator: String) -> Bool {
        ConditionOperator.byName[conditionOperator.lowercased()]?.compile(value) != nil
    }
}
