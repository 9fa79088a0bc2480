/// What IAM checks in the ARNs of a `Resource` when a policy is stored (texts recorded from CreatePolicy).
enum ResourceFormat {
    static let iamPaths = [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/",
        "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ]

    private static let partitions = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"]

    /// The fault of an ARN, or nil. A `*` alone is for the caller to accept.
    static func fault(in resource: String, checksParts: Bool) -> PolicySyntaxError.Reason? {
        let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count > 1 else { return .resourceNotARN(resource) }
        guard isPartition(parts[1]) else {
            // AWS prints the ARN as it read it, with `*` for the parts that are not there.
            let rest = (2..<6).map { $0 < parts.count ? String(parts[$0]) : "*" }
            return .resourcePartition(partition: String(parts[1]), resource: "arn:\(parts[1]):\(rest.joined(separator: ":"))")
        }
        guard parts[0] == "arn" else { return .resourceNotARN(resource) }
        for part in parts.prefix(5) where part.contains("${") { return .resourceNotARN(resource) }
        guard checksParts else { return parts.count > 2 ? nil : .resourceNotARN(resource) }
        guard parts.count > 2, !parts[2].isEmpty, !String(parts[2]).hasWildcards else { return .resourceVendor(resource) }
        let service = String(parts[2])
        // S3's access points have a region, and an account beside it; buckets have neither.
        let takesRegion = service != "iam" && (service != "s3" || parts.count > 4 && !parts[4].isEmpty)
        if !takesRegion, parts.count > 3, !parts[3].isEmpty, parts[3] != "*" {
            return .resourceRegion(service: service, resource: resource)
        }
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
        let pattern = Wildcard.pattern(text.utf8)
        return partitions.contains { Wildcard.matches(pattern.span, $0.utf8.span) }
    }
}
