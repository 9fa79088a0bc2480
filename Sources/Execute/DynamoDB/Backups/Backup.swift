import AWSTypes
import AWSWire
import OpenSSL

/// A backup: what its table was like, and where its items lie.
///
/// It is what the catalogue of backups keeps, as JSON. It holds the table's definition as it was, so that it outlives the table.
struct Backup: Sendable, Codable {
    enum Kind: String, Sendable, Codable {
        case user = "USER"
        /// Made when a table with point-in-time recovery is deleted.
        case system = "SYSTEM"
    }

    var name: String
    /// `01489602797149-73d8d5bc`: the time in milliseconds, and a random tail.
    var id: String
    var kind: Kind
    var created: Timestamp
    var expires: Timestamp?
    var table: Table
    var items: Int
    var bytes: Int
    /// Whether its items are still being copied; nil and false are the same.
    var isBeingMade: Bool?

    var status: String { isBeingMade == true ? "CREATING" : "AVAILABLE" }

    var arn: String { "\(table.arn)/backup/\(id)" }

    /// Developer Guide, "Deleting a table with point-in-time recovery enabled".
    static let systemDays: Int64 = 35

    /// The name of what a moment's job or backup is known by.
    static func id(at moment: Timestamp, tail: String) -> String {
        let milliseconds = String(moment.milliseconds)
        return String(repeating: "0", count: max(0, 14 - milliseconds.count)) + milliseconds + "-" + tail
    }

    static func id(at moment: Timestamp, random: any RandomSource) -> String { id(at: moment, tail: Hex.encode(random.bytes(4))) }
}

/// How a request names a backup, an export or an import: `arn:aws:dynamodb:us-east-1:111122223333:table/Music/backup/0148…-73d8d5bc`.
struct TablePartReference: Sendable {
    enum Part: String, Sendable, CaseIterable {
        case backup, export
        case tableImport = "import"
    }

    var table: String
    var account: String
    var region: String
    var id: String
    var part: Part

    /// Nil for a text of another form.
    init?(_ text: String, as part: Part) {
        guard let arn = ARN(text) else { return nil }
        let words = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 4, words[0] == "table", words[2] == part.rawValue, TableReference.isName(String(words[1])), !words[3].isEmpty,
            arn.partition == "aws", arn.service == "dynamodb", !arn.account.isEmpty, !arn.region.isEmpty
        else { return nil }
        table = String(words[1])
        account = arn.account
        region = arn.region
        id = String(words[3])
        self.part = part
    }

    func arn(region: String) -> String { "arn:aws:dynamodb:\(region):\(account):table/\(table)/\(part.rawValue)/\(id)" }
}
