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
    fileprivate(set) var requestTags: RequestTags

    init(_ others: [ConditionKey: ConditionValue] = [:], requestTags: [Tag] = []) {
        self.others = others
        self.requestTags = RequestTags(requestTags)
    }

    init(encryptionContext: EncryptionContext) {
        self.init()
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
    /// The pairs of the encryption context that count of those whose keys differ in case only, which AWS does not say; nil for all.
    private(set) var countedPairs: [Tag]?

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
            return call.encryptionContext.isEmpty ? nil : .list(call.encryptionContext.pairs.map(\.key))
        default:
            if let tags = call.requestTags.value(of: key) { return tags }
            guard let name = key.tagKey(after: "kms:encryptioncontext:") else { return nil }
            return (countedPairs ?? call.encryptionContext.pairs).value(ofLowercasedKey: name).map { .single($0) }
        }
    }

    var readings: Int { call.requestTags.readings.ways(with: call.encryptionContext.pairs.spellings) }

    func reading(_ number: Int) -> any ConditionKeyValues {
        var read = self
        let (pairs, tags) = number.quotientAndRemainder(dividingBy: call.requestTags.readings)
        read.call.requestTags = call.requestTags.reading(tags)
        read.countedPairs = call.encryptionContext.pairs.spelling(pairs)
        return read
    }

    private var aliases: ConditionValue? {
        let names = directory.aliases(of: keyARN).map(\.name)
        return names.isEmpty ? nil : .list(names)
    }
}
