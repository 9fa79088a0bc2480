import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Ends a grant, by whom the grant itself names.
struct RetireGrant: Operation {
    struct Input {
        var grant: Name
        var isDryRun: Bool
    }

    /// How the request names the grant.
    enum Name {
        case token(String)
        case id(String, keyID: String)

        func means(_ grant: Key.IssuedGrant) -> Bool {
            switch self {
            case .token(let token): grant.token == token
            case .id(let id, _): grant.id == id
            }
        }

        var notFound: AWSError {
            switch self {
            case .token: .invalidGrantToken
            case .id(let id, _): .grantNotFound(id)
            }
        }
    }

    static let name = "RetireGrant"
    static let traits = OperationTraits(secretMembers: ["GrantToken"])
    static let example = Example.key(",\"GrantId\":\"\(Example.grantID)\"")

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let token = try request.string("GrantToken", .minimumLength(1), .maximumLength(8192))
        let keyID = try request.optionalKeyID()
        let grantID = try request.grantID()
        let isDryRun = try request.dryRun()
        try request.finish()
        if let token { return Input(grant: .token(token), isDryRun: isDryRun) }
        guard let keyID, let grantID else { throw AWSError.noGrantNamed }
        return Input(grant: .id(grantID, keyID: keyID), isDryRun: isDryRun)
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        let reference = try reference(input, in: context)
        let grant = context.directory.keys[reference.arn]?.grants.first(where: input.grant.means)
        return [context.question("kms:RetireGrant", on: reference, grant.map { GrantSpecification($0).constraints } ?? CallConditions())]
    }

    /// The key of the grant; a token tells it, so one that is nobody's is an error before any permission.
    private func reference(_ input: Input, in context: OperationContext) throws(AWSError) -> KeyReference {
        switch input.grant {
        case .id(_, let keyID): return try KeyReference(keyID, takingAliases: false, in: context)
        case .token(let token):
            let key = context.directory.keys.unordered.first { key in key.grants.contains { $0.token == token } }
            guard let key, !key.isGone(at: context.now) else { throw .invalidGrantToken }
            return KeyReference(key)
        }
    }

    /// Policies can forbid to retire a grant, but not give leave to (KMS Developer Guide, "Retiring and revoking grants").
    func execute(_ input: Input, in context: OperationContext) throws {
        let reference = try reference(input, in: context)
        try store.update { directory in
            var key = try directory.key(reference.arn, at: context.now)
            guard let place = key.grants.firstIndex(where: input.grant.means) else { throw input.grant.notFound }
            guard key.grants[place].mayBeRetired(by: context.caller.principal) else {
                throw AWSError.mayNotRetire(principal: context.caller.arn, keyARN: key.arn)
            }
            if input.isDryRun { throw AWSError.dryRun }
            key.grants.remove(at: place)
            directory.keys[key.arn] = key
        }
    }
}

extension Key.IssuedGrant {
    /// The retiring principal, the grantee where the grant says so, and the account that issued it.
    fileprivate func mayBeRetired(by principal: Principal) -> Bool {
        let account = ARN.root(of: principal.account).description
        let names: Set = [principal.arn, principal.issuerARN, principal.account, account]
        if let retiring, names.contains(retiring) { return true }
        if operations.contains("RetireGrant"), names.contains(grantee) { return true }
        return principal.kind == .root && principal.account == issuingAccount
    }
}
