/// Which of KMS's permissions DynamoDB asks of whoever encrypts a table with a key.
package enum KMSCallerPermissions: String, Sendable, CaseIterable {
    /// DescribeKey, CreateGrant and Decrypt: those that were seen denied to a caller (recorded).
    case recorded
    /// GenerateDataKey and ReEncrypt as well, as the article "How do I troubleshoot the error AccessDeniedException when I'm
    /// trying to access an Amazon DynamoDB table?" and the DynamoDB Developer Guide ask to allow.
    case article
}
