import AWSTypes
import AWSWire
import IAMPolicy

/// Members that many operations of IAM have, with the constraints of its model.
extension StructureReader {
    /// A name that must be there: `UserName`, `PolicyName`.
    func requiredName(_ member: String, longest: Int = 128) throws(AWSError) -> String {
        let name = try required(member, .minimumLength(1), .maximumLength(longest))
        try Self.check(name, member)
        return name
    }

    func name(_ member: String, longest: Int = 128) throws(AWSError) -> String? {
        guard let name = try string(member, .minimumLength(1), .maximumLength(longest)) else { return nil }
        try Self.check(name, member)
        return name
    }

    private static func check(_ name: String, _ member: String) throws(AWSError) {
        guard name.unicodeScalars.allSatisfy({ isWord($0) || "+=,.@-".unicodeScalars.contains($0) }) else {
            throw .invalidName(member.prefix(1).lowercased() + member.dropFirst())
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_"
    }

    /// `Path`, `/` where it is left out.
    func path(_ member: String = "Path") throws(AWSError) -> String {
        guard let path = try string(member, .minimumLength(1), .maximumLength(512)) else { return "/" }
        let isVisible = path.unicodeScalars.allSatisfy { (0x21...0x7e).contains($0.value) }
        guard isVisible, path.hasPrefix("/"), path.hasSuffix("/") else { throw .invalidPath }
        return path
    }

    /// `PathPrefix`, `/` where it is left out.
    func pathPrefix() throws(AWSError) -> String {
        guard let path = try string("PathPrefix", .minimumLength(1), .maximumLength(512)) else { return "/" }
        guard path.hasPrefix("/") else { throw .invalidPath }
        return path
    }

    /// A policy's ARN; that it can be read is checked together with its length.
    func policyARN(_ member: String = "PolicyArn") throws(AWSError) -> String {
        let arn = try required(member, .minimumLength(20), .maximumLength(2048))
        if arn.unicodeScalars.count >= 20, !Self.isPolicyARN(arn) { throw .unreadableARN }
        return arn
    }

    func boundary() throws(AWSError) -> String? { has("PermissionsBoundary") ? try policyARN("PermissionsBoundary") : nil }

    private static func isPolicyARN(_ text: String) -> Bool {
        guard let arn = ARN(text) else { return false }
        return arn.service == "iam" && arn.resource.hasPrefix("policy/")
    }

    func policyText(_ member: String = "PolicyDocument") throws(AWSError) -> String {
        try required(member, .minimumLength(1), .maximumLength(131_072), .policyText)
    }

    func accessKeyID() throws(AWSError) -> String { try required("AccessKeyId", .minimumLength(16), .maximumLength(128)) }

    /// The user, group or role whose policies are looked at.
    func policySource() throws(AWSError) -> String { try required("PolicySourceArn", .minimumLength(20), .maximumLength(2048)) }

    /// A role's longest session, in seconds.
    func maxSessionDuration() throws(AWSError) -> Int? { try integer("MaxSessionDuration", .atLeast(3600), .atMost(43_200)) }

    func serialNumber() throws(AWSError) -> String { try required("SerialNumber", .minimumLength(9), .maximumLength(256)) }

    /// `Tags`, whose keys must differ in more than case.
    func tags() throws(AWSError) -> [Tag] {
        var tags: [Tag] = []
        for tag in try structures("Tags") ?? [] {
            tags.append(
                Tag(
                    key: try tag.required("Key", .minimumLength(1), .maximumLength(128), .tagKey),
                    value: try tag.required("Value", .maximumLength(256), .tagText)))
        }
        if Set(tags.map { $0.key.lowercased() }).count < tags.count { throw .duplicateTagKeys }
        return tags
    }
}

extension [Tag] {
    static let limit = 50

    /// `aws:RequestTag/…` and `aws:TagKeys`, where there are tags.
    var conditionKeys: [ConditionKey: ConditionValue] {
        if isEmpty { return [:] }
        var keys: [ConditionKey: ConditionValue] = ["aws:TagKeys": .list(map(\.key))]
        for tag in self { keys[ConditionKey("aws:RequestTag/\(tag.key)")] = .single(tag.value) }
        return keys
    }

    /// Puts tags over these; a key that is there already gets the new value (keys are compared without regard to case).
    func merging(_ tags: [Tag], quota: String) throws(AWSError) -> [Tag] {
        var result = self
        for tag in tags {
            if let place = result.firstIndex(where: { $0.key.lowercased() == tag.key.lowercased() }) {
                result[place] = tag
            } else {
                result.append(tag)
            }
        }
        if result.count > Self.limit { throw .quota(quota, Self.limit) }
        return result
    }
}

extension StructureWriter {
    mutating func tags(_ tags: [Tag]) {
        structures("Tags", tags) { writer, tag in
            writer.string("Key", tag.key)
            writer.string("Value", tag.value)
        }
    }

    /// A policy's text, percent-encoded as IAM sends it (recorded).
    mutating func policy(_ name: String, _ text: String) { string(name, text.percentEncoded) }
}
