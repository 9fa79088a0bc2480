extension Decision {
    /// Where decisions or their words may differ from AWS's, because no guide tells and nothing was recorded; each with what
    /// was chosen and why.
    package static let knownGaps: [String] = [
        "Which of several denying layers AWS names is not documented; here the first in the order of GetRequestAuthorizationDetails, "
            + "explicit denials before implicit ones.",
        "What DynamoDB tells callers from outside the owner's account and organization was not recorded; here the kind of policy, as ECR "
            + "tells them, and no policy's ARN. S3 alone documents that it tells them nothing.",
        "No DynamoDB message with a policy's ARN was recorded; AWS brings the ARN to its services one by one since January 2026.",
        "Whether \"Principal\": \"*\" allows a service principal is told differently by practice and by guides; here a service must be "
            + "named, and a deny of everyone hits it.",
        "A session policy and a grant to that very session: the Principal page lets the grant win, a careful simulator does not; here it "
            + "wins.",
        "A grant of a key counts as a key policy that names the same principal; the guide does not tell how boundaries and session "
            + "policies meet grants.",
        "A policy that names one session of a role, arn:aws:sts::…:assumed-role/Role/Session, means it by its name also after the role "
            + "was deleted and made again; of users and roles the unique id is kept, as on AWS.",
        "RCPs bind service principals too: the guide's examples against confused deputies deny by aws:PrincipalIsAWSService, and only "
            + "service-linked roles are told to be spared.",
        "Of two tags of a resource or a request whose keys differ in case only one counts, and the guide does not tell which; here a request "
            + "is allowed only if it is whichever counts, and never if that leaves more than 256 ways. The same holds for two pairs of an "
            + "encryption context.",
        "In the policy of a gateway endpoint an account means its root user only; here it means all of the account's principals.",
        "Which names NotPrincipal with Deny must list to spare a federated user is told for role sessions alone; here the account, the "
            + "user and the federated user.",
        "Whether SCPs bind calls that a service makes with the caller's credentials in other accounts is not told apart from the "
            + "caller's own calls.",
    ]
}
