import AWSTypes
import AWSWire
import Directory

extension Organization {
    /// Whether a root or unit has this id.
    func hasParent(_ id: String) -> Bool { id == root || unit(id) != nil }

    func unit(_ id: String) -> Unit? { units.first { $0.id == id } }

    /// Whether policies can be attached here.
    func hasTarget(_ id: String) -> Bool { hasParent(id) || parents[id] != nil }

    func units(in parent: String) -> [Unit] { units.filter { $0.parent == parent } }

    func accounts(in parent: String) -> [String] { parents.filter { $0.value == parent }.keys.sorted() }

    /// The units from the topmost down to this one.
    func lineage(of unit: Unit) -> [Unit] {
        var lineage = [unit]
        while let top = lineage.first, let parent = self.unit(top.parent), lineage.count <= units.count { lineage.insert(parent, at: 0) }
        return lineage
    }

    func policies(of type: PolicyType?) -> [Policy] { policies.values.filter { $0.type == type }.sorted { $0.id < $1.id } }

    func attachedPolicies(at target: String, of type: PolicyType?) -> [Policy] {
        (attachments[target] ?? []).compactMap { policies[$0] }.filter { $0.type == type }
    }

    func policy(withID id: String) throws(AWSError) -> Policy {
        guard let policy = policies[id] else { throw .policyNotFound }
        return policy
    }
}

/// A member account with what Organizations says of it.
struct MemberAccount {
    var id: String
    var name: String
    var email: String
    var joined: Timestamp?
    /// The management account counts as invited (Organizations User Guide, account details).
    var isManagement: Bool
    var arn: String
    var path: String

    init(_ id: String, of organization: Organization, in directory: Directory) {
        let account = directory.accounts[id]
        self.id = id
        name = account?.name ?? id
        email = account?.email ?? ""
        joined = organization.joined[id]
        isManagement = organization.managementAccount == id
        arn = organization.arn(of: id)
        path = (organization.path(of: id) ?? "") + "\(id)/"
    }

    func write(into writer: inout StructureWriter) {
        writer.string("Id", id)
        writer.string("Arn", arn)
        writer.string("Email", email)
        writer.string("Name", name)
        writer.string("Status", "ACTIVE")
        writer.string("State", "ACTIVE")
        writer.strings("Paths", [path])
        writer.string("JoinedMethod", isManagement ? "INVITED" : "CREATED")
        writer.timestamp("JoinedTimestamp", joined)
    }
}

/// An organizational unit with its ARN and path.
struct UnitAnswer {
    var unit: Organization.Unit
    var arn: String
    var path: String

    init(_ unit: Organization.Unit, of organization: Organization) {
        self.unit = unit
        arn = organization.arn(of: unit.id)
        path = ([organization.id, organization.root] + organization.lineage(of: unit).map(\.id)).joined(separator: "/") + "/"
    }

    func write(into writer: inout StructureWriter) {
        writer.string("Id", unit.id)
        writer.string("Arn", arn)
        writer.string("Name", unit.name)
        writer.string("Path", path)
    }
}

extension Organization.Policy {
    func writeSummary(into writer: inout StructureWriter) {
        writer.string("Id", id)
        writer.string("Arn", arn)
        writer.string("Name", name)
        writer.string("Description", description)
        writer.string("Type", type.rawValue)
        writer.boolean("AwsManaged", isAWSManaged)
    }

    func write(into writer: inout StructureWriter) {
        writer.structure("PolicySummary") { writeSummary(into: &$0) }
        writer.string("Content", policy.text)
    }
}

extension Organization {
    /// The root, with the policy types that are enabled there; a change of them is immediate here, on AWS it may be pending.
    func writeRoot(into writer: inout StructureWriter) {
        writer.string("Id", root)
        writer.string("Arn", arn(of: root))
        writer.string("Name", "Root")
        writer.structures("PolicyTypes", PolicyType.allCases.filter(enabledTypes.contains)) { writer, type in
            writer.string("Type", type.rawValue)
            writer.string("Status", "ENABLED")
        }
    }
}
