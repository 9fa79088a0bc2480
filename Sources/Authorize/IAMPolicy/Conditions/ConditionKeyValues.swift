package import AWSTypes

/// What a condition key holds in one request.
package enum ConditionValue: Sendable, Hashable {
    case single(String)
    /// A key that can hold several values, whatever their number; an empty list is a key that is there and empty.
    case list([String])
}

/// Answers what condition keys hold in one request.
///
/// It is asked only for keys that a policy names, so that a request whose policies have no conditions builds no context.
/// It must give the same answer whenever it is asked: evidence is made by deciding again.
package protocol ConditionKeyValues: Sendable {
    /// The value of a key, or nil where the request does not have it.
    func value(of key: ConditionKey) -> ConditionValue?

    /// In how many ways the keys can be read: more than one where tags have keys that differ in case only, for AWS takes one of them
    /// and does not say which.
    var readings: Int { get }

    /// The keys read in one of the ways, from 0.
    func reading(_ number: Int) -> any ConditionKeyValues
}

extension ConditionKeyValues {
    package var readings: Int { 1 }
    package func reading(_ number: Int) -> any ConditionKeyValues { self }
}

/// No keys at all.
package struct NoConditionKeys: ConditionKeyValues {
    package init() {}
    package func value(of key: ConditionKey) -> ConditionValue? { nil }
}

/// A few keys, given outright.
package struct FixedConditionKeys: ConditionKeyValues {
    private var values: [ConditionKey: ConditionValue]
    private var requestTags: RequestTags

    package init(_ values: [ConditionKey: ConditionValue], requestTags: [Tag] = []) {
        self.values = values
        self.requestTags = RequestTags(requestTags)
    }

    package func value(of key: ConditionKey) -> ConditionValue? { values[key] ?? requestTags.value(of: key) }

    package var readings: Int { requestTags.readings }

    package func reading(_ number: Int) -> any ConditionKeyValues {
        var read = self
        read.requestTags = requestTags.reading(number)
        return read
    }
}

/// The tags that a request gives, as `aws:RequestTag/team` and `aws:TagKeys`; neither is there without tags (IAM User Guide, global
/// condition keys).
package struct RequestTags: Sendable {
    private var tags: [Tag]
    /// All of them, in whatever way the tags are read.
    private let keys: [String]

    package init(_ tags: [Tag]) {
        self.tags = tags
        keys = tags.map(\.key)
    }

    package func value(of key: ConditionKey) -> ConditionValue? {
        if tags.isEmpty { return nil }
        if key == "aws:TagKeys" { return .list(keys) }
        return key.tagKey(after: "aws:requesttag/").flatMap { tags.value(ofLowercasedKey: $0) }.map { .single($0) }
    }

    package var readings: Int { tags.spellings }

    package func reading(_ number: Int) -> RequestTags {
        var read = self
        read.tags = tags.spelling(number)
        return read
    }
}

/// A condition key's name, compared without regard to case (IAM User Guide, global condition keys: names are not
/// case-sensitive, nor are the tag keys inside them), and otherwise byte for byte: two ways to write an accent are two tags.
package struct ConditionKey: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// In lower case: `aws:sourceip`, `aws:principaltag/team`.
    package let name: String
    /// The same for equal names and hardly ever for others: tables that are asked at every condition find a key by it.
    package let fingerprint: UInt64

    package init(_ name: String) {
        self.name = name.lowercased()
        // FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>.
        fingerprint = self.name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    package init(stringLiteral value: String) { self.init(value) }

    package var description: String { name }

    package static func == (left: ConditionKey, right: ConditionKey) -> Bool {
        left.fingerprint == right.fingerprint && left.name.isSameText(as: right.name)
    }

    package func hash(into hasher: inout Hasher) {
        if name.utf8.withContiguousStorageIfAvailable({ hasher.combine(bytes: UnsafeRawBufferPointer($0)) }) == nil {
            for byte in name.utf8 { hasher.combine(byte) }
        }
    }

    /// The tag key of a name such as `aws:ResourceTag/team`, where it begins with `prefix` (`aws:resourcetag/`).
    package func tagKey(after prefix: String) -> String? {
        name.utf8.span.begins(with: prefix.utf8.span) ? String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
    }
}
