import AWSTypes
import AWSWire
import Directory
import IAMPolicy

/// Tags of roots, units, accounts and policies (Organizations User Guide, "Tagging AWS Organizations resources").
enum OrganizationTags {
    private static let limit = 50

    static func read(_ request: StructureReader) throws -> [Tag] {
        let tags = try (request.structures("Tags") ?? []).map { tag in
            try Tag(key: tag.text("Key", 1...128), value: tag.optionalText("Value", 0...256) ?? "")
        }
        if Set(tags.map(\.key)).count < tags.count { throw AWSError.invalidInput(.duplicateTagKey) }
        if tags.contains(where: { $0.key.lowercased().hasPrefix("aws:") }) { throw AWSError.invalidInput(.systemTags) }
        return tags
    }

    /// The tags with others put over them; a key that is there gets the new value.
    static func adding(_ others: [Tag], to tags: [Tag]) throws(AWSError) -> [Tag] {
        var result = tags
        for tag in others {
            if let place = result.firstIndex(where: { $0.key == tag.key }) { result[place] = tag } else { result.append(tag) }
        }
        if result.count > limit { throw .constraintViolation(.tagNumber) }
        return result
    }
}

extension Organization {
    /// Whether there is a root, unit, account or policy of an id.
    func hasResource(_ id: String) -> Bool { hasTarget(id) || policies[id] != nil }

    /// Refuses an id of nothing that can have tags; AWS's own policies cannot.
    func checkTaggable(_ id: String) throws(AWSError) {
        guard hasResource(id) else { throw .targetNotFound }
        if policies[id]?.isAWSManaged == true { throw .invalidInput(.immutablePolicy) }
    }
}
