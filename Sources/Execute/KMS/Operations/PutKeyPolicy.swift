import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Replaces a key's policy.
struct PutKeyPolicy: KeyChange {
    struct Input: KeyInput {
        var keyID: String
        var policyName: String
        var policy: String
        var bypassesLockoutCheck: Bool
    }

    static let name = "PutKeyPolicy"
    static let states = KeyStates.any
    static let example = Example.key(
        #","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}""#
    )

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let keyID = try request.keyID()
        let policyName = try request.policyName() ?? KeyPolicyName.only
        let policy = try request.policyText()
        if policy == nil { request.requireMember("Policy") }
        return Input(
            keyID: keyID, policyName: policyName, policy: policy ?? "",
            bypassesLockoutCheck: try request.boolean("BypassPolicyLockoutSafetyCheck") ?? false)
    }

    func conditions(of input: Input) -> CallConditions {
        CallConditions(["kms:BypassPolicyLockoutSafetyCheck": .single(String(input.bypassesLockoutCheck))])
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try change(input, in: context) { key, _ in
            try KeyPolicyName.check(input.policyName)
            key.policy = try KeyPolicyCheck.read(input.policy, mayLockOut: input.bypassesLockoutCheck, in: context)
        }
    }
}
