extension STSService {
    /// Where this STS differs from AWS's, or may: each with its reason.
    package static let knownGaps: [String] = [
        "Not offered: AssumeRoleWithWebIdentity, AssumeRoleWithSAML and AssumeRoot.",
        "PackedPolicySize counts characters; AWS packs policies and tags in a form that it does not publish, so that it refuses some that fit here "
            + "and takes some that do not.",
        "A role session carries no mark of the MFA code that it was made with (IAM User Guide); reports from practice differ.",
        "Tags that a session passes on need sts:TagSession; whether they are also aws:RequestTag of that question is not known, here they are not.",
        "GetAccessKeyInfo knows long-term keys and the caller's own, not the keys of other sessions.",
        "A code that comes with a refused AssumeRole stays good.",
        "Texts not recorded: a serial number without a code or the reverse, an unknown session policy, an unknown access key, and "
            + "operations other than GetSessionToken that a session may not call, a message that cannot be decoded.",
    ]
}
