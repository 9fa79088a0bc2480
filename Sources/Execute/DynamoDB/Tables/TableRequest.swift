import AWSTypes
import AWSWire

/// The parts of a table's definition as CreateTable and UpdateTable send them: read and of the right shape, not yet judged.
struct KeyElement: Sendable {
    var name: String
    /// `HASH` or `RANGE`.
    var role: String
}

struct IndexRequest: Sendable {
    var name: String
    var key: [KeyElement]
    var projection: ProjectionRequest?
    var throughput: Throughput?
    var onDemand: OnDemandThroughput?
    var warm: WarmThroughput?
}

struct ProjectionRequest: Sendable {
    var type: String?
    var attributes: [String]?
}

/// How a table is to be encrypted (aws-side services: SSESpecification, all three members optional).
struct EncryptionRequest: Sendable {
    var isEnabled: Bool?
    var type: String?
    var key: String?

    /// Whether a KMS key is asked for; refuses the combinations that AWS refuses (recorded).
    func asksForKey() throws(AWSError) -> Bool {
        if isEnabled == false {
            if type != nil { throw .encryptionTypeOfDisabled }
            if key != nil { throw .encryptionKeyOfDisabled }
            return false
        }
        if type == "AES256" { throw .encryptionAES }
        if key != nil, type != "KMS" { throw .encryptionNeedsType }
        return isEnabled == true || type == "KMS"
    }
}

extension StructureReader {
    func attributeDefinitions() throws -> [AttributeDefinition]? {
        try structures("AttributeDefinitions")?.map { definition in
            let name = try definition.required("AttributeName", .minimumLength(1), .maximumLength(255))
            let type = try definition.required("AttributeType", .oneOf(["B", "N", "S"]))
            return AttributeDefinition(name: name, type: KeyType(rawValue: type) ?? .string)
        }
    }

    func keySchema() throws -> [KeyElement]? {
        let elements = try structures("KeySchema")?.map { element in
            let name = try element.required("AttributeName", .minimumLength(1), .maximumLength(255))
            return KeyElement(name: name, role: try element.required("KeyType", .oneOf(["HASH", "RANGE"])))
        }
        if let elements { check(count: elements.count, shown: "[]", of: "KeySchema", in: 1...Int.max) }
        return elements
    }

    func indexRequests(_ member: String) throws -> [IndexRequest]? {
        try structures(member)?.map { try $0.indexRequest() }
    }

    func indexRequest() throws -> IndexRequest {
        let name = try index() ?? ""
        if !has("IndexName") { requireMember("IndexName") }
        if !has("KeySchema") { requireMember("KeySchema") }
        if !has("Projection") { requireMember("Projection") }
        let projection = try structure("Projection").map {
            try ProjectionRequest(
                type: $0.string("ProjectionType", .oneOf(["ALL", "INCLUDE", "KEYS_ONLY"])),
                attributes: $0.strings("NonKeyAttributes", count: 1...20, each: [.maximumLength(255), .minimumLength(1)]))
        }
        return try IndexRequest(
            name: name, key: keySchema() ?? [], projection: projection, throughput: throughput(), onDemand: onDemandThroughput(),
            warm: warmThroughput())
    }

    func throughput(_ member: String = "ProvisionedThroughput") throws -> Throughput? {
        try structure(member).map { units in
            let read = try units.long("ReadCapacityUnits", .atLeast(1))
            let write = try units.long("WriteCapacityUnits", .atLeast(1))
            if read == nil { units.requireMember("ReadCapacityUnits") }
            if write == nil { units.requireMember("WriteCapacityUnits") }
            return Throughput(read: read ?? 0, write: write ?? 0)
        }
    }

    func onDemandThroughput(_ member: String = "OnDemandThroughput") throws -> OnDemandThroughput? {
        try structure(member).map {
            try OnDemandThroughput(read: $0.long("MaxReadRequestUnits"), write: $0.long("MaxWriteRequestUnits"))
        }
    }

    func warmThroughput() throws -> WarmThroughput? {
        try structure("WarmThroughput").map {
            try WarmThroughput(read: $0.long("ReadUnitsPerSecond"), write: $0.long("WriteUnitsPerSecond"))
        }
    }

    func billingMode() throws -> BillingMode? {
        try string("BillingMode", .oneOf(["PROVISIONED", "PAY_PER_REQUEST"])).flatMap(BillingMode.init)
    }

    func tableClass() throws -> TableClass? {
        try string("TableClass", .oneOf(["STANDARD", "STANDARD_INFREQUENT_ACCESS"])).flatMap(TableClass.init)
    }

    func streamSpecification() throws -> StreamSpecification? {
        try structure("StreamSpecification").map { stream in
            let isEnabled = try stream.boolean("StreamEnabled")
            if isEnabled == nil { stream.requireMember("StreamEnabled") }
            let view = try stream.string("StreamViewType", .oneOf(["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]))
            return StreamSpecification(isEnabled: isEnabled ?? false, viewType: view)
        }
    }

    func encryption(_ member: String = "SSESpecification") throws -> EncryptionRequest? {
        try structure(member).map {
            try EncryptionRequest(
                isEnabled: $0.boolean("Enabled"), type: $0.string("SSEType", .oneOf(["AES256", "KMS"])),
                key: $0.string("KMSMasterKeyId", .minimumLength(1)))
        }
    }

    /// The tags of a request; what is wrong with one is no constraint of the model's but told by itself (recorded, AWS Controllers' tests, October 2026).
    func tags() throws -> [Tag]? {
        guard let tags = try structures("Tags")?.map({ (key: try $0.string("Key"), value: try $0.string("Value")) }) else { return nil }
        do throws(AWSError) {
            return try TagRules.check(tags)
        } catch {
            postpone(error)
            return []
        }
    }
}
