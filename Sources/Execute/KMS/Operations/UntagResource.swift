import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes tags from a key.
struct UntagResource: KeyChange {
    struct Input: KeyInput {
        var keyID: String
        var tagKeys: [String]
    }

    static let name = "UntagResource"
    static let states = KeyStates.notPendingDeletion
    static let example = Example.key(#","TagKeys":["team"]"#)

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let keyID = try request.keyID()
        let tagKeys = try request.strings("TagKeys")
        if tagKeys == nil { request.requireMember("TagKeys") }
        return Input(keyID: keyID, tagKeys: tagKeys ?? [])
    }

    func conditions(of input: Input) -> CallConditions { CallConditions(["aws:TagKeys": .list(input.tagKeys)]) }

    func execute(_ input: Input, in context: OperationContext) throws {
        try change(input, in: context) { key, _ in key.tags.removeAll { input.tagKeys.contains($0.key) } }
    }
}
