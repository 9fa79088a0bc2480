/// How long a policy may be, and how its length is counted.
package struct PolicyQuota: Sendable, Hashable {
    /// What is counted.
    package enum Unit: Sendable, Hashable {
        case bytes
        case characters
        /// Blanks, tabs and ends of lines do not count (IAM User Guide, "IAM and AWS STS quotas").
        case charactersWithoutBlanks
    }

    package var limit: Int
    package var unit: Unit

    /// A text's length in the unit of this quota.
    package func length(of text: String) -> Int {
        switch unit {
        case .bytes: text.utf8.count
        case .characters: text.unicodeScalars.count
        case .charactersWithoutBlanks: text.unicodeScalars.count { $0 != " " && $0 != "\n" && $0 != "\r" && $0 != "\t" }
        }
    }

    package func isExceeded(by text: String) -> Bool { length(of: text) > limit }
}

extension PolicyKind {
    /// How long one policy of the kind may be; of identity policies the managed ones, since inline ones are counted together.
    package var quota: PolicyQuota {
        switch self {
        // IAM User Guide, "IAM and AWS STS quotas".
        case .identity, .boundary: PolicyQuota(limit: 6144, unit: .charactersWithoutBlanks)
        case .trust: PolicyQuota(limit: 2048, unit: .charactersWithoutBlanks)
        // STS API Reference, AssumeRole: the plain text.
        case .session: PolicyQuota(limit: 2048, unit: .characters)
        // Organizations User Guide, "Quotas", since May 2026.
        case .serviceControl: PolicyQuota(limit: 10_240, unit: .characters)
        case .resourceControl: PolicyQuota(limit: 5120, unit: .characters)
        // DynamoDB Developer Guide, "Resource-based policy considerations"; recorded.
        case .resource: PolicyQuota(limit: 20_480, unit: .bytes)
        // KMS Developer Guide, "Quotas".
        case .key: PolicyQuota(limit: 32_768, unit: .bytes)
        // AWS PrivateLink Guide, "Quotas".
        case .endpoint: PolicyQuota(limit: 20_480, unit: .characters)
        }
    }
}
