import AWSWire
import Directory

/// A user, group or role in an answer. Listings leave out some members (recorded).
extension User {
    func encode(as name: String = "User", into response: inout StructureWriter) {
        response.structure(name) { writer in
            encodeMembers(into: &writer)
            encodeBoundary(boundary, into: &writer)
            if !tags.isEmpty { writer.tags(tags) }
        }
    }

    /// Without boundary and tags.
    func encodeMembers(into writer: inout StructureWriter) {
        writer.string("Path", path)
        writer.string("UserName", name)
        writer.string("UserId", id)
        writer.string("Arn", arn)
        writer.timestamp("CreateDate", created)
    }
}

extension Group {
    func encodeMembers(into writer: inout StructureWriter) {
        writer.string("Path", path)
        writer.string("GroupName", name)
        writer.string("GroupId", id)
        writer.string("Arn", arn)
        writer.timestamp("CreateDate", created)
    }
}

extension Role {
    /// In which operation's answer the role stands; each has its own members (recorded).
    enum Detail { case created, found, listed, detailed }

    func encodeMembers(_ detail: Detail, into writer: inout StructureWriter) {
        writer.string("Path", path)
        writer.string("RoleName", name)
        writer.string("RoleId", id)
        writer.string("Arn", arn)
        writer.timestamp("CreateDate", created)
        writer.policy("AssumeRolePolicyDocument", trust.text)
        if detail == .detailed { return }
        writer.string("Description", description)
        if detail != .created { writer.integer("MaxSessionDuration", maxSessionDuration) }
        if detail == .listed { return }
        encodeBoundary(boundary, into: &writer)
        if !tags.isEmpty { writer.tags(tags) }
        if detail == .found { writer.structure("RoleLastUsed") { _ in } }
    }
}

/// The boundary of a user or role, where it has one.
func encodeBoundary(_ arn: String?, into writer: inout StructureWriter) {
    guard let arn else { return }
    writer.structure("PermissionsBoundary") { writer in
        writer.string("PermissionsBoundaryType", "Policy")
        writer.string("PermissionsBoundaryArn", arn)
    }
}
