extension KMSService {
    /// Where this KMS differs from AWS's, or may: each with its reason.
    package static let knownGaps: [String] = [
        "Keys other than symmetric ones have metadata, policies, grants and states; using them to encrypt, sign or authenticate answers "
            + "UnsupportedOperationException.",
        "Multi-Region keys, imported material and custom key stores answer UnsupportedOperationException when a key is created.",
        "Rotation, import, key stores, signing, MACs, data key pairs, random numbers and key agreement are not offered.",
        "Recipient (Nitro enclaves) answers UnsupportedOperationException.",
        "A key that fails in another region of a global table (`KMS validation error for region …`) cannot occur: there are no replicas.",
        "The text of KMS refusals until 2021, `The ciphertext refers to a customer master key that does not exist, …`, is not offered.",
        "Where a policy denies DynamoDB itself, the denial names `dynamodb.amazonaws.com`; what AWS prints was not seen. A key policy that "
            + "names it with a region, `dynamodb.us-east-1.amazonaws.com`, does not mean it.",
        "A grant is in force at once for everybody; grant tokens are accepted and not needed.",
        "Whoever may create grants only through a grant is held to that grant's operations and constraints in calls of CreateGrant, not "
            + "where DynamoDB makes the grant for a table; the words of the refusal were not seen.",
        "An operation that cannot be used across accounts answers a foreign caller, whom the key policy allows it, as if the key were not "
            + "there; what AWS says was not seen.",
        "The number of a grant's constraint pairs (8), of keys, grants and aliases is not limited.",
        "The enum value sets in errors about KeySpec and KeyUsage are those recorded in 2023; more values are accepted.",
        "Texts not recorded: a policy that is too long, or whose fault is neither JSON nor a missing element, a grant that is not there, a grantee that is no principal, an alias that moves "
            + "to a key of another kind, a usage that does not fit a spec, an algorithm that does not fit a key; the message of the "
            + "reserved prefix alias/aws/.",
        "Whether the lockout check is passed is found out without conditions: a statement that allows kms:PutKeyPolicy to the caller "
            + "or its account passes, whatever its Condition says.",
        "Decrypt without KeyId on a ciphertext that nobody made here answers InvalidCiphertextException before any permission is asked, "
            + "as there is no key to ask about.",
    ]
}
