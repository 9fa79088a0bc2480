/// Where a policy is attached; it decides which elements its grammar has and how its denial is worded.
package enum PolicyKind: String, Sendable, Codable, CaseIterable {
    case identity
    case boundary
    case session
    case serviceControl = "scp"
    case resourceControl = "rcp"
    /// On a table or stream.
    case resource
    /// A KMS key's: required to allow, in its own account too.
    case key
    /// A role's: who may assume it.
    case trust
    case endpoint = "vpc-endpoint"
}
