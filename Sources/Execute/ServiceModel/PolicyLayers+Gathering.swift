package import Directory
package import IAMPolicy

extension PolicyLayers {
    /// Gathers every policy that has a say in one question: the caller's own, the resource's, and those of the way between.
    ///
    /// RCPs are looked up only where they are in play.
    ///
    /// - Parameter endpoint: The policy of the VPC endpoint that the question comes through; nil for the internet, and for what a
    ///   service asks on the caller's behalf.
    /// - Parameter resourceControl: The RCPs above an account's resources.
    package init(
        of caller: Caller, for question: AuthorizationRequest, to facts: ResourceFacts, through endpoint: AttachedPolicy?,
        resourceControl: (_ account: String) -> [PolicyLevel]?
    ) {
        let policies = caller.policies
        self.init(
            identity: policies.identity, boundary: policies.boundary, session: policies.session, serviceControl: policies.serviceControl,
            resourceControl: question.isUnderResourceControl(of: caller.principal) ? resourceControl(question.resourceAccount) : nil,
            endpoint: endpoint, resource: facts.policy, grants: facts.grants)
    }
}
