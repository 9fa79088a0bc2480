import AWSTypes
import IAMPolicy
import OpenSSL
import Synchronization

/// The policies that AWS manages and every account can attach: a choice of those that belong to DynamoDB and to the
/// services that access to it leans on.
///
/// A document is read and compiled when it is first asked for, so that starting costs nothing for the long ones.
///
/// Known gaps: AWS has some 1,500 of these, here are those listed below; only the version in force is kept; AWS's own
/// policy ids are not published, so each has one made from its name.
package enum AWSManagedPolicies {
    /// Every policy, in the order of names. Compiles all of them.
    package static var all: [ManagedPolicy] { entries.compactMap { policy(arn: $0.arn) } }

    /// The ARNs of every policy, in the order of names.
    package static var arns: [String] { entries.map(\.arn) }

    /// A policy by its ARN; nil where AWS has none of the name, or it is not among those kept here.
    package static func policy(arn: String) -> ManagedPolicy? {
        if let policy = compiled.withLock({ $0[arn] }) { return policy }
        guard let entry = entries.first(where: { $0.arn == arn }), let policy = entry.compile() else { return nil }
        compiled.withLock { $0[arn] = policy }
        return policy
    }

    private static let compiled = Mutex<[String: ManagedPolicy]>([:])

    /// One policy before it is compiled.
    private struct Entry: Sendable {
        let name: String
        let version: String
        let created: String
        let updated: String
        let document: String

        init(_ name: String, version: String, created: String, updated: String, document: String) {
            self.name = name
            self.version = version
            self.created = created
            self.updated = updated
            self.document = document
        }

        var arn: String { "arn:aws:iam::aws:policy/\(name)" }

        func compile() -> ManagedPolicy? {
            guard let document = try? PolicyDocument(parsing: document, as: .identity), let created = Timestamp(iso8601: created),
                let updated = Timestamp(iso8601: updated)
            else { return nil }
            let stored = StoredPolicy(document)
            var policy = ManagedPolicy(arn: arn, name: name, path: "/", id: id, created: created, policy: stored)
            policy.versions = [ManagedPolicy.Version(id: version, policy: stored, created: updated)]
            policy.defaultVersion = version
            policy.updated = updated
            return policy
        }

        /// `ANPA` and 17 letters of base32, the same in every world.
        private var id: String {
            Identifiers.Kind.managedPolicy.rawValue + Base32.encode(SHA256.hash(Array(name.utf8)), padded: false).prefix(17)
        }
    }

    private static let entries = [
        Entry(
            "AWSCloudTrail_ReadOnlyAccess", version: "v1", created: "2022-06-14T17:19:05Z", updated: "2022-06-14T17:19:05Z",
            document: documentAWSCloudTrailReadOnlyAccess),
        Entry(
            "AWSDenyAll", version: "v2", created: "2019-05-01T22:36:14Z", updated: "2023-12-18T16:42:05Z",
            document: documentAWSDenyAll),
        Entry(
            "AWSKeyManagementServicePowerUser", version: "v2", created: "2015-02-06T18:40:40Z", updated: "2017-03-07T00:55:11Z",
            document: documentAWSKeyManagementServicePowerUser),
        Entry(
            "AWSOrganizationsFullAccess", version: "v9", created: "2018-11-06T20:31:57Z", updated: "2026-02-12T17:59:07Z",
            document: documentAWSOrganizationsFullAccess),
        Entry(
            "AWSOrganizationsReadOnlyAccess", version: "v6", created: "2018-11-06T20:32:38Z", updated: "2024-06-07T21:32:16Z",
            document: documentAWSOrganizationsReadOnlyAccess),
        Entry(
            "AdministratorAccess", version: "v1", created: "2015-02-06T18:39:46Z", updated: "2015-02-06T18:39:46Z",
            document: documentAdministratorAccess),
        Entry(
            "AmazonDynamoDBFullAccess", version: "v15", created: "2015-02-06T18:40:11Z", updated: "2021-01-29T17:38:30Z",
            document: documentAmazonDynamoDBFullAccess),
        Entry(
            "AmazonDynamoDBFullAccess_v2", version: "v3", created: "2025-05-22T14:52:06Z", updated: "2026-02-12T18:02:57Z",
            document: documentAmazonDynamoDBFullAccessv2),
        Entry(
            "AmazonDynamoDBReadOnlyAccess", version: "v15", created: "2015-02-06T18:40:12Z", updated: "2024-11-18T17:38:15Z",
            document: documentAmazonDynamoDBReadOnlyAccess),
        Entry(
            "AmazonVPCFullAccess", version: "v13", created: "2015-02-06T18:41:16Z", updated: "2026-02-12T18:00:44Z",
            document: documentAmazonVPCFullAccess),
        Entry(
            "AmazonVPCReadOnlyAccess", version: "v12", created: "2015-02-06T18:41:17Z", updated: "2026-02-12T17:58:19Z",
            document: documentAmazonVPCReadOnlyAccess),
        Entry(
            "IAMFullAccess", version: "v2", created: "2015-02-06T18:40:38Z", updated: "2019-06-21T19:40:00Z",
            document: documentIAMFullAccess),
        Entry(
            "IAMReadOnlyAccess", version: "v4", created: "2015-02-06T18:40:39Z", updated: "2018-01-25T19:11:27Z",
            document: documentIAMReadOnlyAccess),
        Entry(
            "IAMUserChangePassword", version: "v5", created: "2016-11-15T00:25:16Z", updated: "2026-02-12T17:58:57Z",
            document: documentIAMUserChangePassword),
        Entry(
            "PowerUserAccess", version: "v12", created: "2015-02-06T18:39:47Z", updated: "2026-02-12T17:59:14Z",
            document: documentPowerUserAccess),
        Entry(
            "ReadOnlyAccess", version: "v182", created: "2015-02-06T18:39:48Z", updated: "2026-04-03T15:27:12Z",
            document: documentReadOnlyAccess),
        Entry(
            "SecurityAudit", version: "v86", created: "2015-02-06T18:41:01Z", updated: "2026-05-01T03:12:13Z",
            document: documentSecurityAudit),
    ]
}

extension Directory {
    /// A managed policy by its ARN, one of AWS's even before it was first attached.
    package func availableManagedPolicy(_ arn: String) -> ManagedPolicy? {
        managedPolicies[arn] ?? AWSManagedPolicies.policy(arn: arn)
    }
}
