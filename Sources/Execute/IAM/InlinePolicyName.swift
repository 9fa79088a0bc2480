import AWSWire
import Directory

/// A user, group or role and the name of an inline policy of it.
struct InlinePolicyName<Entity: IAMEntity> {
    var name: String
    var policy: String

    static var example: String { #"{"\#(Entity.nameMember)":"Example","PolicyName":"Example"}"# }

    init(_ request: StructureReader) throws {
        name = try request.requiredName(Entity.nameMember, longest: Entity.longestName)
        policy = try request.requiredName("PolicyName")
    }
}
