import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// Takes the deletion of a key back; the key stays disabled (KMS Developer Guide, "Key states of AWS KMS keys").
struct CancelKeyDeletion: KeyChange {
    typealias Input = KeyOnly

    static let name = "CancelKeyDeletion"
    static let states = KeyStates.pendingDeletion
    static let example = Example.key()

    let store: DirectoryStore

    func execute(_ input: KeyOnly, in context: OperationContext) throws -> Key {
        try change(input, in: context) { key, _ in
            key.state = .disabled
            key.deletion = nil
            return key
        }
    }

    func encode(_ key: Key, into response: inout StructureWriter) {
        response.string("KeyId", key.arn)
    }
}
