import ByteJSON

/// A statement whose elements have the right shape, before what they say is read.
struct RawStatement {
    let elements: Elements
    /// Nil also for an empty one, which AWS treats as none.
    let sid: String?
    private let effect: String
    private let actions: [JSONText]?
    private let resources: [JSONText]?
    private let principals: [(name: PrincipalName, view: JSONView)]?

    private static let known: Set<String> = [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]

    init(_ view: JSONView, _ grammar: PolicyGrammar) throws(PolicySyntaxError) {
        elements = try Elements(of: view, known: Self.known, as: "statement")
        let sid = try elements.text("Sid")
        self.sid = sid == "" ? nil : sid
        guard let effect = try elements.text("Effect") else { throw elements.missing("Effect") }
        self.effect = effect
        guard ["allow", "deny"].contains(effect.lowercased()), let effectView = elements["Effect"] else {
            throw (elements["Effect"] ?? view).fault("Effect must be \"Allow\" or \"Deny\"", .unknownEffect(effect))
        }
        if grammar.kind == .resourceControl, effect != "Deny", !grammar.isManagedByAWS {
            throw effectView.fault("A resource control policy can only deny")
        }
        for (name, other) in [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")] {
            if let second = elements[other], elements[name] != nil { throw second.fault("\(name) and \(other) exclude each other") }
        }
        if let view = elements["NotAction"], !grammar.allowsNotAction {
            throw view.fault("NotAction may not stand here", .prohibitedField("NotAction"))
        }
        actions = try elements.texts(elements["NotAction"] == nil ? "Action" : "NotAction")
        resources = try elements.texts(elements["NotResource"] == nil ? "Resource" : "NotResource")
        if grammar.resource == .forbidden, let view = elements["Resource"] ?? elements["NotResource"] {
            let name = elements["Resource"] == nil ? "NotResource" : "Resource"
            throw view.fault("\(name) may not stand here", .prohibitedField(name))
        }
        principals = try Self.principals(elements, grammar, effect)
    }

    func checkEffect(_ grammar: PolicyGrammar) throws(PolicySyntaxError) {
        if effect != "Allow", effect != "Deny", !grammar.ignoresEffectCase, let view = elements["Effect"] {
            throw view.fault("Effect must be written \"Allow\" or \"Deny\"", .effectCase(effect))
        }
    }

    func checkActionsExist() throws(PolicySyntaxError) {
        guard let actions else { throw elements.missing("Action") }
        if actions.isEmpty, let view = elements["Action"] ?? elements["NotAction"] {
            throw view.fault("A list of actions is empty", .missingField("Action"))
        }
    }

    func checkResourcesExist(_ grammar: PolicyGrammar) throws(PolicySyntaxError) {
        guard grammar.resource == .required else { return }
        guard let resources else { throw elements.missing("Resource") }
        if resources.isEmpty, let view = elements["Resource"] ?? elements["NotResource"] {
            throw view.fault("A list of resources is empty", .missingField("Resource"))
        }
    }

    /// What IAM's older parser stumbles over, before anything else about resources is said.
    func checkResourcesParse(_ grammar: PolicyGrammar) throws(PolicySyntaxError) {
        guard grammar.checksResourceFormat else { return }
        for resource in resources ?? [] where !ResourceFormat.hasParts(resource.text) {
            throw resource.view.fault("Resource \"\(resource.text)\" lacks parts of an ARN", .resourceParts(resource.text))
        }
    }

    func checkResourceFormat(_ grammar: PolicyGrammar) throws(PolicySyntaxError) {
        for resource in resources ?? [] where resource.text != "*" {
            guard let reason = ResourceFormat.fault(in: resource.text, checksParts: grammar.checksResourceFormat) else { continue }
            throw resource.view.fault("Resource \"\(resource.text)\" must be an ARN or \"*\"", reason)
        }
    }

    func checkActionFormat(_ grammar: PolicyGrammar) throws(PolicySyntaxError) {
        for action in actions ?? [] {
            guard let reason = Self.fault(inAction: action.text, grammar) else { continue }
            let fault =
                switch reason {
                case .trustAction: "cannot be given by a role's trust policy, which takes sts:AssumeRole and its kin only"
                case .vendorWildcard: "must name its service outright"
                default: "is not \"vendor:Name\" as this policy needs it"
                }
            throw action.view.fault("Action \"\(action.text)\" \(fault)", reason)
        }
    }

    private static func fault(inAction action: String, _ grammar: PolicyGrammar) -> PolicySyntaxError.Reason? {
        if grammar.kind == .trust { return trustActions.contains(action) ? nil : .trustAction(action) }
        if action == "*" { return grammar.kind == .resourceControl && !grammar.isManagedByAWS ? .missingVendor(action) : nil }
        let parts = action.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return .missingVendor(action) }
        guard parts.count == 2 else { return .tooManyColons(action) }
        let vendor = String(parts[0])
        if vendor.hasWildcards { return .vendorWildcard(vendor) }
        let isVendor = !vendor.isEmpty && vendor.utf8.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D || $0 == 0x2E }
        guard isVendor, !parts[1].isEmpty else { return .invalidVendor(vendor) }
        if grammar.kind == .resourceControl, vendor != vendor.lowercased() { return .invalidVendor(vendor) }
        return nil
    }

    /// All that a trust policy can give, in just this case and without wildcards (recorded from UpdateAssumeRolePolicy).
    private static let trustActions: Set<String> = [
        "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:SetContext", "sts:SetSourceIdentity",
        "sts:TagSession",
    ]
}

