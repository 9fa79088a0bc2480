import AWSTypes
import ByteJSON

extension EventIdentity {
    /// Writes the `userIdentity` element, its members in the order of recorded events.
    func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", kind.rawValue)
        switch kind {
        case .service: break
        case .account:
            writer.member("principalId", principalID)
            writer.member("accountId", account)
        case .webIdentity:
            writer.member("principalId", principalID)
            writer.member("userName", userName)
            writer.member("identityProvider", arn)
        case .root, .user, .role, .federatedUser:
            writer.member("principalId", principalID)
            writer.member("arn", arn)
            writer.member("accountId", account)
            writer.member("accessKeyId", accessKeyID)
            writer.member("userName", userName)
            if let session { write(session, into: &writer) }
        }
        writer.member("invokedBy", invokedBy)
        writer.endObject()
    }

    private func write(_ session: SessionContext, into writer: inout JSONWriter) {
        writer.name("sessionContext")
        writer.beginObject()
        if let type = session.issuerType {
            writer.name("sessionIssuer")
            writer.beginObject()
            writer.member("type", type)
            writer.member("principalId", session.issuerID)
            writer.member("arn", session.issuerARN)
            writer.member("accountId", account)
            writer.member("userName", session.issuerName.isEmpty ? nil : session.issuerName)
            writer.endObject()
        }
        writer.name("attributes")
        writer.beginObject()
        writer.member("creationDate", session.issued.iso8601)
        // A text, not a Boolean, as recorded.
        writer.member("mfaAuthenticated", session.isMFAAuthenticated ? "true" : "false")
        writer.endObject()
        writer.member("sourceIdentity", session.sourceIdentity)
        writer.endObject()
    }
}
