import AWSTypes
import Directory
import ServiceModel

/// Makes a key unusable until it is enabled again.
struct DisableKey: KeyChange {
    typealias Input = KeyOnly

    static let name = "DisableKey"
    static let states = KeyStates.notPendingDeletion
    static let example = Example.key()

    let store: DirectoryStore

    func execute(_ input: KeyOnly, in context: OperationContext) throws {
        try change(input, in: context) { key, _ in key.state = .disabled }
    }
}
