import AWSTypes
import AWSWire
import Directory
import IAMPolicy

/// The tags that a request puts on a session, and which of them outlive role chaining.
struct SessionTags: Sendable {
    let tags: [Tag]
    let transitiveKeys: [String]

    private static let limit = 50

    init(_ request: StructureReader) throws {
        tags = try (request.structures("Tags") ?? []).map { tag in
            try Tag(
                key: tag.required("Key", .minimumLength(1), .maximumLength(128), .tagKey),
                value: tag.required("Value", .maximumLength(256), .tagText))
        }
        transitiveKeys = try request.strings("TransitiveTagKeys") ?? []
    }

    /// Checks the tags against each other and against those that the calling session passes on.
    func check(for caller: Caller) throws {
        if tags.count > Self.limit { throw AWSError.tooMany("tags", limit: Self.limit) }
        if transitiveKeys.count > Self.limit { throw AWSError.tooMany("transitiveTagKeys", limit: Self.limit) }
        let keys = Set(tags.map { $0.key.lowercased() })
        if keys.count < tags.count { throw AWSError.duplicateTagKeys }
        let inherited = Set((caller.session?.transitiveTagKeys ?? []).map { $0.lowercased() })
        if !keys.isDisjoint(with: inherited) { throw AWSError.transitiveKeyInUse }
        if transitiveKeys.contains(where: { !keys.contains($0.lowercased()) }) { throw AWSError.transitiveKeyWithoutTag }
    }

    /// The tags that the calling session passes on (IAM User Guide, "Passing session tags").
    ///
    /// They need `sts:TagSession` as the request's own do, and take room as those do (both recorded in public reports on roles
    /// that sessions of EKS Pod Identity assume).
    static func passedOn(by caller: Caller) -> [Tag] {
        let keys = Set((caller.session?.transitiveTagKeys ?? []).map { $0.lowercased() })
        return (caller.session?.tags ?? []).filter { keys.contains($0.key.lowercased()) }
    }

    /// Whether a session of the caller's will have any tags.
    func areNeeded(by caller: Caller) -> Bool { !tags.isEmpty || !Self.passedOn(by: caller).isEmpty }

    /// Puts them on a session, after those that the calling session passes on.
    func apply(to session: inout Session, from caller: Caller) {
        session.tags = Self.passedOn(by: caller) + tags
        session.transitiveTagKeys = (caller.session?.transitiveTagKeys ?? []) + transitiveKeys
    }

    /// `aws:RequestTag/…`, `aws:TagKeys` and `sts:TransitiveTagKeys`, each only where there is something to tell.
    var conditionKeys: [ConditionKey: ConditionValue] {
        var values: [ConditionKey: ConditionValue] = [:]
        for tag in tags { values[ConditionKey("aws:RequestTag/\(tag.key)")] = .single(tag.value) }
        if !tags.isEmpty { values["aws:TagKeys"] = .list(tags.map(\.key)) }
        if !transitiveKeys.isEmpty { values["sts:TransitiveTagKeys"] = .list(transitiveKeys) }
        return values
    }
}
