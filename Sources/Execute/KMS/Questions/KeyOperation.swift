import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// The input of an operation on one key.
protocol KeyInput: Sendable {
    /// The key as the request names it.
    var keyID: String { get }
}

/// The input of an operation that wants to know nothing but the key.
struct KeyOnly: KeyInput {
    var keyID: String
}

/// An operation on one key that its request names.
///
/// What all of them do alike stands here: resolving the name, asking for `kms:<Name>` on the key, and checking that the key
/// is there and in a state that permits the operation, which AWS does after permission was given.
protocol KeyOperation: Operation where Input: KeyInput {
    /// Whether an alias may stand for the key; only a few operations take one.
    static var takesAliases: Bool { get }
    static var states: KeyStates { get }
    /// Whether a key of another account can be meant, if that account's policies allow it (KMS API Reference, "Cross-account
    /// use" of each operation). Whoever administers a key is always of its own account.
    static var worksAcrossAccounts: Bool { get }

    /// What the request itself brings to conditions.
    func conditions(of input: Input) -> CallConditions
}

extension KeyOperation {
    static var takesAliases: Bool { false }
    static var worksAcrossAccounts: Bool { false }

    func conditions(of input: Input) -> CallConditions { CallConditions() }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        let reference = try reference(input, in: context)
        if !Self.worksAcrossAccounts { try context.requireOwn(reference, for: "kms:\(Self.name)") }
        return [context.question("kms:\(Self.name)", on: reference, conditions(of: input))]
    }

    func reference(_ input: Input, in context: OperationContext) throws(AWSError) -> KeyReference {
        try KeyReference(input.keyID, takingAliases: Self.takesAliases, in: context)
    }

    /// The key as the call found it.
    func key(_ input: Input, in context: OperationContext) throws(AWSError) -> Key {
        let key = try context.directory.key(reference(input, in: context).arn, at: context.now)
        try Self.states.check(key)
        return key
    }
}

extension KeyOperation where Input == KeyOnly {
    func decode(_ request: StructureReader) throws -> KeyOnly { KeyOnly(keyID: try request.keyID()) }
}

/// An operation that changes its key.
protocol KeyChange: KeyOperation {
    var store: DirectoryStore { get }
}

extension KeyChange {
    /// Changes the key as it is now, which may be another than the call found.
    func change<Result>(
        _ input: Input, in context: OperationContext, _ body: (inout Key, Directory) throws -> Result
    ) throws -> Result {
        let reference = try reference(input, in: context)
        return try store.update { directory in
            var key = try directory.key(reference.arn, at: context.now)
            try Self.states.check(key)
            let result = try body(&key, directory)
            directory.keys[key.arn] = key
            return result
        }
    }
}
