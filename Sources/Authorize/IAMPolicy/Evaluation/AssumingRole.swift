extension AuthorizationRequest {
    /// Whether STS asks this in the course of AssumeRole, of the role's trust policy. It words the denials of all of them in the short
    /// form, without a reason (recorded).
    package var isOfAssumingRole: Bool { ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"].contains(action) }
}
