import AWSTypes
import DynamoDBValues

/// What is said of tables, their definitions and their changes.
extension AWSError {
    // MARK: Tables

    static var tableNotFound: AWSError { AWSError(.resourceNotFound, "Requested resource not found") }

    static func tableNotFound(_ name: String) -> AWSError {
        AWSError(.resourceNotFound, "Requested resource not found: Table: \(name) not found")
    }

    static func tableExists(_ name: String) -> AWSError { AWSError(.resourceInUse, "Table already exists: \(name)") }

    // The next four: recorded (AWS Controllers' tests, October 2026; dynalite's authors; the last by many who met it).

    /// What CreateTable, UpdateTable and DeleteTable say of a table that is CREATING.
    static func tableBeingCreated(_ name: String) -> AWSError { stillInUse("Table is being created: \(name)") }

    /// UpdateTimeToLive's word for the same.
    static func tableIsBeingCreated(_ name: String) -> AWSError { stillInUse("Table \(name) is being created") }

    static var indexesBeingChanged: AWSError { stillInUse("Cannot delete table while indexes are being created, updated, or deleted.") }

    private static func stillInUse(_ what: String) -> AWSError {
        AWSError(.resourceInUse, "Attempt to change a resource which is still in use: " + what)
    }

    static func indexBackfilling(_ name: String) -> AWSError {
        .validation("Cannot read from backfilling global secondary index: \(name)")
    }

    /// A table's name as the key of a map (recorded by dynalite's authors).
    ///
    /// - Parameter shown: The map as AWS prints it.
    static func tableNameInMap(_ shown: String) -> AWSError {
        .validation(
            "1 validation error detected: Value '\(shown)' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]"
        )
    }

    static func missingParameter(_ name: String) -> AWSError {
        .validation("The parameter '\(name)' is required but was not present in the request")
    }

    static func throughputOutOfBounds(_ value: Int, _ member: String) -> AWSError {
        .validation("Given value \(value) for \(member) is out of bounds")
    }

    static func invalidResourceARN(_ arn: String) -> AWSError { invalid("Invalid resource Arn: \(arn)") }

    /// Recorded (AWS Controllers' tests, 2026).
    static func notAnARN(_ text: String) -> AWSError { invalid("ARNs must start with 'arn:': \(text)") }

    /// Recorded (AWS Controllers' tests, October 2026, in two regions).
    static var deletionProtected: AWSError {
        .validation("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.")
    }

    /// Recorded; the apostrophe is typographic.
    static var ownersOnly: AWSError {
        .validation("This action is only supported by accounts that match the resource owner\u{2019}s account.")
    }

    // MARK: Definitions of tables

    static var missingKeySchema: AWSError { invalid("Missing KeySchema") }
    static var missingAttributeDefinitions: AWSError { invalid("Missing AttributeDefinitions") }

    static func undefinedKeys(keys: [String], attributes: [String]) -> AWSError {
        invalid(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: \(list(keys)), AttributeDefinitions: \(list(attributes))"
        )
    }

    static var surplusDefinitions: AWSError {
        invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions")
    }

    static func unusedDefinitions(keys: [String], attributes: [String]) -> AWSError {
        invalid("Some AttributeDefinitions are not used. AttributeDefinitions: \(list(attributes)), keys used: \(list(keys))")
    }

    static var firstKeyNotHash: AWSError {
        .validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    }

    static var secondKeyNotRange: AWSError {
        .validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
    }

    static var sameKeyTwice: AWSError { .validation("Both the Hash Key and the Range Key element in the KeySchema have the same name") }

    static var sameKeySeveralTimes: AWSError { .validation("The KeySchema contains multiple key attributes with the same name") }

    static var hashKeysNotFirst: AWSError { invalid("All HASH key attributes must precede RANGE key attributes in the KeySchema") }

    static func tooManyKeyAttributes(_ role: String) -> AWSError {
        invalid("The KeySchema exceeds the maximum allowed number of \(role) key attributes")
    }

    static func tooManyKeys(_ shown: String, at path: String) -> AWSError {
        .validation(
            "1 validation error detected: Value '\(shown)' at '\(path)' failed to satisfy constraint: Member must have length less than or equal to 2"
        )
    }

    /// Recorded (AWS Controllers' tests, October 2026).
    static func duplicateDefinition(_ name: String) -> AWSError { .validation("Attribute Name is duplicated: \(name)") }

    /// Recorded (AWS Controllers' tests, October 2026).
    static func duplicateProjected(_ name: String) -> AWSError { invalid("Duplicate element in NonKeyAttributes: \(name)") }

    static var throughputMissing: AWSError {
        invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
    }

    /// Recorded (LocalStack's snapshots).
    static var throughputNotAllowed: AWSError {
        invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")
    }

    static func throughputNotAllowed(forIndex name: String) -> AWSError {
        invalid(
            "ProvisionedThroughput should not be specified for index: \(name) when BillingMode is PAY_PER_REQUEST")
    }

    static func throughputMissing(forIndex name: String) -> AWSError {
        invalid("ProvisionedThroughput is not specified for index: \(name)")
    }

    static func emptyIndexList(_ member: String) -> AWSError {
        invalid("List of \(member) is empty")
    }

    static var localIndexesNeedSortKey: AWSError {
        invalid("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex")
    }

    static func localIndexPartition(_ index: String, of table: String, indexName: String) -> AWSError {
        invalid(
            "Index KeySchema does not have the same leading hash key as table KeySchema for index: \(indexName). index hash key: \(index), table hash key: \(table)"
        )
    }

    static func localIndexWithoutSort(_ name: String) -> AWSError {
        invalid("Index KeySchema does not have a range key for index: \(name)")
    }

