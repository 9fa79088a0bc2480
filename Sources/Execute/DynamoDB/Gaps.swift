package import AWSTypes
import AWSWire

/// Something that DynamoDB has and this does not yet.
///
/// A request that uses it is refused with a ValidationException that says so, so that nobody takes an answer for AWS's.
package struct Gap: Sendable, Hashable {
    /// The member of a request that asks for it; nil for a difference in behaviour.
    package let member: String?
    package let name: String
    package let reason: String

    private init(_ name: String, member: String? = nil, reason: String) {
        self.name = name
        self.member = member
        self.reason = reason
    }

    package var refusal: AWSError {
        .validation("\(name) is not supported by this emulator yet: \(reason)")
    }

    /// The refusal of the first gap that a request would fall into.
    static func first(of gaps: [Gap], in request: StructureReader) -> AWSError? {
        gaps.first { gap in gap.member.map(request.has) ?? false }?.refusal
    }

    package static let all = [
        globalTableSource, replicaUpdates, witnessUpdates, multiRegionConsistency, legacyAdd, multiAttributeKeys, states, counts, expiry,
        streams, streamTags, kinesis, repeatedTokens, policyCooldown,
    ]

    static let globalTableSource = Gap("GlobalTableSourceArn", member: "GlobalTableSourceArn", reason: "there are no global tables")
    static let replicaUpdates = Gap("ReplicaUpdates", member: "ReplicaUpdates", reason: "there are no global tables")
    static let witnessUpdates = Gap("GlobalTableWitnessUpdates", member: "GlobalTableWitnessUpdates", reason: "there are no global tables")
    static let multiRegionConsistency = Gap(
        "MultiRegionConsistency", member: "MultiRegionConsistency", reason: "there are no global tables")
    static let legacyAdd = Gap("AttributeUpdates", reason: "ADD does not append to a list")
    static let multiAttributeKeys = Gap(
        "multi-attribute keys of global secondary indexes", reason: "an index has one partition key and at most one sort key")
    static let states = Gap(
        "table and index states",
        reason: "tables, indexes and encryption are ready at once; CREATING, DELETING and UPDATING stand in the answers only")
    static let counts = Gap(
        "ItemCount and TableSizeBytes", reason: "they are exact, where AWS brings them up to date about every six hours")

    static let expiry = Gap("TimeToLive", reason: "what has expired goes when the server looks for it, every ten seconds")

    static let streams = Gap(
        "streams",
        reason: "a stream has one open shard, where AWS has one for each partition of the table; it is enabled and disabled at once")
    static let streamTags = Gap("tags of streams", reason: "a stream's ARN is refused where a table's is taken")
    static let kinesis = Gap(
        "Kinesis streaming destinations",
        reason: "they keep their state and nothing is delivered; whether the Kinesis stream is there is not looked at")
    static let repeatedTokens = Gap(
        "ClientRequestToken",
        reason: "a repeated transaction answers without ConsumedCapacity, where AWS tells what reading its result cost")
    static let policyCooldown = Gap(
        "resource policies", reason: "a policy can be changed again at once, where AWS waits fifteen seconds")
}
