import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

extension Simulation {
    /// A simulation of policies that nobody has.
    ///
    /// A resource policy needs a user to be compared with (IAM API Reference, SimulateCustomPolicy, CallerArn).
    init(_ request: SimulationRequest, in context: OperationContext) throws(AWSError) {
        let user = try request.callerARN.map { arn throws(AWSError) in try Self.user(arn) }
        if request.resourcePolicy != nil, user == nil { throw .invalidSimulatedCaller }
        let principal = user ?? Principal(kind: .user, account: context.account, arn: "arn:aws:iam::\(context.account):user/simulated")
        let caller = Caller(
            principal: principal, accessKeyID: "", userID: "", issuerName: "", issuerID: "", policies: CallerPolicies(identity: []))
        self.init(
            request: request, caller: caller.with(request),
            callerKeys: user.map { SimulatedCallerKeys(principal: $0, caller: nil) } ?? NoConditionKeys(), isInOrganization: false)
    }

    /// A simulation of what a user, group or role of the caller's account has.
    init(_ request: SimulationRequest, of source: String, in context: OperationContext) throws(AWSError) {
        let caller = try Self.caller(source, in: context)
        let isUser = caller.principal.kind == .user && !caller.userID.isEmpty
        // Bob, with the policies of David.
        let other = try request.callerARN.map { arn throws(AWSError) in try Self.user(arn) }
        if request.resourcePolicy != nil, other == nil, !isUser { throw .invalidSimulatedCaller }
        let simulated = other.map { caller.acting(as: $0) } ?? caller
        let known: Caller? = other == nil ? caller : try? context.directory.caller(named: simulated.arn, now: context.now)
        self.init(
            request: request, caller: simulated.with(request),
            callerKeys: SimulatedCallerKeys(principal: simulated.principal, caller: known?.userID.isEmpty == true ? nil : known),
            isInOrganization: context.directory.organization(of: caller.account) != nil)
    }

    private static func caller(_ source: String, in context: OperationContext) throws(AWSError) -> Caller {
        let arn = ARN(source)
        let words = arn?.resource.split(separator: "/").map(String.init) ?? []
        guard let arn, arn.service == "iam", words.count >= 2, ["user", "group", "role"].contains(words[0]) else {
            throw .invalidSourceARN(source)
        }
        guard arn.account == context.account else {
            throw .foreignPolicySource(arn.account, callersAccount: context.account)
        }
        let name = words[words.count - 1]
        if words[0] == "group" {
            let group: Group = try context.directory.find(name, in: arn.account)
            // A group is nobody: it asks as a member would that has nothing else.
            let principal = Principal(kind: .user, account: group.account, arn: "arn:aws:iam::\(group.account):user/simulated")
            let policies = CallerPolicies(
                identity: context.directory.identityPolicies(of: group),
                serviceControl: context.directory.serviceControlLevels(of: group.account))
            return Caller(principal: principal, accessKeyID: "", userID: "", issuerName: "", issuerID: "", policies: policies)
        }
        do throws(UnknownName) {
            return try context.directory.caller(named: source, now: context.now)
        } catch {
            throw .notFound(words[0], name)
        }
    }

    private static func user(_ text: String) throws(AWSError) -> Principal {
        guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("user/"), arn.resource.utf8.count > 5 else {
            throw .invalidSimulatedCaller
        }
        return Principal(kind: .user, account: arn.account, arn: text)
    }
}

extension Caller {
    /// With the policies that a request gives: more of its own, and another boundary.
    fileprivate func with(_ request: SimulationRequest) -> Caller {
        var policies = policies
        let given = request.policies.enumerated().map { AttachedPolicy(name: "PolicyInputList.\($0.offset + 1)", document: $0.element) }
        policies.identity = (policies.identity ?? []) + given
        if let boundary = request.boundary {
            policies.boundary = AttachedPolicy(name: "PermissionsBoundaryPolicyInputList.1", document: boundary)
        }
        return Caller(
            principal: principal, accessKeyID: accessKeyID, userID: userID, userName: userName, issuerName: issuerName, issuerID: issuerID,
            session: nil, tags: tags, policies: policies)
    }

    /// Somebody else with the same policies.
    fileprivate func acting(as principal: Principal) -> Caller {
        Caller(principal: principal, accessKeyID: "", userID: "", issuerName: "", issuerID: "", policies: policies)
    }
}

/// The condition keys that follow from who is simulated.
struct SimulatedCallerKeys: ConditionKeyValues {
    let principal: Principal
    /// The user or role in this world, for its id and tags; nil where there is none.
    let caller: Caller?

    func value(of key: ConditionKey) -> ConditionValue? {
        switch key.name {
        case "aws:principalarn": .single(principal.issuerARN)
        case "aws:principalaccount": .single(principal.account)
        case "aws:principaltype": .single(principal.kind == .user ? "User" : "AssumedRole")
        case "aws:username": principal.kind == .user ? principal.arn.split(separator: "/").last.map { .single(String($0)) } : nil
        case "aws:userid": caller.map { .single($0.userID) }
        default: tag(key)
        }
    }

    private func tag(_ key: ConditionKey) -> ConditionValue? {
        guard let name = key.tagKey(after: "aws:principaltag/") else { return nil }
        return caller?.tags.value(ofLowercasedKey: name).map { .single($0) }
    }
}
