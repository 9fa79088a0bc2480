import IAMPolicy

/// The condition keys of a case: those that it gives, then those that follow from its request.
struct CaseContext: ConditionKeyValues {
    /// Nil for a key that the case takes away.
    var given: [ConditionKey: ConditionValue?]
    var rest: any ConditionKeyValues

    func value(of key: ConditionKey) -> ConditionValue? {
        if let given = given[key] { return given }
        return rest.value(of: key)
    }
}

/// What follows from who asks and for what, without a world: no time, no address, no region.
struct DerivedKeys: ConditionKeyValues {
    let principal: Principal
    let resourceAccount: String
    let organization: CaseOrganization?

    func value(of key: ConditionKey) -> ConditionValue? {
        switch key.name {
        // A role session's is the role's ARN (IAM User Guide, aws:PrincipalArn).
        case "aws:principalarn": isService ? nil : .single(principal.kind == .assumedRole ? principal.issuerARN : principal.arn)
        case "aws:principalaccount": isService ? nil : .single(principal.account)
        case "aws:principaltype": type.map { .single($0) }
        case "aws:username":
            principal.kind == .user ? principal.arn.split(separator: "/").last.map { .single(String($0)) } : nil
        case "aws:principalisawsservice": .single(principal.kind == .service ? "true" : "false")
        case "aws:principalservicename": principal.kind == .service ? .single(principal.arn) : nil
        case "aws:resourceaccount": resourceAccount.isEmpty ? nil : .single(resourceAccount)
        case "aws:principalorgid": isService ? nil : organization?.identifier(of: principal.account)
        case "aws:resourceorgid": organization?.identifier(of: resourceAccount)
        default: nil
        }
    }

    private var isService: Bool { principal.kind == .service || principal.kind == .federated }

    private var type: String? {
        switch principal.kind {
        case .root: "Account"
        case .user: "User"
        case .assumedRole: "AssumedRole"
        case .federatedUser: "FederatedUser"
        case .service: "Service"
        case .federated: nil
        }
    }
}

extension CaseContext {
    /// Reads `context` and `tags` of a request.
    static func given(_ context: CaseValue?, tags: CaseValue?) throws(ScenarioError) -> [ConditionKey: ConditionValue?] {
        var given: [ConditionKey: ConditionValue?] = [:]
        if let tags { try read(tags, into: &given) }
        for (name, value) in try context?.members() ?? [] {
            guard name.contains(":") else { throw value.fault("a condition key has a prefix, such as aws:SourceIp; this is '\(name)'") }
            given[ConditionKey(name)] = .some(try self.value(value))
        }
        return given
    }

    private static func value(_ value: CaseValue) throws(ScenarioError) -> ConditionValue? {
        switch value.content {
        case .null: return nil
        case .list(let elements):
            var texts: [String] = []
            for element in elements { texts.append(try element.string()) }
            return .list(texts)
        case .text, .number, .boolean, .mapping: return .single(try value.string())
        }
    }

    private static func read(_ tags: CaseValue, into given: inout [ConditionKey: ConditionValue?]) throws(ScenarioError) {
        let fields = try tags.fields(["principal", "resource", "request"])
        for (name, prefix) in [("principal", "aws:PrincipalTag/"), ("resource", "aws:ResourceTag/"), ("request", "aws:RequestTag/")] {
            guard let field = fields[name] else { continue }
            let pairs = try field.stringMap()
            for (key, value) in pairs {
                guard given.updateValue(.single(value), forKey: ConditionKey(prefix + key)) == nil else {
                    throw field.fault("the tag '\(key)' stands twice: condition keys have no case, and which tag counts AWS does not say")
                }
            }
            if name == "request" { given["aws:TagKeys"] = .list(pairs.keys.sorted()) }
        }
    }
}
