import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// An alias and the key that it is to name.
struct AliasTarget: Sendable {
    var name: String
    private var keyID: String

    static let example = "{\"AliasName\":\"alias/example\",\"TargetKeyId\":\"\(Example.keyID)\"}"

    init(_ request: StructureReader) throws(AWSError) {
        name = try request.aliasName()
        keyID = try request.keyID("TargetKeyId")
    }

    /// An alias names a key, never another alias.
    func target(in context: OperationContext) throws(AWSError) -> KeyReference {
        if keyID.hasPrefix("alias/") { throw .aliasOfAlias }
        return try KeyReference(keyID, takingAliases: false, in: context)
    }
}

/// What an alias may be called.
enum AliasName {
    static func check(_ name: String) throws(AWSError) {
        if !name.hasPrefix("alias/") || name == "alias/" { throw .aliasPrefix }
        if name.hasPrefix("alias/aws/") { throw .aliasReserved }
    }
}
