import AWSTypes

extension Table {
    /// Refuses a change of the policy that was made for another state of it.
    ///
    /// - Parameter expected: A revision, or `NO_POLICY` for none; nil where the caller does not care.
    func checkPolicyRevision(_ expected: String?) throws(AWSError) {
        guard let expected else { return }
        switch (expected, policy?.revision) {
        case ("NO_POLICY", nil): break
        case ("NO_POLICY", let current?): throw .policyExists(table: name, revision: current)
        case (let sent, nil): throw .noPolicyToRevise(table: name, sent: sent)
        case (let sent, let current?): if sent != current { throw .otherRevision(table: name, sent: sent, current: current) }
        }
    }
}
