extension OrganizationsService {
    /// Where this service differs from AWS's, or may: each with its reason.
    package static let knownGaps: [String] = [
        "Policies of other types than SCP and RCP are not kept; their lists are empty, and making one answers "
            + "PolicyTypeNotAvailableForOrganizationException.",
        "Organizations and accounts are made in scenarios only; invitations and delegated administrators are not offered, so that there is never "
            + "a resource policy to describe.",
        "Every denial has the short text `You don't have permissions to access this resource.`; when AWS prints the whole sentence is not known.",
        "Changes hold at once; a policy type is never pending.",
        "A token of a list is the id after which the next page begins; AWS's are opaque.",
        "The resources that are asked about when a policy or unit is made with tags, `policy/o-…/service_control_policy/p-*` and "
            + "`ou/o-…/ou-*`, are choices.",
        "Texts not recorded: all but those of refused access, an account outside, full targets, policy size, duplicate names and malformed policies.",
    ]
}
