package import AWSTypes

/// An account: the owner of principals and resources.
package struct Account: Sendable, Codable {
    package var id: String
    package var name: String
    package var email: String
    package var created: Timestamp
    /// The name that stands for the account in the console's address; nil where it has none.
    package var alias: String?

    package init(id: String, name: String, email: String, created: Timestamp) {
        self.id = id
        self.name = name
        self.email = email
        self.created = created
    }
}

/// What users, groups and roles have in common: a name, and policies.
package struct PolicySet: Sendable, Codable {
    /// Inline policies by name.
    package var inline: [String: StoredPolicy] = [:]
    /// The ARNs of the managed policies that are attached, in the order in which they were.
    package var attached: [String] = []

    package init() {}
}

/// An IAM user.
package struct User: Sendable, Codable {
    package var account: String
    package var name: String
    package var path: String
    /// `AIDA…`
    package var id: String
    package var created: Timestamp
    package var policies = PolicySet()
    package var groups: [String] = []
    /// The ARN of the managed policy that bounds it.
    package var boundary: String?
    package var tags: [Tag] = []

    package init(account: String, name: String, path: String = "/", id: String, created: Timestamp) {
        self.account = account
        self.name = name
        self.path = path
        self.id = id
        self.created = created
    }

    package var key: String { Directory.key(account, name) }
    package var arn: String { "arn:aws:iam::\(account):user\(path)\(name)" }
}

/// An IAM group.
package struct Group: Sendable, Codable {
    package var account: String
    package var name: String
    package var path: String
    /// `AGPA…`
    package var id: String
    package var created: Timestamp
    package var policies = PolicySet()

    package init(account: String, name: String, path: String = "/", id: String, created: Timestamp) {
        self.account = account
        self.name = name
        self.path = path
        self.id = id
        self.created = created
    }

    package var key: String { Directory.key(account, name) }
    package var arn: String { "arn:aws:iam::\(account):group\(path)\(name)" }
}

/// An IAM role.
package struct Role: Sendable, Codable {
    package var account: String
    package var name: String
    package var path: String
    /// `AROA…`
    package var id: String
    package var created: Timestamp
    package var description: String?
    /// Who may assume it.
    package var trust: StoredPolicy
    package var policies = PolicySet()
    package var boundary: String?
    package var tags: [Tag] = []
    /// Seconds.
    package var maxSessionDuration = 3600

    package init(account: String, name: String, path: String = "/", id: String, created: Timestamp, trust: StoredPolicy) {
        self.account = account
        self.name = name
        self.path = path
        self.id = id
        self.created = created
        self.trust = trust
    }

    package var key: String { Directory.key(account, name) }
    package var arn: String { "arn:aws:iam::\(account):role\(path)\(name)" }
    package var isServiceLinked: Bool { path.hasPrefix("/aws-service-role/") }
}

/// A managed policy with its versions.
package struct ManagedPolicy: Sendable, Codable {
    package struct Version: Sendable, Codable {
        /// `v1`, `v2` …
        package var id: String
        package var policy: StoredPolicy
        package var created: Timestamp

        package init(id: String, policy: StoredPolicy, created: Timestamp) {
            self.id = id
            self.policy = policy
            self.created = created
        }
    }

    package var arn: String
    package var name: String
    package var path: String
    /// `ANPA…`
    package var id: String
    package var description: String?
    package var created: Timestamp
    package var updated: Timestamp
    package var versions: [Version]
    package var defaultVersion: String
    /// The number that the next version gets; deleted numbers are not used again.
    package var nextVersion = 2
    package var tags: [Tag] = []

    package init(arn: String, name: String, path: String, id: String, created: Timestamp, policy: StoredPolicy) {
        self.arn = arn
        self.name = name
        self.path = path
        self.id = id
        self.created = created
        updated = created
        versions = [Version(id: "v1", policy: policy, created: created)]
        defaultVersion = "v1"
    }

    package var isAWSManaged: Bool { arn.hasPrefix("arn:aws:iam::aws:") }

    /// The version in force.
    package var policy: StoredPolicy? { versions.first { $0.id == defaultVersion }?.policy }
}

/// A long-term access key.
package struct AccessKey: Sendable, Codable {
    /// `AKIA…`
    package var id: String
    package var secret: String
    package var account: String
    /// Nil for the root user's.
    package var userName: String?
    package var isActive = true
    package var created: Timestamp

    package init(id: String, secret: String, account: String, userName: String?, created: Timestamp) {
        self.id = id
        self.secret = secret
        self.account = account
        self.userName = userName
        self.created = created
    }
}

/// A virtual MFA device; assigned to a user once it is enabled.
package struct MFADevice: Sendable, Codable {
    package var account: String
    /// The path and the name after `mfa`: `/article`.
    package var pathAndName: String
    /// The bytes from which the codes come.
    package var seed: [UInt8]
    package var created: Timestamp
    package var userName: String?
    package var enabled: Timestamp?
    /// The step of the last code used; a code is good once.
    package var lastStep: Int64 = 0
    /// Steps by which the device's clock is ahead, found by a resynchronisation.
    package var drift: Int64 = 0
    package var tags: [Tag] = []

    package init(account: String, pathAndName: String, seed: [UInt8], created: Timestamp) {
        self.account = account
        self.pathAndName = pathAndName
        self.seed = seed
        self.created = created
    }

    package var serialNumber: String { "arn:aws:iam::\(account):mfa\(pathAndName)" }
}
