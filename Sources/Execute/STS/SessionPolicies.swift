import AWSTypes
import AWSWire
import Directory
import IAMPolicy

/// The policies that a request limits a session with: one in full, and managed ones by ARN.
struct SessionPolicies: Sendable {
    let text: String?
    let arns: [String]

    private static let limit = 10
    private static let plainCharacters = PolicyKind.session.quota.limit

    init(_ request: StructureReader) throws {
        text = try request.string("Policy", .minimumLength(1), .maximumLength(Self.plainCharacters), .policyText)
        arns = try (request.structures("PolicyArns") ?? []).map { try $0.required("arn", .minimumLength(20), .maximumLength(2048)) }
    }

    var isEmpty: Bool { text == nil && arns.isEmpty }

    /// Checks that the policies can be read and found.
    ///
    /// What AWS says of an ARN that is no policy's is not known; the words for a role's malformed ARN stand in.
    func check(for account: String, in directory: Directory) throws {
        if arns.count > Self.limit { throw AWSError.tooMany("policyArns", limit: Self.limit) }
        if let text {
            do throws(PolicySyntaxError) {
                _ = try PolicyDocument(parsing: text, as: .session)
            } catch { throw AWSError.malformedPolicyDocument(error) }
        }
        for arn in arns {
            let isReachable = ARN(arn).map { $0.account == account || $0.account == "aws" } ?? false
            guard isReachable, directory.availableManagedPolicy(arn) != nil else { throw AWSError.invalid(arn) }
        }
    }

    /// The percentage of the room for policies and tags that is used.
    ///
    /// AWS packs them in a form that it does not publish. This counts characters against the 2,048 that it allows in
    /// plain text, so the number is near AWS's, not the same.
    func packedSize(with tags: [Tag]) throws(AWSError) -> Int {
        let characters =
            (text?.unicodeScalars.count ?? 0) + arns.reduce(0) { $0 + $1.count }
            + tags.reduce(0) { $0 + $1.key.count + $1.value.count }
        let percentage = (characters * 100 + Self.plainCharacters - 1) / Self.plainCharacters
        if percentage > 100 { throw isEmpty ? .tagsTooLarge(percentage) : .policyTooLarge(percentage) }
        return percentage
    }
}
