import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// Tells a key's metadata.
struct DescribeKey: KeyOperation {
    typealias Input = KeyOnly

    static let name = "DescribeKey"
    static let traits = OperationTraits.readOnly
    static let takesAliases = true
    static let states = KeyStates.any
    static let worksAcrossAccounts = true
    static let example = Example.key()
    static let fullExample: String? = #"{"KeyId":"alias/example"}"#

    func decode(_ request: StructureReader) throws -> KeyOnly {
        let input = KeyOnly(keyID: try request.keyID())
        _ = try request.grantTokens()
        return input
    }

    func execute(_ input: KeyOnly, in context: OperationContext) throws -> Key { try key(input, in: context) }

    func encode(_ key: Key, into response: inout StructureWriter) { response.metadata(key) }
}
