import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// Changes what a key says of itself.
struct UpdateKeyDescription: KeyChange {
    struct Input: KeyInput {
        var keyID: String
        var description: String
    }

    static let name = "UpdateKeyDescription"
    static let states = KeyStates.notPendingDeletion
    static let example = Example.key(#","Description":"for the tables""#)

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let keyID = try request.keyID()
        let description = try request.description()
        if description == nil { request.requireMember("Description") }
        return Input(keyID: keyID, description: description ?? "")
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try change(input, in: context) { key, _ in key.description = input.description }
    }
}
