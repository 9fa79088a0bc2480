import AWSTypes
import AWSWire
import OpenSSL

/// The members that many requests of KMS have, with the constraints of the service's model.
extension StructureReader {
    func keyID(_ name: String = "KeyId") throws(AWSError) -> String {
        try required(name, .minimumLength(1), .maximumLength(2048))
    }

    func optionalKeyID(_ name: String = "KeyId") throws(AWSError) -> String? {
        try string(name, .minimumLength(1), .maximumLength(2048))
    }

    func aliasName() throws(AWSError) -> String {
        try required("AliasName", .minimumLength(1), .maximumLength(256), .wordPattern("^[a-zA-Z0-9:/_-]+$", extra: ":/_-"))
    }

    func description() throws(AWSError) -> String? { try string("Description", .maximumLength(8192)) }

    func policyText() throws(AWSError) -> String? {
        try string(
            "Policy", .minimumLength(1), .maximumLength(131_072),
            .pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+") { scalar in
                scalar == "\t" || scalar == "\n" || scalar == "\r" || (0x20...0xFF).contains(scalar.value)
            })
    }

    func policyName() throws(AWSError) -> String? {
        try string("PolicyName", .minimumLength(1), .maximumLength(128), .wordPattern("[\\w]+", extra: "_"))
    }

    func grantID() throws(AWSError) -> String? { try string("GrantId", .minimumLength(1), .maximumLength(128)) }

    func principal(_ name: String) throws(AWSError) -> String? {
        try string(name, .minimumLength(1), .maximumLength(256), .wordPattern("^[\\w+=,.@:/-]+$", extra: "_+=,.@:/-"))
    }

    func grantTokens() throws(AWSError) -> [String] { try strings("GrantTokens") ?? [] }

    func dryRun() throws(AWSError) -> Bool { try boolean("DryRun") ?? false }

    func encryptionAlgorithm(_ name: String = "EncryptionAlgorithm") throws(AWSError) -> String {
        try string(name, .oneOf([KeySpec.symmetric, "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"])) ?? KeySpec.symmetric
    }

    /// Bytes, as base64.
    func blob(_ name: String, upTo maximum: Int) throws(AWSError) -> [UInt8]? {
        guard let text = try string(name) else { return nil }
        guard let bytes = Base64.decode(text) else { throw AWSError(.serialization) }
        let member = name.prefix(1).lowercased() + name.dropFirst()
        if bytes.isEmpty { throw .blob(member, shorterThan: 1) }
        if bytes.count > maximum { throw .blob(member, longerThan: maximum) }
        return bytes
    }

    func requiredBlob(_ name: String, upTo maximum: Int) throws(AWSError) -> [UInt8] {
        if let bytes = try blob(name, upTo: maximum) { return bytes }
        requireMember(name)
        return []
    }

    /// Recipient asks for an answer encrypted for a Nitro enclave, which is not done here.
    func refuseRecipient() throws(AWSError) {
        if has("Recipient") { throw .unsupported("Recipient is not supported.") }
    }
}

extension Constraint {
    /// A pattern of ASCII letters, digits and a few more characters.
    static func wordPattern(_ text: String, extra: String) -> Constraint {
        .pattern(text) { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || extra.unicodeScalars.contains(scalar)
        }
    }
}
