/// A policy where it is attached: its document, and what to call it.
package final class AttachedPolicy: Sendable {
    package let name: String
    /// The ARN of a managed policy, SCP or RCP; nil for an inline policy and for those that a resource carries.
    package let arn: String?
    package let document: PolicyDocument
    /// The user, group or role that has an identity-based policy: `group/Readers`; nil in other layers.
    package let holder: String?

    package init(name: String, arn: String? = nil, document: PolicyDocument, holder: String? = nil) {
        self.name = name
        self.arn = arn
        self.document = document
        self.holder = holder
    }

    /// The same under another name.
    package func called(_ name: String, arn: String?) -> AttachedPolicy {
        AttachedPolicy(name: name, arn: arn, document: document, holder: holder)
    }

    /// Another document under the same name.
    package func having(_ document: PolicyDocument) -> AttachedPolicy {
        AttachedPolicy(name: name, arn: arn, document: document, holder: holder)
    }

    /// The same where a user, group or role has it.
    package func held(by holder: String) -> AttachedPolicy {
        AttachedPolicy(name: name, arn: arn, document: document, holder: holder)
    }
}

extension AttachedPolicy {
    /// What stands in for a policy that is attached and cannot be found or read: it denies everything, since nobody knows what it
    /// would have denied.
    ///
    /// AWS deletes no policy that is attached and stores none that it cannot read, so this is a damaged file or a mistake of ours.
    package static func lost(_ name: String, arn: String? = nil, as kind: PolicyKind) -> AttachedPolicy {
        let grammar = PolicyGrammar(of: kind)
        let principal = grammar.principal == .required ? #""Principal":"*","# : ""
        // An RCP names its services.
        let actions = kind == .resourceControl ? #"["dynamodb:*","kms:*","sts:*"]"# : #""*""#
        let text =
            #"{"Version":"2012-10-17","Statement":[{"Sid":"PolicyNotFound","Effect":"Deny",\#(principal)"Action":\#(actions),"Resource":"*"}]}"#
        return AttachedPolicy(name: name, arn: arn, document: (try? PolicyDocument(parsing: text, as: kind)) ?? .empty(as: kind))
    }
}

/// One level of an organization on the way from the root to an account, with what is attached there.
package struct PolicyLevel: Sendable {
    /// `r-…`, `ou-…` or the account.
    package var target: String
    package var name: String
    package var policies: [AttachedPolicy]

    package init(target: String, name: String, policies: [AttachedPolicy]) {
        self.target = target
        self.name = name
        self.policies = policies
    }
}
