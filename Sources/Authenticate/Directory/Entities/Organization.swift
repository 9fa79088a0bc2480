package import AWSTypes

/// An organization: its tree, its policies, and where they are attached.
package struct Organization: Sendable, Codable {
    /// An organizational unit.
    package struct Unit: Sendable, Codable {
        package var id: String
        package var name: String
        /// The root or another unit.
        package var parent: String

        package init(id: String, name: String, parent: String) {
            self.id = id
            self.name = name
            self.parent = parent
        }
    }

    package enum PolicyType: String, Sendable, Codable, CaseIterable {
        case serviceControl = "SERVICE_CONTROL_POLICY"
        case resourceControl = "RESOURCE_CONTROL_POLICY"
    }

    /// A policy of the organization.
    package struct Policy: Sendable, Codable {
        package var id: String
        package var arn: String
        package var name: String
        package var description: String
        package var type: PolicyType
        package var isAWSManaged: Bool
        package var policy: StoredPolicy

        package init(
            id: String, arn: String, name: String, description: String, type: PolicyType, isAWSManaged: Bool, policy: StoredPolicy
        ) {
            self.id = id
            self.arn = arn
            self.name = name
            self.description = description
            self.type = type
            self.isAWSManaged = isAWSManaged
            self.policy = policy
        }
    }

    /// `o-…`
    package var id: String
    package var managementAccount: String
    /// `r-…`
    package var root: String
    package var units: [Unit] = []
    /// The parent of each account, the root or a unit.
    package var parents: [String: String] = [:]
    package var joined: [String: Timestamp] = [:]
    package var enabledTypes: Set<PolicyType> = [.serviceControl, .resourceControl]
    package var policies: [String: Policy] = [:]
    /// The ids of the policies at each root, unit and account, in the order of attachment.
    package var attachments: [String: [String]] = [:]
    /// The tags of roots, units, accounts and policies by their ids; nil in data of before there were any.
    private var tagsByID: [String: [Tag]]?

    package init(id: String, managementAccount: String, root: String) {
        self.id = id
        self.managementAccount = managementAccount
        self.root = root
    }

    /// The tags of a root, unit, account or policy.
    package subscript(tagsOf id: String) -> [Tag] {
        get { tagsByID?[id] ?? [] }
        set { tagsByID = (tagsByID ?? [:]).merging([id: newValue]) { $1 }.filter { !$0.value.isEmpty } }
    }

    package var arn: String { "arn:aws:organizations::\(managementAccount):organization/\(id)" }

    package func arn(of target: String) -> String {
        let kind = target.hasPrefix("r-") ? "root" : target.hasPrefix("ou-") ? "ou" : "account"
        return "arn:aws:organizations::\(managementAccount):\(kind)/\(id)/\(target)"
    }

    /// The targets from the root down to an account, or nil for an account that is not a member. A unit that is named as a parent
    /// and is not there is among them.
    package func way(to account: String) -> [String]? {
        guard var place = parents[account] else { return nil }
        var way = [account]
        while let unit = units.first(where: { $0.id == place }), way.count <= units.count {
            way.append(unit.id)
            place = unit.parent
        }
        if place != root { way.append(place) }
        way.append(root)
        return way.reversed()
    }

    /// `o-x/r-x/ou-x/`, the form of `aws:PrincipalOrgPaths`.
    package func path(of account: String) -> String? {
        way(to: account).map { ([id] + $0.dropLast()).joined(separator: "/") + "/" }
    }
}
