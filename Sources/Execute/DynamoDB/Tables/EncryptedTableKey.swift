import ServiceModel

/// The KMS key of an encrypted table, and the table as KMS is told of it.
struct EncryptedTableKey: Sendable {
    let keyARN: String
    let table: EncryptedTable

    init(keyARN: String, table: Table) {
        self.keyARN = keyARN
        self.table = EncryptedTable(name: table.name, account: table.account, region: table.region)
    }
}
