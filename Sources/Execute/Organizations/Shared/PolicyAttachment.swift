import AWSTypes
import AWSWire

/// A policy and where it is or shall be attached.
struct PolicyAttachment {
    var policy: String
    var target: String

    init(_ request: StructureReader) throws(AWSError) {
        policy = try request.identifier("PolicyId", .policy)
        target = try request.identifier("TargetId", .target)
    }
}
