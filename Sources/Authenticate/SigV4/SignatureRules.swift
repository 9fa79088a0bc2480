/// What a service asks of a signature beyond its being right.
package struct SignatureRules: Sendable, Hashable {
    /// How a service refuses a region in the credential scope.
    package enum RegionCheck: Sendable, Hashable {
        /// Any text will do: IAM and Organizations have one endpoint for all regions, and a local one is signed for with the user's.
        case none
        /// `Credential should be scoped to a valid region, not 'c'. ` (recorded from DynamoDB)
        case naming
        /// `Credential should be scoped to a valid region. ` (recorded from STS)
        case plain
    }

    /// The names that may stand for the service in a credential scope. Refusals name the first.
    package var services: [String]
    package var regionCheck: RegionCheck
    /// How many minutes a request's date may lie before or after now.
    package var windowMinutes: Int64
    /// Whether `X-Amz-Expires` says how long a presigned request is good for; otherwise the window does.
    package var honorsExpires: Bool

    package init(services: [String], regionCheck: RegionCheck = .naming, windowMinutes: Int64 = 15, honorsExpires: Bool = true) {
        precondition(!services.isEmpty, "a service has a signing name")
        self.services = services
        self.regionCheck = regionCheck
        self.windowMinutes = windowMinutes
        self.honorsExpires = honorsExpires
    }

    /// DynamoDB and DynamoDB Streams, which share the signing name. That `X-Amz-Expires` counts is inferred: no recording exists.
    package static let dynamoDB = SignatureRules(services: ["dynamodb"])

    /// STS, where a presigned request is good for 15 minutes whatever `X-Amz-Expires` says (recorded in the documentation of
    /// aws-iam-authenticator, which presigns GetCallerIdentity).
    package static let sts = SignatureRules(services: ["sts"], regionCheck: .plain, honorsExpires: false)

    /// IAM: one endpoint for all regions.
    package static let iam = SignatureRules(services: ["iam"], regionCheck: .none)

    /// Organizations: one endpoint for all regions.
    package static let organizations = SignatureRules(services: ["organizations"], regionCheck: .none)
}
