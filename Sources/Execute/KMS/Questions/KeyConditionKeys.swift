import AWSTypes
import Directory
import IAMPolicy

/// What a call itself brings to the conditions of policies, apart from its key.
struct CallConditions: Sendable {
    var encryptionContext = EncryptionContext()
    /// `kms:ViaService`: the service that calls with somebody's credentials; nil for a caller's own call.
    var viaService: String?
    /// Whether the request named no key, so that only the ciphertext tells which it is; the denial is then worded differently.
    var isKeyFromCiphertext = false
    /// Further keys that only this operation has.
    var others: [ConditionKey: ConditionValue] = [:]

    init(_ others: [ConditionKey: ConditionValue] = [:]) { self.others = others }

    init(encryptionContext: EncryptionContext) {
        self.encryptionContext = encryptionContext
        others["kms:EncryptionAlgorithm"] = .single(KeySpec.symmetric)
    }
}

/// KMS's condition keys in one question about a key (KMS Developer Guide, "AWS KMS condition keys").
struct KeyConditionKeys: ConditionKeyValues {
    /// The account of the caller; nil where a service acts as itself.
    var callerAccount: String?
    /// The key's ARN, whether or not there is such a key.
    var keyARN: String
    var requestAlias: String?
    var call: CallConditions
    var directory: Directory

    /// The key, or nil where there is none.
    var key: Key? { directory.keys[keyARN] }

    func value(of key: ConditionKey) -> ConditionValue? {
        if let given = call.others[key] { return given }
        switch key.name {
        case "kms:calleraccount": return callerAccount.map { .single($0) }
        case "kms:viaservice": return call.viaService.map { .single($0) }
        case "kms:requestalias": return requestAlias.map { .single($0) }
        case "kms:resourcealiases": return aliases
        case "kms:keyspec": return self.key.map { .single($0.spec) }
        case "kms:keyusage": return self.key.map { .single($0.usage) }
        case "kms:keyorigin": return self.key.map { _ in .single("AWS_KMS") }
        case "kms:multiregion": return self.key.map { _ in .single("false") }
        case "kms:encryptioncontextkeys":
            return call.encryptionContext.isEmpty ? nil : .list(call.encryptionContext.sorted.map(\.key))
        default:
            guard key.name.hasPrefix(Self.contextPrefix) else { return nil }
            let values = call.encryptionContext.values(ofLowercasedKey: key.name.dropFirst(Self.contextPrefix.count))
            return values.count > 1 ? .list(values) : values.first.map { .single($0) }
        }
    }

    private var aliases: ConditionValue? {
        let names = directory.aliases(of: keyARN).map(\.name)
        return names.isEmpty ? nil : .list(names)
    }

    private static let contextPrefix = "kms:encryptioncontext:"
}
