import AWSTypes
import AWSWire
import Directory
import OpenSSL
import ServiceModel

/// Lets a principal use a key for some operations.
struct CreateGrant: KeyChange {
    struct Input: KeyInput {
        var keyID: String
        var specification: GrantSpecification
        var isDryRun: Bool
    }

    static let name = "CreateGrant"
    // Events show the grant's id alone (DynamoDB Developer Guide, log entries of CreateGrant).
    static let traits = OperationTraits(secretMembers: ["GrantToken"])
    static let states = KeyStates.enabled
    static let worksAcrossAccounts = true
    static let example = Example.key(#","GranteePrincipal":"111122223333","Operations":["Decrypt"]"#)
    static let fullExample: String? = Example.key(
        #","GranteePrincipal":"111122223333","RetiringPrincipal":"111122223333","Operations":["Decrypt"],"#
            + #""Constraints":{"EncryptionContextSubset":{"team":"blue"}}"#)

    let store: DirectoryStore
    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        let keyID = try request.keyID()
        let grantee = try request.principal("GranteePrincipal")
        if grantee == nil { request.requireMember("GranteePrincipal") }
        let operations = try request.strings("Operations")
        if operations == nil { request.requireMember("Operations") }
        let constraints = try request.structure("Constraints")
        let specification = GrantSpecification(
            name: try request.string("Name", .minimumLength(1), .maximumLength(256), .wordPattern("^[a-zA-Z0-9:/_-]+$", extra: ":/_-")),
            grantee: grantee ?? "", retiring: try request.principal("RetiringPrincipal"), operations: operations ?? [],
            encryptionContextEquals: try Self.constraint("EncryptionContextEquals", in: constraints),
            encryptionContextSubset: try Self.constraint("EncryptionContextSubset", in: constraints))
        _ = try request.grantTokens()
        let input = Input(keyID: keyID, specification: specification, isDryRun: try request.dryRun())
        try request.finish()
        if !specification.operations.allSatisfy(GrantSpecification.allOperations.contains) {
            throw AWSError.elements(specification.operations, of: "operations", notIn: GrantSpecification.allOperations)
        }
        return input
    }

    private static func constraint(_ name: String, in constraints: StructureReader?) throws -> EncryptionContext? {
        guard let constraints, constraints.has(name) else { return nil }
        let context = try EncryptionContext(constraints, name)
        return context.isEmpty ? nil : context
    }

    func conditions(of input: Input) -> CallConditions { input.specification.conditions(isForAWSResource: false) }

    func execute(_ input: Input, in context: OperationContext) throws -> Key.IssuedGrant {
        try context.checkDelegation(of: input.specification, on: try reference(input, in: context), conditions(of: input))
        return try change(input, in: context) { key, directory in
            for principal in [input.specification.grantee, input.specification.retiring].compactMap({ $0 }) {
                guard directory.canBeNamed(principal) else { throw AWSError.invalidPrincipal(principal) }
            }
            let grant = try input.specification.issue(on: &key, by: context.account, at: context.now, random: random)
            if input.isDryRun { throw AWSError.dryRun }
            return grant
        }
    }

    func encode(_ grant: Key.IssuedGrant, into response: inout StructureWriter) {
        response.string("GrantToken", grant.token)
        response.string("GrantId", grant.id)
    }
}
