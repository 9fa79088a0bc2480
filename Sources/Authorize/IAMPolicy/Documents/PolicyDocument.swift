/// A policy, read and compiled.
package struct PolicyDocument: Sendable {
    /// As it was stored, byte for byte.
    package let text: String
    package let kind: PolicyKind
    package let version: PolicyVersion
    /// The policy's `Id`; nil where it has none.
    package let id: String?
    /// In the order of the text.
    package let statements: [PolicyStatement]
    /// Which of them are about an action.
    let actions: ActionTable

    /// Reads a policy of a kind and checks it against that kind's grammar.
    ///
    /// Every pattern and every condition value is read here, once. A policy that contains anything unknown is refused: it
    /// can then neither allow nor, worse, fail to deny.
    package init(parsing text: String, as kind: PolicyKind) throws(PolicySyntaxError) {
        try self.init(parsing: text, grammar: PolicyGrammar(of: kind))
    }

    init(parsing text: String, grammar: PolicyGrammar) throws(PolicySyntaxError) {
        let parsed = try PolicyParser(grammar).parse(text)
        self.text = text
        kind = grammar.kind
        version = parsed.version
        id = parsed.id
        statements = parsed.statements
        actions = ActionTable(parsed.statements)
    }
}

extension PolicyDocument {
    /// `RCPFullAWSAccess`, which AWS attaches to every root, unit and account and nobody can detach (Organizations User
    /// Guide, "Resource control policies").
    ///
    /// It alone of all RCPs allows, so the grammar of RCPs would refuse it.
    package static func resourceControlFullAccess() throws(PolicySyntaxError) -> PolicyDocument {
        var grammar = PolicyGrammar(of: .resourceControl)
        grammar.isManagedByAWS = true
        return try PolicyDocument(
            parsing:
                #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#,
            grammar: grammar)
    }
}

extension PolicyDocument {
    /// A policy without a statement: it allows and denies nothing.
    package static func empty(as kind: PolicyKind) -> PolicyDocument { PolicyDocument(emptyAs: kind) }

    private init(emptyAs kind: PolicyKind) {
        text = "{}"
        self.kind = kind
        version = .y2012
        id = nil
        statements = []
        actions = ActionTable([])
    }
}

/// The version of the policy language; only the later one has variables (IAM User Guide, "Version").
package enum PolicyVersion: String, Sendable {
    case y2008 = "2008-10-17"
    case y2012 = "2012-10-17"
}

/// What a statement does when it applies.
package enum PolicyEffect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
}
