import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Counts what an account has, beside its quotas (IAM User Guide, "IAM and STS quotas").
struct GetAccountSummary: Operation {
    static let name = "GetAccountSummary"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) {}

    func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] { [context.askAboutAccount(Self.name)] }

    func execute(_ input: Void, in context: OperationContext) -> [(key: String, value: Int)] {
        let directory = context.directory
        let account = context.account
        let policies = directory.managedPolicies.unordered.filter { ARN($0.arn)?.account == account }
        let devices = directory.mfaDevices.unordered.filter { $0.account == account }
        return [
            ("Users", directory.entities(User.self, in: account).count), ("Groups", directory.entities(Group.self, in: account).count),
            ("Roles", directory.entities(Role.self, in: account).count), ("Policies", policies.count),
            ("PolicyVersionsInUse", policies.reduce(0) { $0 + $1.versions.count }),
            ("MFADevices", devices.count), ("MFADevicesInUse", devices.count { $0.userName != nil }),
            ("AccountAccessKeysPresent", directory.accessKeys(of: nil, in: account).isEmpty ? 0 : 1),
        ] + Self.absent.map { ($0, 0) } + Self.quotas
    }

    /// What there is none of.
    private static let absent = [
        "AccountMFAEnabled", "AccountPasswordPresent", "AccountSigningCertificatesPresent", "InstanceProfiles", "Providers",
        "ServerCertificates",
    ]

    private static let quotas = [
        ("UsersQuota", 5000), ("GroupsQuota", 300), ("RolesQuota", 1000), ("PoliciesQuota", 1500), ("PolicyVersionsInUseQuota", 10_000),
        ("InstanceProfilesQuota", 1000), ("ServerCertificatesQuota", 20), ("GroupsPerUserQuota", AddUserToGroup.groupsPerUser),
        ("AccessKeysPerUserQuota", CreateAccessKey.keysPerUser), ("SigningCertificatesPerUserQuota", 2),
        ("AttachedPoliciesPerUserQuota", AttachPolicy<User>.limit), ("AttachedPoliciesPerGroupQuota", AttachPolicy<Group>.limit),
        ("AttachedPoliciesPerRoleQuota", AttachPolicy<Role>.limit), ("VersionsPerPolicyQuota", CreatePolicyVersion.versionsPerPolicy),
        ("PolicySizeQuota", PolicyKind.identity.quota.limit),
        ("UserPolicySizeQuota", User.inlineCharacters), ("GroupPolicySizeQuota", Group.inlineCharacters),
        ("RolePolicySizeQuota", Role.inlineCharacters), ("AssumeRolePolicySizeQuota", PolicyKind.trust.quota.limit),
        ("GlobalEndpointTokenVersion", 1),
    ].map { (key: $0.0, value: $0.1) }

    func encode(_ entries: [(key: String, value: Int)], into response: inout StructureWriter) {
        response.structure("SummaryMap") { writer in
            for entry in entries {
                writer.structure("entry") { writer in
                    writer.string("key", entry.key)
                    writer.integer("value", entry.value)
                }
            }
        }
    }
}
