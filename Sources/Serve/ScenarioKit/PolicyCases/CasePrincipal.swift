import AWSTypes
import IAMPolicy

extension Principal {
    /// Reads a principal as a case writes it: an ARN, a service's name, or its members one by one.
    init(_ value: CaseValue) throws(ScenarioError) {
        guard case .mapping = value.content else {
            guard let principal = Principal(text: try value.string()) else {
                throw value.fault(
                    "'\(try value.string())' is no principal: expected the ARN of a root user, user, role, role session or federated user, "
                        + "or a service's name such as dynamodb.amazonaws.com")
            }
            self = principal
            return
        }
        let fields = try value.fields(["kind", "arn", "account", "issuer", "serviceLinked"])
        guard let field = fields["arn"] else { throw value.fault("'arn' is missing") }
        let arn = try field.string()
        let inferred = Principal(text: arn)
        var kind = inferred?.kind
        if let field = fields["kind"] {
            kind = Kind(rawValue: try field.string())
            if kind == nil { throw field.fault("expected one of root, user, assumedRole, federatedUser, service, federated") }
        }
        guard let kind else { throw value.fault("'kind' is missing, and '\(arn)' does not tell it") }
        self.init(
            kind: kind, account: try fields["account"]?.string() ?? inferred?.account ?? "",
            arn: inferred?.kind == kind ? inferred?.arn ?? arn : arn, issuerARN: try fields["issuer"]?.string() ?? inferred?.issuerARN,
            isServiceLinked: try fields["serviceLinked"]?.boolean() ?? inferred?.isServiceLinked ?? false)
    }

    /// A role's ARN means a session of it that is called `session`.
    init?(text: String) {
        guard let arn = ARN(text) else {
            guard text.hasSuffix(".amazonaws.com"), !text.contains(":") else { return nil }
            self.init(kind: .service, account: "", arn: text)
            return
        }
        let words = arn.resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard !words.contains(""), arn.account.utf8.count == 12 else { return nil }
        let account = arn.account
        switch (arn.service, words[0], words.count) {
        case ("iam", "root", 1): self.init(kind: .root, account: account, arn: text)
        case ("iam", "user", 2...): self.init(kind: .user, account: account, arn: text)
        case ("iam", "role", 2...):
            let session = "arn:\(arn.partition):sts::\(account):assumed-role/\(words[words.count - 1])/session"
            self.init(
                kind: .assumedRole, account: account, arn: session, issuerARN: text, isServiceLinked: words[1] == "aws-service-role")
        case ("sts", "assumed-role", 3):
            let role = "arn:\(arn.partition):iam::\(account):role/\(words[1])"
            self.init(kind: .assumedRole, account: account, arn: text, issuerARN: role)
        case ("sts", "federated-user", 2): self.init(kind: .federatedUser, account: account, arn: text)
        case ("iam", "saml-provider", 2), ("iam", "oidc-provider", 2...): self.init(kind: .federated, account: "", arn: text)
        default: return nil
        }
    }
}
