import Directory
import IAMPolicy

extension WorldReader {
    /// Reads the tree: policies first, then the root with its units and accounts.
    mutating func readOrganization(_ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("id", "managementAccount", "policies", "root")
        let id = try fields.required("id", in: reader).string()
        let management = try fields.required("managementAccount", in: reader).string()
        guard world.directory.accounts[management] != nil else {
            throw reader.fault("the management account \(management) is not among the accounts")
        }
        let root = "r-" + identifiers(of: "root/\(id)").lowercase(4)
        var organization = try made(reader) { try Organization.make(id: id, managementAccount: management, root: root, joined: now) }
        for (name, value) in try fields["policies"]?.members() ?? [] {
            let policy = try readPolicy(name, of: organization, value)
            organization.policies[policy.id] = policy
        }
        if let root = fields["root"] {
            try readTarget(organization.root, of: &organization, try root.fields("attach", "units", "accounts"))
        }
        for account in world.directory.accounts.all where organization.parents[account.id] == nil {
            organization.add(account: account.id, to: organization.root, joined: now)
        }
        world.directory.organizations[id] = organization
    }

    private func readPolicy(_ name: String, of organization: Organization, _ reader: YAMLReader) throws(ScenarioError)
        -> Organization.Policy
    {
        let fields = reader.isMapping ? try reader.fields("file", "type", "description") : [:]
        let file = fields["file"] ?? reader
        let type: Organization.PolicyType = try fields["type"]?.string() == "rcp" ? .resourceControl : .serviceControl
        let id = "p-" + identifiers(of: "policy/\(organization.id)/\(name)").lowercase(10)
        return Organization.Policy(
            id: id, name: name, description: try fields["description"]?.string() ?? "", type: type,
            policy: StoredPolicy(try files.policy(try file.string(), as: type.policyKind, namedBy: file)), in: organization)
    }

    private func readTarget(
        _ target: String, of organization: inout Organization, _ fields: [String: YAMLReader]
    ) throws(ScenarioError) {
        if let attach = fields["attach"] { try attachPolicies(attach, to: target, of: &organization) }
        for unit in try fields["units"]?.elements() ?? [] {
            let members = try unit.fields("name", "attach", "units", "accounts")
            let name = try members.required("name", in: unit).string()
            let id = "ou-\(organization.root.dropFirst(2))-" + identifiers(of: "unit/\(organization.id)/\(target)/\(name)").lowercase(8)
            organization.add(Organization.Unit(id: id, name: name, parent: target))
            try readTarget(id, of: &organization, members)
        }
        guard let accounts = fields["accounts"] else { return }
        if accounts.isMapping {
            for (account, value) in try accounts.members() {
                try addAccount(account, under: target, of: &organization, value)
                if let attach = try value.fields("attach")["attach"] { try attachPolicies(attach, to: account, of: &organization) }
            }
        } else {
            for account in try accounts.elements() { try addAccount(try account.string(), under: target, of: &organization, account) }
        }
    }

    private func addAccount(
        _ account: String, under target: String, of organization: inout Organization, _ reader: YAMLReader
    ) throws(ScenarioError) {
        guard world.directory.accounts[account] != nil else { throw reader.fault("account \(account) is not among the accounts") }
        organization.add(account: account, to: target, joined: now)
    }

    /// The policies at a target are just those that are named; RCPFullAWSAccess stays, as AWS lets nobody detach it.
    private func attachPolicies(_ reader: YAMLReader, to target: String, of organization: inout Organization) throws(ScenarioError) {
        var ids = (organization.attachments[target] ?? []).filter { organization.policies[$0]?.type == .resourceControl }
        for element in try reader.elements() {
            let name = try element.string()
            guard let policy = organization.policies.values.first(where: { $0.name == name }) else {
                throw element.fault("there is no policy '\(name)' in the organization")
            }
            ids.append(policy.id)
        }
        organization.attachments[target] = ids
    }

    /// What AWS's own documents make; that they cannot be read would be this program's mistake, and is reported all the same.
    private func made<Made>(_ reader: YAMLReader, _ make: () throws -> Made) throws(ScenarioError) -> Made {
        do { return try make() } catch { throw reader.fault(String(describing: error)) }
    }
}
