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
    /// A name that is missing has a sentence of its own, which comes before all other constraints; what else is wrong with one is reported with the
    /// rest (a public conformance suite, recorded in September 2026).
    func table(_ member: String = "TableName") throws -> TableReference {
        guard json(member) != nil else {
            refuse(.missingParameter(member))
            return TableReference(named: "")
        }
        return try itemTable(member)
    }

    /// The table that an operation on items is about, where every fault of a name is a constraint among the others (recorded by
    /// dynalite's authors); an empty one is told to be of at least one letter (a public conformance suite, May 2026), a short one of three.
    func itemTable(_ member: String = "TableName") throws -> TableReference {
        let text = try required(member)
        guard json(member) != nil else { return TableReference(named: text) }
        if let arn = try reference(arn: text, member) { return arn }
        if !TableReference.isName(text) {
            _ = try string(member, .tableNamePattern, text.isEmpty ? .tableNameMinimum : .indexNameMinimum, .indexNameMaximum)
        }
        return TableReference(named: text)
    }

    /// The same for PutItem, UpdateItem and DeleteItem, which tell an empty name before anything else, and in other words (recorded by the
    /// authors of a public test suite, October 2026).
    func writtenTable() throws -> TableReference {
        if try string("TableName") == "" {
            refuse(
                .validation(
                    "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1"
                ))
        }
        return try itemTable()
    }

    /// A table that a request names by its ARN alone.
    func table(byARN member: String) throws -> TableReference? {
        guard let text = try string(member, .minimumLength(1), .tableNameMaximum), (1...1024).contains(text.unicodeScalars.count) else {
            return nil
        }
        do throws(AWSError) {
            return try TableReference(text)
        } catch {
            postpone(error)
            return nil
        }
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
