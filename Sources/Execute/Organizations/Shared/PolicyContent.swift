import AWSTypes
import Directory
import IAMPolicy

extension Organization.PolicyType {
    /// How many may be attached to one root, unit or account; AWS's own counts too.
    var mostAttachments: Int {
        switch self {
        case .serviceControl: 10
        case .resourceControl: 5
        }
    }

    /// Reads a policy of this type; the text is kept as it came.
    func policy(_ content: String) throws(AWSError) -> StoredPolicy {
        if policyKind.quota.isExceeded(by: content) { throw .constraintViolation(.policySize) }
        do {
            return StoredPolicy(try PolicyDocument(parsing: content, as: policyKind))
        } catch {
            throw AWSError(
                AWSError.malformedPolicy.code, AWSError.malformedPolicy.message, cause: "\(error.message) at \(error.position)")
        }
    }
}
