/// Parts of an opinion, for rows that are about one element only.
extension SecondOpinion {
    /// Whether the first statement of a policy fits, whoever asks.
    package func fits(_ policy: WrittenPolicy, as kind: String, _ request: SecondRequest) -> Bool {
        guard let statement = policy.statements.first else { return false }
        return fits(statement, of: policy, at: PolicyPlace(rawValue: kind) ?? .identity, request)
    }

    /// How closely the first statement of a policy names a caller; nil where it means others.
    package func closestNaming(_ policy: WrittenPolicy, _ caller: SecondCaller) -> Naming? {
        guard let statement = policy.statements.first else { return nil }
        let found = namings(of: caller, in: statement)
        return [.itself, .everyone, .issuer, .account].first { found.contains($0) }
    }

    /// Whether a text fits a pattern.
    package func fits(pattern: String, _ text: String) -> Bool { Pattern(pattern).fits(text) }
}
