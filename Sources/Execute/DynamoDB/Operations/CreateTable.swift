import AWSTypes
import AWSWire
import IAMPolicy
import OpenSSL
import ServiceModel

/// Makes a table, with its indexes.
///
/// The answer says CREATING as AWS's does; the table can be used at once.
struct CreateTable: Operation {
    struct Input {
        var table: TableReference
        var attributes: [AttributeDefinition]?
        var key: [KeyElement]?
        var localIndexes: [IndexRequest]?
        var globalIndexes: [IndexRequest]?
        var billing: BillingMode?
        var throughput: Throughput?
        var stream: StreamSpecification?
        var encryption: EncryptionRequest?
        var tags: [Tag]
        var tableClass: TableClass?
        var isProtected: Bool
        var warm: WarmThroughput?
        var onDemand: OnDemandThroughput?
        var policy: String?
        var settingsReplication: String?
    }

    static let name = "CreateTable"
    static let traits = OperationTraits(isLong: true)
    static let example = """
        {"TableName": "Music", "AttributeDefinitions": [{"AttributeName": "Artist", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
        """
    static let fullExample: String? = #"""
        {"TableName": "Music", "AttributeDefinitions": [{"AttributeName": "Artist", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
         "Tags": [{"Key": "team", "Value": "blue"}], "ResourcePolicy": "{}"}
        """#

    let tables: Tables
    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        if try request.string("GlobalTableSourceArn", .minimumLength(1), .tableNameMaximum) != nil {
            request.postpone(Gap.globalTableSource.refusal)
        }
        return try decode(request, table: request.table())
    }

    /// The definition of a table that goes by a name.
    func decode(_ request: StructureReader, table: TableReference) throws -> Input {
        try Input(
            table: table, attributes: request.attributeDefinitions(), key: request.keySchema(),
            localIndexes: request.indexRequests("LocalSecondaryIndexes"), globalIndexes: request.indexRequests("GlobalSecondaryIndexes"),
            billing: request.billingMode(), throughput: request.throughput(), stream: request.streamSpecification(),
            encryption: request.encryption(), tags: request.tags() ?? [], tableClass: request.tableClass(),
            isProtected: request.boolean("DeletionProtectionEnabled") ?? false, warm: request.warmThroughput(),
            onDemand: request.onDemandThroughput(), policy: request.string("ResourcePolicy"),
            settingsReplication: request.settingsReplication())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let tags: any ConditionKeyValues = input.tags.isEmpty ? NoConditionKeys() : FixedConditionKeys([:], requestTags: input.tags)
        var questions = [tables.question("dynamodb:CreateTable", on: input.table, in: context, keys: tags)]
        if !input.tags.isEmpty { questions.append(tables.question("dynamodb:TagResource", on: input.table, in: context, keys: tags)) }
        if input.policy != nil { questions.append(tables.question("dynamodb:PutResourcePolicy", on: input.table, in: context)) }
        return questions
    }

    func execute(_ input: Input, in context: OperationContext) throws -> TableDescription {
        try tables.requireOwn(input.table, in: context)
        try tables.requireHere(input.table, in: context)
        var table = try definition(input, account: context.account, region: context.region, now: context.now)
        if let policy = input.policy { table.policy?.text = try ResourcePolicyCheck.read(policy, in: context) }
        try tables.refuseTaken(input.table, in: context)
        let encrypted = EncryptedTable(name: table.name, account: table.account, region: table.region)
        if try input.encryption?.asksForKey() == true {
            table.encryptionKey = try tables.keys.take(input.encryption?.key, for: encrypted, replacing: nil, in: context)
        }
        do {
            let open = try tables.store.create(table)
            return TableDescription(table: open.table, status: "CREATING", extent: .created)
        } catch {
            tables.giveBackKey(of: table, in: context)
            throw error
        }
    }

    /// The table that a request describes; its encryption is left to be arranged.
    func definition(_ input: Input, account: String, region: String, now: Timestamp) throws -> Table {
        let billing = input.billing ?? .provisioned
        try TableRules.checkBilling(billing, input.throughput)
        try TableRules.checkBounds(input.throughput)
        guard let attributes = input.attributes else { throw AWSError.missingAttributeDefinitions }
        guard input.tags.count <= TagRules.limit else { throw AWSError.tooManyTags }
        let key = try TableRules.key(input.key ?? [], defined: attributes)
        var local = try TableRules.localIndexes(input.localIndexes, of: key, defined: attributes)
        var global = try TableRules.globalIndexes(input.globalIndexes, besides: local, defined: attributes, billing: billing)
        try TableRules.checkDefinitions(attributes, usedBy: [key] + (local + global).map(\.key))
        try TableRules.checkStream(input.stream, isNew: true)
        _ = try input.encryption?.asksForKey()
        for place in local.indices { local[place].number = place + 1 }
        for place in global.indices { global[place].number = local.count + place + 1 }

        var table = Table(
            name: input.table.name, account: account, region: region, id: random.uuid(), number: 0, created: now, attributes: attributes,
            key: key)
        table.localIndexes = local
        table.globalIndexes = global
        table.nextIndex = local.count + global.count + 1
        table.billing = billing
        table.billingChanged = billing == .payPerRequest ? now : nil
        table.throughput = input.throughput ?? Throughput()
        table.onDemand = input.onDemand
        table.warm = input.warm
        table.tableClass = input.tableClass
        table.isProtected = input.isProtected
        table.stream = input.stream?.isEnabled == true ? input.stream : nil
        table.settingsReplication = input.settingsReplication
        table.tags = input.tags
        table.policy = input.policy.map { ResourcePolicy(text: $0, revision: String(now.milliseconds)) }
        return table
    }

    func encode(_ output: TableDescription, into response: inout StructureWriter) {
        response.tableDescription("TableDescription", output)
    }
}
