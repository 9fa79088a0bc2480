import AWSTypes
package import AWSWire
package import Directory
import IAMPolicy
package import OpenSSL
package import ServiceModel

/// AWS Key Management Service: keys, their policies, grants, aliases and states, and encryption with symmetric keys.
package enum KMSService {
    /// botocore's model of KMS, `metadata`.
    package static let wire = ServiceProtocol(
        name: "kms", wire: .json11, targetPrefix: "TrentService.", version: "2014-11-01", eventSource: "kms.amazonaws.com")

    package static func make(store: DirectoryStore, random: any RandomSource) -> Service {
        Service(
            wire,
            operations: [
                AnyOperation(CancelKeyDeletion(store: store)),
                AnyOperation(CreateAlias(store: store)),
                AnyOperation(CreateGrant(store: store, random: random)),
                AnyOperation(CreateKey(store: store, random: random)),
                AnyOperation(Decrypt()),
                AnyOperation(DeleteAlias(store: store)),
                AnyOperation(DescribeKey()),
                AnyOperation(DisableKey(store: store)),
                AnyOperation(EnableKey(store: store)),
                AnyOperation(Encrypt(random: random)),
                AnyOperation(GenerateDataKey(random: random)),
                AnyOperation(GenerateDataKeyWithoutPlaintext(random: random)),
                AnyOperation(GetKeyPolicy()),
                AnyOperation(ListAliases()),
                AnyOperation(ListGrants()),
                AnyOperation(ListKeyPolicies()),
                AnyOperation(ListKeys()),
                AnyOperation(ListResourceTags()),
                AnyOperation(ListRetirableGrants()),
                AnyOperation(PutKeyPolicy(store: store)),
                AnyOperation(ReEncrypt(random: random)),
                AnyOperation(RetireGrant(store: store)),
                AnyOperation(RevokeGrant(store: store)),
                AnyOperation(ScheduleKeyDeletion(store: store)),
                AnyOperation(TagResource(store: store)),
                AnyOperation(UntagResource(store: store)),
                AnyOperation(UpdateAlias(store: store)),
                AnyOperation(UpdateKeyDescription(store: store)),
            ],
            permissions: ["ReEncryptFrom", "ReEncryptTo"], resource: facts, refusal: refusal)
    }

    /// Whether RCPs spare an action on a key: the retiring of grants, and whatever is done with AWS managed keys (Organizations
    /// User Guide, "Resource control policies").
    package static func isSparedResourceControl(_ action: String, on keyARN: String, in directory: Directory) -> Bool {
        action == "kms:RetireGrant" || directory.keys[keyARN]?.manager == "AWS"
    }

    /// A key's policy, grants and tags. Aliases carry none.
    ///
    /// A grant also lets its retiring principal retire it (KMS Developer Guide, "Retiring and revoking grants"), which a
    /// decision sees as a grant of that one action.
    private static func facts(of arn: String, in directory: Directory) -> ResourceFacts {
        guard let key = directory.keys[arn] else { return ResourceFacts() }
        var grants: [Grant] = []
        for issued in key.grants {
            var grant = issued.grant
            grant.grantee = principal(issued.grantee, inRegionOf: key)
            grants.append(grant)
            if let retiring = issued.retiring {
                grants.append(Grant(id: issued.id, grantee: principal(retiring, inRegionOf: key), actions: ["kms:RetireGrant"]))
            }
        }
        return ResourceFacts(
            policy: AttachedPolicy(name: "default", document: key.policy.document), grants: grants, tags: key.tags)
    }

    /// Whom a grant means: a service that it names with the key's region (`dynamodb.us-east-1.amazonaws.com`) is the one that
    /// policies name without (`dynamodb.amazonaws.com`). Nobody else's service calls a key, as keys do not leave their region.
    private static func principal(_ name: String, inRegionOf key: Key) -> String {
        let ending = ".\(key.region).amazonaws.com"
        return name.hasSuffix(ending) ? name.dropLast(ending.count) + ".amazonaws.com" : name
    }
}
