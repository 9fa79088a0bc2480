/// The kinds of keys, and what each can be used for (KMS Developer Guide, "Key spec reference").
struct KeySpec: Sendable {
    var name: String
    /// The usages to choose from.
    var usages: [String]
    var encryptionAlgorithms: [String] = []
    var signingAlgorithms: [String] = []
    var macAlgorithms: [String] = []
    var keyAgreementAlgorithms: [String] = []

    static let symmetric = "SYMMETRIC_DEFAULT"

    /// In the order of the service's model.
    static let all: [KeySpec] =
        ["RSA_2048", "RSA_3072", "RSA_4096"].map { rsa($0) } + [
            curve("ECC_NIST_P256", "ECDSA_SHA_256"), curve("ECC_NIST_P384", "ECDSA_SHA_384"), curve("ECC_NIST_P521", "ECDSA_SHA_512"),
            KeySpec(name: "ECC_SECG_P256K1", usages: ["SIGN_VERIFY"], signingAlgorithms: ["ECDSA_SHA_256"]),
            KeySpec(name: symmetric, usages: ["ENCRYPT_DECRYPT"], encryptionAlgorithms: [symmetric]),
        ]
        + ["224", "256", "384", "512"].map {
            KeySpec(name: "HMAC_\($0)", usages: ["GENERATE_VERIFY_MAC"], macAlgorithms: ["HMAC_SHA_\($0)"])
        }

    static func named(_ name: String) -> KeySpec? { all.first { $0.name == name } }

    private static func rsa(_ name: String) -> KeySpec {
        KeySpec(
            name: name, usages: ["ENCRYPT_DECRYPT", "SIGN_VERIFY"], encryptionAlgorithms: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
            signingAlgorithms: [
                "RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512", "RSASSA_PSS_SHA_256",
                "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512",
            ])
    }

    private static func curve(_ name: String, _ algorithm: String) -> KeySpec {
        KeySpec(name: name, usages: ["SIGN_VERIFY", "KEY_AGREEMENT"], signingAlgorithms: [algorithm], keyAgreementAlgorithms: ["ECDH"])
    }
}
