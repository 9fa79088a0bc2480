import AWSTypes

/// What carries a policy of its own: a table, or a stream.
protocol PolicyHolder {
    var policy: ResourcePolicy? { get set }
    /// The revision of the deletion, where a policy was deleted.
    var policyDeletion: String? { get set }
    /// The table that an error about the policy names.
    var policyTable: String { get }
}

extension Table: PolicyHolder {
    var policyTable: String { name }
}

extension TableStream: PolicyHolder {
    var policyTable: String { tableName }
}

extension PolicyHolder {
    /// Refuses a change of the policy that was made for another state of it.
    ///
    /// - Parameter expected: A revision, or `NO_POLICY` for none; nil where the caller does not care.
    func checkPolicyRevision(_ expected: String?) throws(AWSError) {
        guard let expected else { return }
        switch (expected, policy?.revision) {
        case ("NO_POLICY", nil): break
        case ("NO_POLICY", let current?): throw .policyExists(table: policyTable, revision: current)
        case (let sent, nil): throw .noPolicyToRevise(table: policyTable, sent: sent)
        case (let sent, let current?): if sent != current { throw .otherRevision(table: policyTable, sent: sent, current: current) }
        }
    }

    /// Puts a policy in the place of the one there may be, and returns its revision; the same policy again changes nothing (recorded).
    mutating func put(_ text: String, expecting revision: String?, now: Timestamp) throws(AWSError) -> String {
        try checkPolicyRevision(revision)
        if let policy, policy.text == text { return policy.revision }
        let revision = String(now.milliseconds)
        policy = ResourcePolicy(text: text, revision: revision)
        return revision
    }

    /// Takes the policy away, and returns its revision; where there is none, that of its deletion.
    mutating func deletePolicy(expecting revision: String?, now: Timestamp) throws(AWSError) -> String? {
        try checkPolicyRevision(revision)
        guard let removed = policy else { return policyDeletion }
        policy = nil
        policyDeletion = String(now.milliseconds)
        return removed.revision
    }
}
