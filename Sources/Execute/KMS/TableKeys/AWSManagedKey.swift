import AWSTypes
import Directory
import IAMPolicy
import OpenSSL

/// The key that an account has for DynamoDB without having made it.
///
/// AWS makes it when it is first used (KMS Developer Guide, "AWS managed keys"). Nobody can change its policy, because the
/// policy allows nobody to.
enum AWSManagedKey {
    static let alias = "alias/aws/dynamodb"

    /// Recorded with DescribeKey.
    private static let description = "Default key that protects my DynamoDB data when no other key is defined"

    /// Whether a reference means it, in whatever account and region it is meant.
    static func isMeant(by reference: String, account: String, region: String) -> Bool {
        reference == alias || reference == KeyAlias.arn(of: alias, account: account, region: region)
    }

    /// The key, made if it is not there.
    static func key(
        of account: String, in region: String, store: DirectoryStore, random: any RandomSource, now: Timestamp
    ) throws -> Key {
        let aliasARN = KeyAlias.arn(of: alias, account: account, region: region)
        if let key = existing(aliasARN, in: store.snapshot) { return key }
        let policy = try PolicyDocument(parsing: DefaultKeyPolicy.dynamoDB(account: account, region: region), as: .key)
        return try store.update { directory in
            if let key = existing(aliasARN, in: directory) { return key }
            var key = Key(
                id: random.uuid(), account: account, region: region, policy: StoredPolicy(policy), created: now,
                material: random.bytes(SealedBox.keyByteCount))
            key.description = description
            key.manager = "AWS"
            directory.keys[key.arn] = key
            directory.aliases[aliasARN] = KeyAlias(name: alias, account: account, region: region, keyARN: key.arn, created: now)
            return key
        }
    }

    private static func existing(_ aliasARN: String, in directory: Directory) -> Key? {
        directory.aliases[aliasARN].flatMap { directory.keys[$0.keyARN] }
    }
}
