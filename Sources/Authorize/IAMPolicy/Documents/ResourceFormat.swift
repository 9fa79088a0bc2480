/// What IAM checks in the ARNs of a `Resource` when a policy is stored (texts recorded from CreatePolicy).
enum ResourceFormat {
    static let iamPaths = [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/",
        "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ]

    /// The world here is one of the commercial partition, in which IAM refuses the ARNs of others (recorded from
    /// PutRolePolicy: `Partition "aws-cn" is not valid`).
    private static let partition = "aws"

    /// The fault of an ARN, or nil. A `*` alone is for the caller to accept.
    static func fault(in resource: String, checksParts: Bool) -> PolicySyntaxError.Reason? {
        let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count > 1 else { return .resourceNotARN(resource) }
        guard isPartition(parts[1]) else {
            return .resourcePartition(partition: String(parts[1]), resource: "arn:\(padded(parts.dropFirst()))")
        }
        guard parts[0] == "arn" else { return .resourceNotARN(resource) }
        for part in parts.prefix(5) where part.contains("${") { return .resourceNotARN(resource) }
        guard checksParts else { return parts.count > 2 ? nil : .resourceNotARN(resource) }
        guard parts.count > 2, !parts[2].isEmpty, !String(parts[2]).hasWildcards else { return .resourceVendor(resource) }
        let service = String(parts[2])
        // S3's access points have a region, and an account beside it; buckets have neither.
        let isBucket = service == "s3" && parts.count == 6 && !parts[5].contains("/")
        let isRegionless = service == "iam" || service == "route53" || service == "s3" && (isBucket || parts.count < 6 || parts[4].isEmpty)
        if isRegionless, parts.count > 3, !parts[3].isEmpty, parts[3] != "*" {
            return .resourceRegion(service: service, resource: padded(parts[...]))
        }
        if isBucket, !parts[4].isEmpty, parts[4] != "*" { return .resourceAccount(resource) }
        guard service == "iam", parts.count == 6 else { return nil }
        let isKnown = parts[5] == "*" || parts[5] == "root" || iamPaths.contains { parts[5].hasPrefix($0) }
        return isKnown || String(parts[5]).hasWildcards ? nil : .iamResourcePath(resource)
    }

    /// False for an ARN with an empty vendor, or with an empty part and too few parts.
    static func hasParts(_ resource: String) -> Bool {
        let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count > 2, isPartition(parts[1]) else { return true }
        return !parts[2].isEmpty && (parts.count == 6 || !parts.dropFirst().contains(""))
    }

    private static func isPartition(_ text: Substring) -> Bool {
        Wildcard.matches(Wildcard.pattern(text.utf8).span, partition.utf8.span)
    }

    /// An ARN as AWS prints what it read, with `*` for the parts that are not there.
    private static func padded(_ parts: ArraySlice<Substring>) -> String {
        let known = parts.endIndex == 3 && parts.last == "" ? parts.dropLast() : parts
        return (known + Array(repeating: "*", count: max(0, 6 - known.endIndex))).joined(separator: ":")
    }
}
