package import AWSTypes
package import IAMPolicy

/// An organization's beginning and growth by AWS's rules: whatever is added gets the policies that allow everything.
extension Organization {
    /// An organization with its root and management account.
    ///
    /// Both policy types are enabled, so `FullAWSAccess` and `RCPFullAWSAccess` are attached at the root and everywhere
    /// below (Organizations User Guide, SCP and RCP evaluation).
    ///
    /// - Parameters:
    ///   - id: `o-…`, ten to thirty-two small letters and digits.
    ///   - root: `r-…`, four to thirty-two.
    ///   - units: Parents before their children.
    ///   - accounts: The member accounts and their parents, the root or a unit; the management account is added at the root
    ///     unless it is among them.
    package static func make(
        id: String, managementAccount: String, root: String, units: [Unit] = [], accounts: [(id: String, parent: String)] = [],
        joined: Timestamp
    ) throws -> Organization {
        var organization = Organization(id: id, managementAccount: managementAccount, root: root)
        for policy in try Policy.awsManaged() { organization.policies[policy.id] = policy }
        organization.attachDefaults(to: root)
        for unit in units { organization.add(unit) }
        if !accounts.contains(where: { $0.id == managementAccount }) {
            organization.add(account: managementAccount, to: root, joined: joined)
        }
        for account in accounts { organization.add(account: account.id, to: account.parent, joined: joined) }
        return organization
    }

    package mutating func add(_ unit: Unit) {
        units.append(unit)
        attachDefaults(to: unit.id)
    }

    package mutating func add(account: String, to parent: String, joined time: Timestamp) {
        parents[account] = parent
        joined[account] = time
        attachDefaults(to: account)
    }

    /// Attaches a policy, after those that are there; once only.
    package mutating func attach(_ policy: String, to target: String) {
        guard attachments[target]?.contains(policy) != true else { return }
        attachments[target, default: []].append(policy)
    }

    package mutating func detach(_ policy: String, from target: String) {
        attachments[target]?.removeAll { $0 == policy }
    }

    /// Every place where policies can be attached: the root, then units, then accounts.
    package var targets: [String] { [root] + units.map(\.id) + parents.keys.sorted() }

    private mutating func attachDefaults(to target: String) {
        for type in PolicyType.allCases where enabledTypes.contains(type) { attach(type.fullAccess, to: target) }
    }

    /// Enables a policy type; of its policies only the one that allows everything is attached afterwards, everywhere.
    package mutating func enable(_ type: PolicyType) {
        enabledTypes.insert(type)
        for target in targets { attach(type.fullAccess, to: target) }
    }

    /// Disables a policy type, which detaches its policies everywhere (Organizations User Guide, "Disabling a policy type").
    package mutating func disable(_ type: PolicyType) {
        enabledTypes.remove(type)
        for target in targets { attachments[target]?.removeAll { policies[$0]?.type == type } }
    }
}

extension Organization.PolicyType {
    /// The id of AWS's own policy of this type, which allows everything.
    package var fullAccess: String {
        switch self {
        case .serviceControl: "p-FullAWSAccess"
        case .resourceControl: "p-RCPFullAWSAccess"
        }
    }

    /// The type in a policy's ARN: `service_control_policy`.
    package var nameInARN: String { rawValue.lowercased() }

    package var policyKind: PolicyKind {
        switch self {
        case .serviceControl: .serviceControl
        case .resourceControl: .resourceControl
        }
    }
}

extension Organization.Policy {
    /// A policy of a customer's: `arn:aws:organizations::M:policy/o-x/service_control_policy/p-y`.
    package init(
        id: String, name: String, description: String, type: Organization.PolicyType, policy: StoredPolicy, in organization: Organization
    ) {
        let place = "\(organization.managementAccount):policy/\(organization.id)"
        self.init(
            id: id, arn: "arn:aws:organizations::\(place)/\(type.nameInARN)/\(id)", name: name, description: description, type: type,
            isAWSManaged: false, policy: policy)
    }

    /// The two that every organization has. Their descriptions were not seen for certain.
    static func awsManaged() throws -> [Organization.Policy] {
        let serviceControl = try PolicyDocument(
            parsing: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, as: .serviceControl)
        return [
            awsManaged("FullAWSAccess", "Allows access to every operation", .serviceControl, serviceControl),
            awsManaged("RCPFullAWSAccess", "Allows access to every resource", .resourceControl, try .resourceControlFullAccess()),
        ]
    }

    private static func awsManaged(
        _ name: String, _ description: String, _ type: Organization.PolicyType, _ document: PolicyDocument
    ) -> Organization.Policy {
        Organization.Policy(
            id: type.fullAccess, arn: "arn:aws:organizations::aws:policy/\(type.nameInARN)/\(type.fullAccess)", name: name,
            description: description, type: type, isAWSManaged: true, policy: StoredPolicy(document))
    }
}
