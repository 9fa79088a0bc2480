extension CommandTable {
    /// KMS's commands (botocore 1.43.11, service model `kms`), written by `command_table.py` beside the tests.
    static let kms = #"""
        service kms kms json11 2014-11-01 TrentService
        operation CancelKeyDeletion KeyId!=s
        operation CreateAlias AliasName!=s TargetKeyId!=s
        operation CreateGrant KeyId!=s GranteePrincipal!=s RetiringPrincipal=s Operations!=[s] Constraints=GrantConstraints
          GrantTokens=[s] Name=s DryRun=b
        operation CreateKey Policy=s Description=s KeyUsage=s CustomerMasterKeySpec=s KeySpec=s Origin=s CustomKeyStoreId=s
          BypassPolicyLockoutSafetyCheck=b Tags=[Tag] MultiRegion=b XksKeyId=s
        operation Decrypt CiphertextBlob=x EncryptionContext=<s> GrantTokens=[s] KeyId=s EncryptionAlgorithm=s
          Recipient=RecipientInfo DryRun=b DryRunModifiers=[s]
        operation DeleteAlias AliasName!=s
        operation DescribeKey KeyId!=s GrantTokens=[s]
        operation DisableKey KeyId!=s
        operation DisableKeyRotation KeyId!=s
        operation EnableKey KeyId!=s
        operation EnableKeyRotation KeyId!=s RotationPeriodInDays=i
        operation Encrypt KeyId!=s Plaintext!=x EncryptionContext=<s> GrantTokens=[s] EncryptionAlgorithm=s DryRun=b
        operation GenerateDataKey KeyId!=s EncryptionContext=<s> NumberOfBytes=i KeySpec=s GrantTokens=[s] Recipient=RecipientInfo
          DryRun=b
        operation GenerateDataKeyWithoutPlaintext KeyId!=s EncryptionContext=<s> KeySpec=s NumberOfBytes=i GrantTokens=[s] DryRun=b
        operation GenerateRandom NumberOfBytes=i CustomKeyStoreId=s Recipient=RecipientInfo
        operation GetKeyLastUsage KeyId!=s
        operation GetKeyPolicy KeyId!=s PolicyName=s
        operation GetKeyRotationStatus KeyId!=s
        operation GetPublicKey KeyId!=s GrantTokens=[s]
        operation ListAliases KeyId=s Limit=i Marker=s
        operation ListGrants Limit=i Marker=s KeyId!=s GrantId=s GranteePrincipal=s
        operation ListKeyPolicies KeyId!=s Limit=i Marker=s
        operation ListKeyRotations KeyId!=s IncludeKeyMaterial=s Limit=i Marker=s
        operation ListKeys Limit=i Marker=s
        operation ListResourceTags KeyId!=s Limit=i Marker=s
        operation ListRetirableGrants Limit=i Marker=s RetiringPrincipal!=s
        operation PutKeyPolicy KeyId!=s PolicyName=s Policy!=s BypassPolicyLockoutSafetyCheck=b
        operation ReEncrypt CiphertextBlob=x SourceEncryptionContext=<s> SourceKeyId=s DestinationKeyId!=s
          DestinationEncryptionContext=<s> SourceEncryptionAlgorithm=s DestinationEncryptionAlgorithm=s GrantTokens=[s] DryRun=b
          DryRunModifiers=[s]
        operation RetireGrant GrantToken=s KeyId=s GrantId=s DryRun=b
        operation RevokeGrant KeyId!=s GrantId!=s DryRun=b
        operation RotateKeyOnDemand KeyId!=s
        operation ScheduleKeyDeletion KeyId!=s PendingWindowInDays=i
        operation Sign KeyId!=s Message!=x MessageType=s GrantTokens=[s] SigningAlgorithm!=s DryRun=b
        operation TagResource KeyId!=s Tags!=[Tag]
        operation UntagResource KeyId!=s TagKeys!=[s]
        operation UpdateAlias AliasName!=s TargetKeyId!=s
        operation UpdateKeyDescription KeyId!=s Description!=s
        operation Verify KeyId!=s Message!=x MessageType=s Signature!=x SigningAlgorithm!=s GrantTokens=[s] DryRun=b
        type GrantConstraints EncryptionContextSubset=<s> EncryptionContextEquals=<s>
        type RecipientInfo KeyEncryptionAlgorithm=s AttestationDocument=x
        type Tag TagKey!=s TagValue!=s
        """#
}
