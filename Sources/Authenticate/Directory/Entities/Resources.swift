package import AWSTypes
package import IAMPolicy

/// A VPC endpoint for DynamoDB.
package struct VPCEndpoint: Sendable, Codable {
    /// `vpce-…`
    package var id: String
    package var account: String
    package var region: String
    package var vpc: String
    package var serviceName: String
    /// `Gateway` or `Interface`.
    package var type: String
    package var policy: StoredPolicy
    package var routeTables: [String] = []
    package var subnets: [String] = []
    package var securityGroups: [String] = []
    package var isPrivateDNSEnabled = false
    package var created: Timestamp
    package var tags: [Tag] = []
    /// The local port that stands for it; nil until one is open.
    package var port: Int?

    package init(
        id: String, account: String, region: String, vpc: String, serviceName: String, type: String, policy: StoredPolicy,
        created: Timestamp
    ) {
        self.id = id
        self.account = account
        self.region = region
        self.vpc = vpc
        self.serviceName = serviceName
        self.type = type
        self.policy = policy
        self.created = created
    }
}

/// A KMS key.
package struct Key: Sendable, Codable {
    package enum State: String, Sendable, Codable { case enabled = "Enabled", disabled = "Disabled", pendingDeletion = "PendingDeletion" }

    /// A grant, with what only KMS's own answers need.
    package struct IssuedGrant: Sendable, Codable {
        package var id: String
        package var token: String
        package var name: String?
        package var created: Timestamp
        package var grantee: String
        package var retiring: String?
        package var issuingAccount: String
        /// `Decrypt`, `GenerateDataKey` …
        package var operations: [String]
        package var encryptionContextEquals: [String: String]?
        package var encryptionContextSubset: [String: String]?

        package init(
            id: String, token: String, name: String?, created: Timestamp, grantee: String, retiring: String?, issuingAccount: String,
            operations: [String], encryptionContextEquals: [String: String]?, encryptionContextSubset: [String: String]?
        ) {
            self.id = id
            self.token = token
            self.name = name
            self.created = created
            self.grantee = grantee
            self.retiring = retiring
            self.issuingAccount = issuingAccount
            self.operations = operations
            self.encryptionContextEquals = encryptionContextEquals
            self.encryptionContextSubset = encryptionContextSubset
        }

        /// The grant as a decision needs it.
        package var grant: Grant {
            Grant(
                id: id, grantee: grantee, actions: operations.map { "kms:" + $0 }, encryptionContextEquals: encryptionContextEquals,
                encryptionContextSubset: encryptionContextSubset)
        }
    }

    /// A UUID.
    package var id: String
    package var account: String
    package var region: String
    package var policy: StoredPolicy
    package var description = ""
    package var state = State.enabled
    package var deletion: Timestamp?
    package var created: Timestamp
    /// `SYMMETRIC_DEFAULT`, `RSA_2048` …
    package var spec = "SYMMETRIC_DEFAULT"
    package var usage = "ENCRYPT_DECRYPT"
    /// `CUSTOMER` or `AWS`.
    package var manager = "CUSTOMER"
    /// 32 bytes that encrypt; they never leave.
    package var material: [UInt8]
    package var grants: [IssuedGrant] = []
    package var tags: [Tag] = []

    package init(id: String, account: String, region: String, policy: StoredPolicy, created: Timestamp, material: [UInt8]) {
        self.id = id
        self.account = account
        self.region = region
        self.policy = policy
        self.created = created
        self.material = material
    }

    package var arn: String { "arn:aws:kms:\(region):\(account):key/\(id)" }
}

/// Another name of a KMS key.
package struct KeyAlias: Sendable, Codable {
    /// `alias/…`
    package var name: String
    package var account: String
    package var region: String
    package var keyARN: String
    package var created: Timestamp
    package var updated: Timestamp

    package init(name: String, account: String, region: String, keyARN: String, created: Timestamp) {
        self.name = name
        self.account = account
        self.region = region
        self.keyARN = keyARN
        self.created = created
        updated = created
    }

    package var arn: String { Self.arn(of: name, account: account, region: region) }

    package static func arn(of name: String, account: String, region: String) -> String { "arn:aws:kms:\(region):\(account):\(name)" }
}
