import IAMPolicy

/// The organization that a case says its accounts are in: whom its SCPs and RCPs bind, and whom they spare.
///
/// Without one, the SCPs and RCPs of a case are in play whoever asks. With one they bind the accounts in it, but not its
/// management account (Organizations User Guide, "SCP evaluation" and "Resource control policies"), and the keys that name
/// the organization follow.
struct CaseOrganization {
    let id: String
    let management: String
    let accounts: Set<String>

    init(_ value: CaseValue) throws(ScenarioError) {
        let fields = try value.fields(["id", "management", "accounts"])
        guard let id = fields["id"] else { throw value.fault("'id' is missing") }
        guard let management = fields["management"] else {
            throw value.fault("'management' is missing: the account that has the organization")
        }
        self.id = try id.string()
        self.management = try Self.account(management)
        var accounts: Set<String> = []
        for account in try fields["accounts"]?.elements() ?? [] { accounts.insert(try Self.account(account)) }
        self.accounts = accounts
    }

    private static func account(_ value: CaseValue) throws(ScenarioError) -> String {
        let text = try value.string()
        guard isAccount(text) else { throw value.fault("'\(text)' is no account: expected 12 digits") }
        return text
    }

    static func isAccount(_ text: String) -> Bool { text.utf8.count == 12 && text.utf8.allSatisfy { $0 &- 0x30 < 10 } }

    /// Whether an account's principals are bound by SCPs, and its resources by RCPs.
    func binds(_ account: String) -> Bool { account != management && accounts.contains(account) }

    /// The organization's identifier, where an account is in it: what aws:PrincipalOrgID and aws:ResourceOrgID hold.
    func identifier(of account: String) -> ConditionValue? { account == management || accounts.contains(account) ? .single(id) : nil }
}
