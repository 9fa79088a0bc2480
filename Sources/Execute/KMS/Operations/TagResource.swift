import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Puts tags on a key.
struct TagResource: KeyChange {
    struct Input: KeyInput {
        var keyID: String
        var tags: [Tag]
    }

    static let name = "TagResource"
    static let states = KeyStates.notPendingDeletion
    static let example = Example.key(#","Tags":[{"TagKey":"team","TagValue":"blue"}]"#)

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let keyID = try request.keyID()
        let tags = try KeyTags.read(request)
        if tags == nil { request.requireMember("Tags") }
        return Input(keyID: keyID, tags: tags ?? [])
    }

    func conditions(of input: Input) -> CallConditions { CallConditions(requestTags: input.tags) }

    func execute(_ input: Input, in context: OperationContext) throws {
        try change(input, in: context) { key, _ in
            try KeyTags.check(input.tags)
            key.tags = try KeyTags.adding(input.tags, to: key.tags)
        }
    }
}
