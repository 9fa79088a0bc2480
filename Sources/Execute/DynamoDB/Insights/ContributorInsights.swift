package import AWSTypes
import AWSWire

/// What contributor insights were told of a table, or of one of its global indexes.
///
/// Only the state is kept: there is no CloudWatch to count who reads and writes most.
package struct ContributorInsights: Sendable, Codable {
    package enum Mode: String, Sendable, Codable, CaseIterable {
        case all = "ACCESSED_AND_THROTTLED_KEYS"
        case throttled = "THROTTLED_KEYS"
    }

    /// Nil for the table itself.
    package var index: String?
    package var isEnabled: Bool
    package var mode: Mode
    package var changed: Timestamp

    var status: String { isEnabled ? "ENABLED" : "DISABLED" }

    /// The names of CloudWatch's rules: for the partition key, and for both keys where there is a sort key, each for what is accessed
    /// and for what is throttled (Developer Guide, "CloudWatch Contributor Insights for DynamoDB").
    func rules(of table: Table) -> [String] {
        guard isEnabled else { return [] }
        let key = index.flatMap { name in table.globalIndexes.first { $0.name == name }?.key } ?? table.key
        let letters = (mode == .all ? ["C"] : []) + ["T"]
        let kinds = letters.flatMap { letter in (key.sort == nil ? ["PK"] : ["PK", "SK"]).map { $0 + letter } }
        let resource = table.name + (index.map { "-" + $0 } ?? "")
        return kinds.map { "DynamoDBContributorInsights-\($0)-\(resource)-\(changed.milliseconds)" }
    }
}

extension Table {
    func insights(of index: String?) -> ContributorInsights? { insights?.first { $0.index == index } }

    /// Refuses an index that there is none of, and a local one, which has no insights (recorded).
    func requireInsights(of index: String?) throws(AWSError) {
        guard let index, !globalIndexes.contains(where: { $0.name == index }) else { return }
        throw .indexOfInsightsNotFound(index, of: name)
    }
}
