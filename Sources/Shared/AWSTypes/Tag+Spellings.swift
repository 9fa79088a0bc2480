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

    /// In how many ways the tags can be read: 1 where no two have the same key but for its case.
    package var spellings: Int {
        if count < 2 { return 1 }
        return groups.reduce(1) { $0.ways(with: $1.count) }
    }

    /// The tags that count in one of the ways to read them, one of each that have the same key but for its case.
    package func spelling(_ number: Int) -> [Tag] {
        var rest = number
        return groups.map { alike in
            defer { rest /= alike.count }
            return alike[rest % alike.count]
        }
    }

    /// Those whose keys are the same but for their case, byte for byte after that, together.
    private var groups: [[Tag]] {
        var groups: [[Tag]] = []
        var places: [[UInt8]: Int] = [:]
        for tag in self {
            let key = [UInt8](tag.key.lowercased().utf8)
            if let place = places[key] {
                groups[place].append(tag)
            } else {
                places[key] = groups.count
                groups.append([tag])
            }
        }
        return groups
    }
}

extension Int {
    /// In how many ways two things can be read together that can be read in so many each; too many to be counted are the most there are.
    package func ways(with other: Int) -> Int {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? .max : product
    }
}
