import AWSTypes
import Directory
import ServiceModel

/// A key as a request named it: its ARN, whether or not there is such a key.
struct KeyReference: Sendable, Hashable {
    var arn: String
    var account: String
    /// The alias that stood for it, as `alias/…`; nil for an id or ARN.
    var alias: String?

    /// Reads an id or an ARN, and where the operation takes them an alias or an alias's ARN.
    ///
    /// AWS resolves before it asks for permission: there is nothing to ask about as long as the text names no key (recorded
    /// on DynamoDB's calls, where an unknown alias is reported to callers whatever they may). An id that is well formed
    /// names a key that need not exist.
    init(_ text: String, takingAliases: Bool, in context: OperationContext) throws(AWSError) {
        try self.init(
            text, takingAliases: takingAliases, account: context.account, region: context.region, directory: context.directory,
            now: context.now)
    }

    init(
        _ text: String, takingAliases: Bool, account: String, region: String, directory: Directory, now: Timestamp
    ) throws(AWSError) {
        var (owner, resource) = (account, text)
        if text.hasPrefix("arn:") {
            guard let parsed = ARN(text), parsed.service == "kms" else { throw .invalidKeyID(text) }
            guard parsed.region == region else { throw .foreignRegion(parsed.region) }
            owner = parsed.account
            resource = parsed.resource
        }
        if resource.hasPrefix("alias/") {
            guard takingAliases else { throw .invalidKeyID(text) }
            let aliasARN = KeyAlias.arn(of: resource, account: owner, region: region)
            guard let alias = directory.aliases[aliasARN], let key = directory.keys[alias.keyARN], !key.isGone(at: now) else {
                throw .aliasNotFound(aliasARN)
            }
            self.init(arn: key.arn, account: key.account, alias: resource)
            return
        }
        if text.hasPrefix("arn:") {
            guard resource.hasPrefix("key/") else { throw .invalidKeyID(text) }
            resource = String(resource.dropFirst(4))
        }
        guard Self.isKeyID(resource) else { throw .invalidKeyID(resource) }
        self.init(arn: "arn:aws:kms:\(region):\(owner):key/\(resource)", account: owner, alias: nil)
    }

    init(_ key: Key) { self.init(arn: key.arn, account: key.account, alias: nil) }

    private init(arn: String, account: String, alias: String?) {
        self.arn = arn
        self.account = account
        self.alias = alias
    }

    /// A UUID, or `mrk-` and 32 digits; a UUID without its hyphens is none (recorded).
    private static func isKeyID(_ text: String) -> Bool {
        if text.hasPrefix("mrk-") { return text.utf8.count == 36 && text.dropFirst(4).allSatisfy(\.isLowercaseHexDigit) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isASCIIHexDigit) }
    }
}

extension Character {
    fileprivate var isASCIIHexDigit: Bool { isASCII && isHexDigit }
    fileprivate var isLowercaseHexDigit: Bool { isASCIIHexDigit && !isUppercase }
}

extension OperationContext {
    /// The ARN of an alias of the caller's account in the call's region.
    func aliasARN(_ name: String) -> String { KeyAlias.arn(of: name, account: account, region: region) }
}

extension Directory {
    /// A key that is there at a moment; one past its deletion date is not.
    func key(_ arn: String, at now: Timestamp) throws(AWSError) -> Key {
        guard let key = keys[arn], !key.isGone(at: now) else { throw .keyNotFound(arn) }
        return key
    }

    /// The names that a key has besides its id, ordered.
    func aliases(of keyARN: String) -> [KeyAlias] { aliases.all.filter { $0.keyARN == keyARN } }
}
