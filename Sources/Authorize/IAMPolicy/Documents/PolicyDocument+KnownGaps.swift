extension PolicyDocument {
    /// Where this reading of policies differs from AWS's, or may: each with its reason.
    package static let knownGaps: [String] = [
        "The order in which faults are told is recorded for IAM's policies only; policies of other kinds are checked in the same order.",
        "Texts of policies with principals that were not recorded are `Syntax error at position (line,column)`, as DynamoDB answers `{}`.",
        "Which ISO 8601 dates IAM takes follows Joda-Time, whose grammar all recorded ones fit; its week dates and days of the year are refused.",
        "A date of digits alone is a number of seconds, also `2026`; AWS takes it, and does not say whether as a year.",
        "An operator without ForAllValues or ForAnyValue never holds for a key with a list of values; AWS calls such a policy an error "
            + "and does not say what it does.",
        "A `*` that ends a part of a resource's ARN reaches over colons (IAM User Guide); in conditions on ARNs it does not.",
        "A short ARN without `*` is filled up in identity policies, boundaries and session policies, matches nothing in policies of "
            + "resources, and is refused in SCPs and RCPs; this is another evaluator's reading, not AWS's word.",
        "`NotPrincipal` with Allow is taken in policies of resources, keys and endpoints; the guide calls it unsupported, and whether it is "
            + "refused was not seen.",
        "A trust policy may name a role's session, as the guide says; one recording has such a principal refused, for a role that may not "
            + "have been there.",
        "`NotAction` in a trust policy is refused; what AWS does was not seen.",
        "In a table's policy an ARN whose table could not be called so is refused in the words `The relative-id … is invalid`; for which "
            + "ARNs AWS says so was seen once only.",
        "An account may be written with dashes in every kind of policy; that was recorded for trust policies. Keys' policies refuse it.",
        "A variable before an ARN's fifth colon is refused; the guide says that it cannot stand there, not what happens.",
        "RCPs may name actions of every service; AWS may refuse services that RCPs do not support.",
        "Partitions other than `aws` are refused in IAM's policies and SCPs, as in an account of the commercial partition.",
        "An IPv4 address written in IPv6's way, `::ffff:203.0.113.7`, is that IPv4 address, in policies and in requests; what AWS does was "
            + "not seen.",
        "Names of operators are compared without regard to case; whether IAM refuses other spellings when a policy is stored was not seen.",
        "A text with lists or objects more than 16 deep is answered as if it were no JSON.",
    ]
}
