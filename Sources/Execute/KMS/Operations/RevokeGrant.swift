import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Ends a grant, by whoever administers the key.
struct RevokeGrant: KeyChange {
    struct Input: KeyInput {
        var keyID: String
        var grantID: String
        var isDryRun: Bool
    }

    static let name = "RevokeGrant"
    static let states = KeyStates.any
    static let worksAcrossAccounts = true
    static let example = Example.key(",\"GrantId\":\"\(Example.grantID)\"")

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let keyID = try request.keyID()
        let grantID = try request.grantID()
        if grantID == nil { request.requireMember("GrantId") }
        return Input(keyID: keyID, grantID: grantID ?? "", isDryRun: try request.dryRun())
    }

    func conditions(of input: Input) -> CallConditions { CallConditions(["kms:GrantIsForAWSResource": .single("false")]) }

    func execute(_ input: Input, in context: OperationContext) throws {
        try change(input, in: context) { key, _ in
            guard let place = key.grants.firstIndex(where: { $0.id == input.grantID }) else {
                throw AWSError.grantNotFound(input.grantID)
            }
            if input.isDryRun { throw AWSError.dryRun }
            key.grants.remove(at: place)
        }
    }
}
