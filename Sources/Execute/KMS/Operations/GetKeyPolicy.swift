import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// Returns a key's policy as it was written.
struct GetKeyPolicy: KeyOperation {
    struct Input: KeyInput {
        var keyID: String
        var policyName: String
    }

    static let name = "GetKeyPolicy"
    static let traits = OperationTraits.readOnly
    static let states = KeyStates.any
    static let example = Example.key()

    func decode(_ request: StructureReader) throws -> Input {
        Input(keyID: try request.keyID(), policyName: try request.policyName() ?? KeyPolicyName.only)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> String {
        let key = try key(input, in: context)
        try KeyPolicyName.check(input.policyName)
        return key.policy.text
    }

    func encode(_ policy: String, into response: inout StructureWriter) {
        response.string("Policy", policy)
        response.string("PolicyName", KeyPolicyName.only)
    }
}

/// The name of a key's policy: there is but one (KMS API Reference, GetKeyPolicy).
enum KeyPolicyName {
    static let only = "default"

    static func check(_ name: String) throws(AWSError) {
        if name != only { throw .policyNotFound }
    }
}
