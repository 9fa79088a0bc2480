/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
///
/// The resource, all after the fifth colon, may contain colons and slashes of its own. Region and account may be empty.
package struct ARN: Sendable, Hashable, CustomStringConvertible {
    package var partition: String
    package var service: String
    package var region: String
    package var account: String
    package var resource: String

    package init(partition: String = "aws", service: String, region: String = "", account: String, resource: String) {
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// Reads an ARN's six parts; nil for a text that does not have them or does not begin with `arn`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn" else { return nil }
        self.init(
            partition: String(parts[1]), service: String(parts[2]), region: String(parts[3]), account: String(parts[4]),
            resource: String(parts[5]))
    }

    package var description: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }
}

extension ARN {
    /// The ARN of something in IAM, which has no region: `arn:aws:iam::111122223333:user/team/Alice`.
    package static func iam(_ account: String, _ resource: String) -> ARN {
        ARN(service: "iam", account: account, resource: resource)
    }

    package static func root(of account: String) -> ARN { .iam(account, "root") }
}
