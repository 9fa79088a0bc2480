import AWSTypes
import AWSWire

/// What AWS allows as a tag (Developer Guide, "Tagging restrictions"), and the order in which it says what is wrong with one.
enum TagRules {
    /// Tags on one resource.
    static let limit = 50
    private static let keyLength = 1...128
    private static let valueLength = 0...256

    static func check(_ tags: [(key: String?, value: String?)]) throws(AWSError) -> [Tag] {
        var checked: [Tag] = []
        var seen: Set<String> = []
        for (key, value) in tags {
            guard let key, keyLength.contains(key.unicodeScalars.count), isText(key) else { throw .invalidTagKey(key) }
            guard let value, valueLength.contains(value.unicodeScalars.count), isText(value) else { throw .invalidTagValue(value) }
            guard !key.lowercased().hasPrefix("aws:") else { throw .reservedTagKey(key) }
            if !seen.insert(key).inserted { throw .duplicateTagKey(key) }
            checked.append(Tag(key: key, value: value))
        }
        return checked
    }

    static func check(keys: [String]) throws(AWSError) {
        for key in keys where !keyLength.contains(key.unicodeScalars.count) || !isText(key) { throw .invalidTagKey(key) }
    }

    private static func isText(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(Constraint.isTagLetter) }
}
