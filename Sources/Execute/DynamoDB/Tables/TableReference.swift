import AWSTypes
import AWSWire

/// How a request names a table: by its name alone, or by its ARN (Developer Guide, "Cross-account access with resource-based policies").
struct TableReference: Sendable {
    /// As it was sent, for answers that repeat it.
    var text: String
    var name: String
    /// The owner; nil for the caller's own account.
    var account: String?
    var region: String?

    /// The ARN of the table, whether or not it is there.
    func arn(account: String, region: String) -> String {
        self.account == nil ? "arn:aws:dynamodb:\(region):\(account):table/\(name)" : text
    }

    /// A table that is named by its name alone.
    init(named name: String) {
        text = name
        self.name = name
    }

    /// Reads the name or the ARN.
    init(_ text: String) throws(AWSError) {
        self.text = text
        guard text.utf8.starts(with: "arn:".utf8) else {
            name = text
            return
        }
        // Another partition would be another text for policies to match, and the same table behind it.
        guard let arn = ARN(text), arn.partition == "aws", arn.service == "dynamodb", arn.resource.hasPrefix("table/"), !arn.account.isEmpty
        else { throw .invalidResourceARN(text) }
        name = String(arn.resource.dropFirst("table/".count))
        account = arn.account
        region = arn.region
        guard Self.isName(name) else { throw .invalidResourceARN(text) }
    }

    static func isName(_ text: String) -> Bool {
        (3...255).contains(text.utf8.count) && text.utf8.allSatisfy(isAllowed)
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension StructureReader {
    /// The table that an operation on tables is about.
    ///
    /// A name that is missing, too short or too long has a sentence of its own, which comes before all other constraints (recorded by
    /// dynalite's authors); a strange letter is reported with the rest.
    func table(_ member: String = "TableName") throws -> TableReference {
        guard let text = try string(member) else { throw AWSError.missingParameter(member) }
        if let arn = try reference(arn: text, member) { return arn }
        guard (3...255).contains(text.utf8.count) else { throw AWSError.tableNameLength(member) }
        if !TableReference.isName(text) { _ = try string(member, .tableNamePattern) }
        return TableReference(named: text)
    }

    /// The table that an operation on items is about, where every fault of a name is a constraint among the others (recorded by
    /// dynalite's authors).
    func itemTable(_ member: String = "TableName") throws -> TableReference {
        let text = try required(member)
        guard json(member) != nil else { return TableReference(named: text) }
        if let arn = try reference(arn: text, member) { return arn }
        if !TableReference.isName(text) { _ = try string(member, .tableNamePattern, .indexNameMinimum, .indexNameMaximum) }
        return TableReference(named: text)
    }

    private func reference(arn text: String, _ member: String) throws -> TableReference? {
        guard text.utf8.starts(with: "arn:".utf8) else { return nil }
        if text.utf8.count > 1024 { _ = try string(member, .tableNameMaximum) }
        return try TableReference(text)
    }

    /// The name of an index.
    func index(_ member: String = "IndexName") throws -> String? {
        guard has(member) else { return nil }
        return try string(member, .indexNameMinimum, .indexNameMaximum, .tableNamePattern)
    }
}