    static func duplicateIndex(_ name: String) -> AWSError { invalid("Duplicate index name: \(name)") }

    static var missingProjection: AWSError { invalid("Indexes must have a projection specified") }

    static var unknownProjection: AWSError { invalid("Unknown ProjectionType: null") }

    static func projectionWithAttributes(_ type: String) -> AWSError {
        invalid("ProjectionType is \(type), but NonKeyAttributes is specified")
    }

    static var projectionWithoutAttributes: AWSError { invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified") }

    static func tooManyLocalIndexes(_ limit: Int) -> AWSError {
        invalid("Number of LocalSecondaryIndexes exceeds per-table limit of \(limit)")
    }

    static func tooManyGlobalIndexes(_ limit: Int) -> AWSError {
        invalid("GlobalSecondaryIndex count exceeds the per-table limit of \(limit)")
    }

    static var keysWithoutDefinition: AWSError { .validation("Invalid KeySchema: Some index key attribute have no definition") }

    // MARK: Encryption

    static var encryptionNeedsType: AWSError { invalid("SSEType KMS is required if KMSMasterKeyId is specified") }
    static var encryptionTypeOfDisabled: AWSError { invalid("SSEType can not be specified if Enabled is false") }
    static var encryptionKeyOfDisabled: AWSError { invalid("KMSMasterKeyId can not be specified if Enabled is false") }
    static var encryptionAES: AWSError { invalid("SSEType AES256 is not supported") }
    static var encryptedByDefault: AWSError { invalid("Table is already encrypted by default") }
    static var encryptionAlone: AWSError {
        invalid("Server-Side Encryption modification must be the only operation in the request")
    }
    static var sameEncryptionKey: AWSError {
        invalid("Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key")
    }

    // MARK: Updates of tables

    static var throughputMissingInUpdate: AWSError { invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED") }

    static func indexTwiceInUpdate(_ name: String) -> AWSError {
        invalid("Only one global secondary index update per index is allowed simultaneously. Index: \(name)")
    }

    static var nothingToUpdate: AWSError {
        .validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required"
        )
    }

    static func alone(_ change: String) -> AWSError { invalid("\(change) must be the only operation in the request") }

    static var onDemandAlone: AWSError { invalid("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request") }

    static var indexWithWarmThroughput: AWSError {
        invalid("Create global secondary index cannot be specified when updating WarmThroughput")
    }

    static var indexesWithThroughput: AWSError { invalid("You cannot create or delete index while updating table IOPS") }

    static func warmThroughputLower(_ member: String) -> AWSError {
        invalid(
            "Requested \(member) for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported"
        )
    }

    static func throughputMissingInUpdate(forIndex name: String) -> AWSError {
        invalid("ProvisionedThroughput must be specified for index: \(name)")
    }

    static func definitionsMissing(forIndex name: String) -> AWSError {
        invalid("AttributeDefinitions is not specified for index: \(name)")
    }

    static func bothUnitsMissing(forIndex name: String) -> AWSError {
        invalid("Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: \(name)")
    }

    static func unitsNotAllowed(forIndex name: String) -> AWSError {
        invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: \(name) when BillingMode is PAY_PER_REQUEST")
    }

    static func indexPaidByRequest(_ name: String) -> AWSError {
        invalid(
            "The only Updates for index: \(name) when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput")
    }

    static func sameThroughput(ofIndex name: String, _ units: Throughput) -> AWSError {
        .validation(
            "The provisioned throughput for the index \(name) will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for index \(name): \(units.read). Requested ReadCapacityUnits: \(units.read). Current WriteCapacityUnits provisioned for index \(name): \(units.write). Requested WriteCapacityUnits: \(units.write). Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
        )
    }

    static func localIndexInUpdate(_ verb: String, _ name: String) -> AWSError {
        .validation("Cannot \(verb) an index that is not a GlobalSecondaryIndex: \(name)")
    }

    static func tooManyGlobalIndexesInUpdate(_ limit: Int) -> AWSError {
        AWSError(.limitExceeded, "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of \(limit)")
    }

    /// Recorded (ScyllaDB's Alternator suite) for an index of one attribute that an index has already; the rest is inferred.
    static func redefined(by key: KeySchema, in table: Table, _ attribute: String) -> AWSError {
        let known = ([table.key] + table.indexes.map(\.key)).first { $0.names.contains(attribute) } ?? table.key
        return invalid(
            "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[\(shown(known))] New schema: Schema:[\(shown(key))]"
        )
    }

    private static func shown(_ key: KeySchema) -> String {
        let elements =
            key.partitions.map { "\($0.name):\($0.type.rawValue):HASH" } + key.sorts.map { "\($0.name):\($0.type.rawValue):RANGE" }
        return elements.map { "SchemaElement: key{\($0)}" }.joined(separator: ", ")
    }

    static func sameThroughput(read: Int, write: Int) -> AWSError {
        .validation(
            "The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: \(read). Requested ReadCapacityUnits: \(read). Current WriteCapacityUnits provisioned for the table: \(write). Requested WriteCapacityUnits: \(write). Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
        )
    }

    static func indexNotFound(_ name: String) -> AWSError {
        .validation("The table does not have the specified index: \(name)")
    }

    static var indexToChangeNotFound: AWSError { AWSError(.resourceNotFound, "Requested resource not found") }

    static var noActionOnIndex: AWSError {
        invalid(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null"
        )
    }

    static var severalActionsOnIndex: AWSError {
        invalid("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object")
    }

    static var indexExists: AWSError { .validation("Attempting to create an index which already exists") }

    static var oneIndexAtATime: AWSError {
        AWSError(
            .limitExceeded, "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table")
    }

}
