import AWSTypes
import AWSWire

/// A root and the policy type to enable or disable there.
struct PolicyTypeSwitch {
    var root: String
    var type: NamedPolicyType

    init(_ request: StructureReader) throws(AWSError) {
        root = try request.identifier("RootId", .root)
        type = try request.policyType("PolicyType")
    }
}