extension RawStatement {
    private static func principals(_ elements: Elements, _ grammar: PolicyGrammar, _ effect: String) throws(PolicySyntaxError)
        -> [(name: PrincipalName, view: JSONView)]?
    {
        let name = elements["NotPrincipal"] == nil ? "Principal" : "NotPrincipal"
        guard let view = elements[name] else {
            if grammar.principal == .required { throw elements.missing("Principal") }
            return nil
        }
        if grammar.principal == .forbidden || name == "NotPrincipal" && !grammar.allowsNotPrincipal {
            let isAllowed = grammar.kind == .trust && name == "NotPrincipal" && effect == "Allow"
            throw view.fault("\(name) may not stand here", isAllowed ? .allowsNotPrincipal : .prohibitedField(name))
        }
        if view.string == "*" {
            // A role's trust has to say whom it means by `*`: {"AWS": "*"} is taken (recorded from UpdateAssumeRolePolicy).
            if grammar.kind == .trust {
                throw view.fault("Principal must not be a bare \"*\"", .invalidPrincipal(type: "STAR", value: "*"))
            }
            return [(PrincipalName(type: "*", value: "*"), view)]
        }
        if grammar.kind == .resourceControl { throw view.fault("Principal must be \"*\" in a resource control policy") }
        if view.kind != .object { throw view.fault("\(name) must be \"*\" or an object", .principalNotObject) }
        let groups = try Elements(of: view, known: nil, as: name)
        var principals: [(name: PrincipalName, view: JSONView)] = []
        for (key, value) in groups.view.members {
            let type = key.string ?? ""
            guard ["AWS", "Service", "Federated", "CanonicalUser"].contains(type) else {
                throw key.fault("\(name) has no kind \"\(type)\"")
            }
            for text in try value.texts(name) { principals.append((PrincipalName(type: type, value: text.text), text.view)) }
        }
        if principals.isEmpty { throw view.fault("\(name) names nobody", .emptyPrincipal) }
        return principals
    }

    /// A role that trusts Amazon Cognito has to say which identity pool it means (recorded from UpdateAssumeRolePolicy).
    func checkCognito(_ grammar: PolicyGrammar) throws(PolicySyntaxError) {
        guard grammar.kind == .trust, elements["Condition"] == nil else { return }
        for (name, view) in principals ?? [] where name.type == "Federated" && name.value == "cognito-identity.amazonaws.com" {
            throw view.fault("Cognito can be trusted with a condition only", .cognitoCondition)
        }
    }

    /// Reads `Condition`: operators, keys and values.
    func conditions(_ version: PolicyVersion) throws(PolicySyntaxError) -> [PolicyCondition] {
        guard let view = elements["Condition"] else { return [] }
        var conditions: [PolicyCondition] = []
        let operators = try Elements(of: view, known: nil, as: "Condition")
        for (name, block) in operators.view.members {
            let keys = try Elements(of: block, known: nil, as: "condition operator")
            // IAM takes any operator that says nothing (recorded from CreatePolicy).
            if block.members.first(where: { _ in true }) == nil { continue }
            let reader = try ConditionReader(name, version)
            for (key, values) in keys.view.members { conditions.append(try reader.read(key, values)) }
        }
        return conditions
    }

    func compile(_ index: Int, _ position: JSONPosition, conditions: [PolicyCondition], version: PolicyVersion, grammar: PolicyGrammar)
        throws(PolicySyntaxError)
        -> PolicyStatement
    {
        var patterns: [PrincipalPattern] = []
        for (name, view) in principals ?? [] {
            guard let pattern = PrincipalPattern(type: name.type, value: name.value) else {
                throw view.fault("\"\(name.value)\" names no principal", .invalidPrincipal(type: name.type, value: name.value))
            }
            patterns.append(pattern)
        }
        let actionTexts = (actions ?? []).map(\.text)
        let resourceTexts = resources?.map(\.text)
        let principalNames = principals?.map(\.name)
        return PolicyStatement(
            index: index, sid: sid, effect: effect.lowercased() == "allow" ? .allow : .deny, range: elements.view.range,
            position: position, actions: elements["NotAction"] != nil ? .allBut(actionTexts) : .these(actionTexts),
            resources: resourceTexts.map { elements["NotResource"] == nil ? .these($0) : .allBut($0) },
            resourcePatterns: try resourcePatterns(version, grammar),
            principals: principalNames.map { elements["NotPrincipal"] == nil ? .these($0) : .allBut($0) }, principalPatterns: patterns,
            conditions: conditions)
    }

    private func resourcePatterns(_ version: PolicyVersion, _ grammar: PolicyGrammar) throws(PolicySyntaxError) -> ResourcePatternList? {
        guard let resources else { return nil }
        var list = ResourcePatternList()
        for resource in resources {
            if resource.text == "*" {
                list.appendEverything()
                continue
            }
            guard let template = PolicyTemplate(resource.text, hasVariables: version == .y2012, hasWildcards: true) else {
                throw resource.view.fault("\"\(resource.text)\" has a variable that cannot be read", .resourceNotARN(resource.text))
            }
            let parts = template.splitAtColons()
            if parts.count < 6 {
                switch grammar.shortARN {
                case .padded: break
                case .paddedIfWildcard where !resource.text.utf8.contains(UInt8(ascii: "*")): continue
                case .paddedIfWildcard: break
                case .trailingWildcardOnly where resource.text.hasSuffix("*"): break
                case .trailingWildcardOnly, .refused:
                    throw resource.view.fault("\"\(resource.text)\" must have all six parts of an ARN", .resourceNotARN(resource.text))
                }
            }
            list.append(parts)
        }
        return list
    }
}
