extension IAMService {
    /// Where this IAM differs from AWS's, or may: each with its reason.
    package static let knownGaps: [String] = [
        "Not offered: instance profiles (so that no role is in any), login profiles, server and signing certificates, SSH keys, identity "
            + "providers, service-linked roles and reports.",
        "When an access key was used is kept in memory: a key is never used again after a restart or reset, until it is.",
        "Which of AWS's policies GetAccountAuthorizationDetails shows was not seen: here those that the account uses.",
        "RoleLastUsed is always empty, and nothing is delayed: a new principal can be named and a policy counts at once.",
        "The answers' attachment counts are those of the caller's account.",
        "A trust policy may name principals of accounts that are in this world only; others are refused as if they were not there.",
        "A deleted user or role is replaced by its id wherever policies and grants name it, a renamed user by its new ARN; AWS keeps ids from "
            + "the start. The ids of principals that are there are not understood in policies.",
        "The quotas on policies are AWS's defaults; AWS raises some of them on request.",
        "Tag keys that begin with `aws:` are accepted; the words of AWS's refusal were not seen.",
        "In which order DeleteUser looks for what is left was not seen.",
        "The steps either side in which an MFA code is good, and how far a resynchronisation searches, are choices.",
        "The policy simulators know the caller's name, account, id and tags without being told. Whether the statements that allow are listed "
            + "beside one that denies was recorded both ways: they are not. EvalResourceName is `*` for several resources, where AWS has the "
            + "form of the action's ARN, and the keys of EvalDecisionDetails were not seen. A resource is another account's only together "
            + "with a resource policy.",
        "Texts not recorded: a boundary that is not set, a marker that cannot be read, a device to be deactivated first.",
    ]
}
