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
}

/// No keys at all.
package struct NoConditionKeys: ConditionKeyValues {
    package init() {}
    package func value(of key: ConditionKey) -> ConditionValue? { nil }
}

/// A few keys, given outright.
package struct FixedConditionKeys: ConditionKeyValues {
    private var values: [ConditionKey: ConditionValue]

    package init(_ values: [ConditionKey: ConditionValue]) { self.values = values }

    package func value(of key: ConditionKey) -> ConditionValue? { values[key] }
}

/// A condition key's name, compared without regard to case (IAM User Guide, global condition keys: names are not
/// case-sensitive, nor are the tag keys inside them).
package struct ConditionKey: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// In lower case: `aws:sourceip`, `aws:principaltag/team`.
    package let name: String

    package init(_ name: String) { self.name = name.lowercased() }

    package init(stringLiteral value: String) { self.init(value) }

    package var description: String { name }

    /// The tag key of a name such as `aws:ResourceTag/team`, where it begins with `prefix` (`aws:resourcetag/`).
    package func tagKey(after prefix: String) -> String? {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }
}
