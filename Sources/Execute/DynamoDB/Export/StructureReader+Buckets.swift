import AWSTypes
import AWSWire
import ByteJSON
import OpenSSL

/// What requests of exports and imports have in common.
extension StructureReader {
    /// The name of a bucket; what the model lets through can be a folder's name too.
    func bucket() throws -> String { try required("S3Bucket", .maximumLength(255), .bucketName) }

    func bucketOwner() throws -> String? { try string("S3BucketOwner", .accountID) }

    func keyPrefix(_ member: String) throws -> String? { try string(member, .maximumLength(1024)) }

    func clientToken() throws -> String? { try string("ClientToken", .clientToken) }

    /// What tells this request from another under the same token: every member but the token.
    func digest() -> [UInt8] {
        var hash = SHA256()
        for member in view?.members.sorted(by: { ($0.key.string ?? "") < ($1.key.string ?? "") }) ?? [] {
            guard let name = member.key.string, name != "ClientToken" else { continue }
            hash.update(Array(name.utf8) + [0] + Array(member.value.document.bytes[member.value.range]) + [0])
        }
        return hash.finalize()
    }
}

extension Constraint {
    static let bucketName = Constraint(
        "Member must satisfy regular expression pattern: ^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$", isSatisfied: BucketFolder.isName)
    static let accountID = Constraint("Member must satisfy regular expression pattern: [0-9]{12}") { text in
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    static let clientToken = Constraint("Member must satisfy regular expression pattern: ^[^\\$]+$") {
        !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: "$"))
    }
}
