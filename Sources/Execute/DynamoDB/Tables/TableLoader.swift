package import AWSTypes
import AWSWire
package import ByteJSON
import DynamoDBValues
package import OpenSSL
import ServiceModel

/// Fills tables without a request, from the JSON that `aws dynamodb create-table --cli-input-json` and `put-item` take.
///
/// Nobody's leave is asked: it is the world's beginning, not a call. Faults are those that a call would get.
package struct TableLoader: Sendable {
    private let store: TableStore
    private let creation: CreateTable

    package init(store: TableStore, random: any RandomSource) {
        self.store = store
        creation = CreateTable(tables: Tables(store: store, keys: NoKeys()), random: random)
    }

    /// Makes a table.
    ///
    /// - Parameter encryptionKey: The ARN of the KMS key that encrypts it; its grants are the caller's matter.
    /// - Returns: The table's ARN.
    @discardableResult
    package func create(
        from request: JSONDocument, account: String, region: String, now: Timestamp, encryptionKey: String? = nil
    ) throws -> String {
        let reader = StructureReader(request)
        let input = try creation.decode(reader)
        try reader.finish()
        var table = try creation.definition(input, account: account, region: region, now: now)
        table.encryptionKey = encryptionKey
        return try store.create(table).arn
    }

    /// Puts items, all of them or none.
    package func put(_ items: [JSONView], into arn: String) throws {
        guard let table = store.find(arn: arn) else { throw AWSError.tableNotFound(arn) }
        try store.write(to: table) { table, connection in
            for view in items {
                let item = try RequestItem(view).item(.current)
                guard item.size <= ItemSize.limit else { throw AWSError.itemTooLarge }
                let key = try table.key(ofNew: item)
                let former = table.needsFormer ? try table.items.row(at: key, in: connection) : nil
                try table.replace(former, by: item, at: key, in: connection)
            }
        }
    }

    /// Stands where KMS would: a loader asks for no key.
    private struct NoKeys: TableKeys {
        func take(_ reference: String?, for table: EncryptedTable, replacing former: String?, in context: OperationContext) -> String { "" }
        func open(_ keyARN: String, for table: EncryptedTable, in context: OperationContext) {}
        func release(_ keyARN: String, for table: EncryptedTable, in context: OperationContext) {}
    }
}
