import Directory
import IAMPolicy
import ServiceModel

extension OperationContext {
    /// Holds a caller who may create grants only by a grant to that grant: none of its grants may give more operations or
    /// looser constraints (KMS Developer Guide, "Grants in AWS KMS", granting CreateGrant permission).
    ///
    /// A caller whom policies allow CreateGrant is free. The refusal is the one that there would be without the grant; what
    /// AWS prints was not seen.
    func checkDelegation(of specification: GrantSpecification, on reference: KeyReference, _ conditions: CallConditions) throws {
        let key = directory.keys[reference.arn]
        guard key?.grants.contains(where: { $0.operations.contains("CreateGrant") }) == true else { return }
        let question = question("kms:CreateGrant", on: reference, conditions)
        let decision = authority.decide(question, for: caller, via: nil)
        func decide(with grants: [Grant]) -> Decision {
            var layers = decision.layers
            layers.grants = grants
            return IAMPolicy.decide(question, by: decision.principal, layers: layers, context: decision.context)
        }
        let withoutGrants = decide(with: [])
        if withoutGrants.isAllowed { return }
        let isWithin = decision.layers.grants.contains { specification.isWithin($0) && decide(with: [$0]).isAllowed }
        if !isWithin && authority.enforces(withoutGrants) { throw Refusal(decision: withoutGrants) }
    }
}

extension GrantSpecification {
    /// Whether this grant gives nothing that another does not: no further operation, and constraints at least as tight.
    ///
    ///     the other has        this must have
    ///     no constraint        anything
    ///     a subset             the same pairs at least, as subset or as equals
    ///     equals               equals, the same pairs
    fileprivate func isWithin(_ grant: Grant) -> Bool {
        guard operations.allSatisfy({ grant.actions.contains("kms:" + $0) }) else { return false }
        if let wanted = grant.encryptionContextEquals, encryptionContextEquals?.dictionary != wanted { return false }
        guard let wanted = grant.encryptionContextSubset else { return true }
        let given = encryptionContextEquals?.dictionary ?? encryptionContextSubset?.dictionary ?? [:]
        return wanted.allSatisfy { given[$0.key] == $0.value }
    }
}
