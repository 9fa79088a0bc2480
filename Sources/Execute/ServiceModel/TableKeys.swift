/// The keys that encrypt tables, as DynamoDB asks for them; KMS answers.
///
/// Each call asks KMS's permissions as AWS does (DynamoDB Developer Guide, "DynamoDB encryption at rest: usage notes"), and
/// throws the error that DynamoDB's caller sees, KMS's own nested in it.
package protocol TableKeys: Sendable {
    /// Takes a key into use for a table: DescribeKey and CreateGrant as the caller, GenerateDataKey as DynamoDB; and, where
    /// the table had another key, ReEncrypt from that one as DynamoDB.
    ///
    /// - Parameter reference: A key id, key ARN, alias or alias ARN; nil for the AWS managed key `alias/aws/dynamodb`.
    /// - Parameter former: The ARN of the key that the table has so far; nil for a new table and for the key that AWS owns. It
    ///   stays in use until `release`.
    /// - Returns: The key's ARN.
    func take(_ reference: String?, for table: EncryptedTable, replacing former: String?, in context: OperationContext) throws -> String

    /// Opens a table's key for reading or writing items: Decrypt as the caller, at most every five minutes a caller and
    /// table.
    func open(_ keyARN: String, for table: EncryptedTable, in context: OperationContext) throws

    /// Lets go of a key that a table no longer uses: RetireGrant as DynamoDB.
    func release(_ keyARN: String, for table: EncryptedTable, in context: OperationContext)
}

/// A table, as its encryption context names it.
package struct EncryptedTable: Sendable, Hashable {
    package var name: String
    package var account: String
    package var region: String

    package init(name: String, account: String, region: String) {
        self.name = name
        self.account = account
        self.region = region
    }
}
