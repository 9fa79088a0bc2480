import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

extension Directory {
    /// The organization that an account manages.
    ///
    /// Only the management account may use most of the service (Organizations User Guide, "Delegated administrator"; delegation is not
    /// offered here), whatever its policies allow.
    func organization(managedBy account: String) throws(AWSError) -> Organization {
        guard let organization = organization(of: account) else { throw .notInUse }
        guard organization.managementAccount == account else { throw .organizationsAccessDenied }
        return organization
    }
}

extension DirectoryStore {
    /// Changes the organization that the caller manages, by one whole step.
    func changeOrganization<Result>(
        in context: OperationContext, _ change: (inout Organization) throws -> Result
    ) throws -> Result {
        try update { directory in
            var organization = try directory.organization(managedBy: context.account)
            let result = try change(&organization)
            directory.organizations[organization.id] = organization
            return result
        }
    }
}

extension OperationContext {
    func organization() throws(AWSError) -> Organization { try directory.organization(managedBy: account) }

    /// The questions of one action: one for each resource, or one for everything.
    ///
    /// They are asked in the caller's account, though the organization is its management account's: no policy of that account
    /// lets a member do what a member may.
    ///
    /// - Parameter policyType: `organizations:PolicyType`, for the actions about policies (Service Authorization Reference).
    func questions(
        _ action: String, on resources: [String] = [], policyType: String? = nil, _ others: [ConditionKey: ConditionValue] = [:],
        requestTags: [Tag] = []
    ) -> [AuthorizationRequest] {
        var keys = others
        keys["organizations:PolicyType"] = policyType.map { .single($0) }
        let context = FixedConditionKeys(keys, requestTags: requestTags)
        return (resources.isEmpty ? ["*"] : resources).map { resource in
            AuthorizationRequest(
                action: "organizations:\(action)", resource: resource, resourceAccount: account, hasResourceType: resource != "*",
                context: context)
        }
    }

    /// The ARN of a root, unit or account, whether it is there or not.
    func arn(ofTarget id: String) -> String {
        (directory.organization(of: account) ?? Organization(id: "o-unknown", managementAccount: account, root: "r-unknown")).arn(of: id)
    }

    /// The question of an action about what has an id, be it a root, a unit, an account or a policy.
    func questions(
        _ action: String, onResource id: String, _ keys: [ConditionKey: ConditionValue] = [:], requestTags: [Tag] = []
    ) -> [AuthorizationRequest] {
        guard id.hasPrefix("p-") else { return questions(action, on: [arn(ofTarget: id)], keys, requestTags: requestTags) }
        return questions(action, onPolicy: id).map { question in
            var question = question
            question.context = FixedConditionKeys(keys.merging(policyType(of: id)) { own, _ in own }, requestTags: requestTags)
            return question
        }
    }

    /// `organizations:PolicyType` of a policy that is there.
    private func policyType(of id: String) -> [ConditionKey: ConditionValue] {
        guard let policy = directory.organization(of: account)?.policies[id] else { return [:] }
        return ["organizations:PolicyType": .single(policy.type.rawValue)]
    }

    /// The would-be ARN of a policy: `arn:aws:organizations::…:policy/o-…/service_control_policy/p-…`.
    func arn(ofPolicy id: String, typeName: String) -> String {
        let organization = directory.organization(of: account)
        let place = "\(organization?.managementAccount ?? account):policy/\(organization?.id ?? "o-unknown")"
        return "arn:aws:organizations::\(place)/\(typeName.lowercased())/\(id)"
    }

    /// The questions of an action about one policy, and perhaps a target.
    ///
    /// The ARN of a policy that is not there has the type of an SCP, for its own is not known.
    func questions(_ action: String, onPolicy id: String, target: String? = nil) -> [AuthorizationRequest] {
        let policy = directory.organization(of: account)?.policies[id]
        let arn = policy?.arn ?? arn(ofPolicy: id, typeName: Organization.PolicyType.serviceControl.rawValue)
        return questions(action, on: [arn] + (target.map { [self.arn(ofTarget: $0)] } ?? []), policyType: policy?.type.rawValue)
    }
}
