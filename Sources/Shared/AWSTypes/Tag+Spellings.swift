/// Services take tags whose keys differ in case only; in policies they have one name, for condition keys have no case.
///
/// A condition then "matches a resource tag key named either TagKey1 or tagkey1, but not both" (IAM User Guide, "Controlling access
/// using tags"): one of them counts. Which one is not told.
extension [Tag] {
    /// The value of the first tag with a key, whose case does not matter.
    ///
    /// - Parameter key: In lower case.
    package func value(ofLowercasedKey key: String) -> String? {
        first { $0.key.lowercased().utf8.elementsEqual(key.utf8) }?.value
    }

    /// How many tags at most have the same key but for its case: 1 where no two have.
    package var spellings: Int {
        var most = 1
        for index in indices.dropLast() {
            let same = self[index...].count { $0.hasKey(of: self[index]) }
            if same > most { most = same }
        }
        return most
    }

    /// The tags that count in one of the ways to read them: of those whose keys differ in case only, the one of a number, or the
    /// last if there are fewer.
    package func spelling(_ number: Int) -> [Tag] {
        var read: [Tag] = []
        for tag in self where !read.contains(where: { $0.hasKey(of: tag) }) {
            let same = filter { $0.hasKey(of: tag) }
            read.append(same[Swift.min(number, same.count - 1)])
        }
        return read
    }
}

extension Tag {
    /// Whether another tag's key is the same but for its case, byte for byte after that.
    fileprivate func hasKey(of other: Tag) -> Bool {
        if key.utf8.elementsEqual(other.key.utf8, by: { $0.smallASCII == $1.smallASCII }) { return true }
        if key.utf8.allSatisfy({ $0 < 0x80 }), other.key.utf8.allSatisfy({ $0 < 0x80 }) { return false }
        return key.lowercased().utf8.elementsEqual(other.key.lowercased().utf8)
    }
}

extension UInt8 {
    fileprivate var smallASCII: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
