import AWSTypes
import AWSWire
import IAMPolicy

/// Tags as KMS has them: `TagKey` and `TagValue`.
enum KeyTags {
    private static let limit = 50

    static func read(_ request: StructureReader) throws(AWSError) -> [Tag]? {
        guard let structures = try request.structures("Tags") else { return nil }
        var tags: [Tag] = []
        for tag in structures {
            tags.append(
                Tag(
                    key: try tag.required("TagKey", .minimumLength(1), .maximumLength(128)),
                    value: try tag.required("TagValue", .maximumLength(256))))
        }
        return tags
    }

    /// Recorded: the three texts; in which order they are checked is not.
    static func check(_ tags: [Tag]) throws(AWSError) {
        if tags.contains(where: { $0.key.lowercased().hasPrefix("aws:") }) { throw .reservedTag }
        if Set(tags.map(\.key)).count < tags.count { throw .duplicateTags }
        if tags.count > limit { throw .tooManyTags }
    }

    /// The tags with others put over them; a new key goes to the end.
    static func adding(_ others: [Tag], to tags: [Tag]) throws(AWSError) -> [Tag] {
        var result = tags
        for tag in others {
            if let place = result.firstIndex(where: { $0.key == tag.key }) { result[place] = tag } else { result.append(tag) }
        }
        if result.count > limit { throw .tooManyTags }
        return result
    }
}
