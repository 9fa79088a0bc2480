package import OpenSSL

/// Makes the ids that AWS gives to principals, keys and the like (IAM User Guide, "IAM identifiers").
package struct Identifiers: Sendable {
    package let random: any RandomSource

    package init(random: any RandomSource) { self.random = random }

    /// The letters that begin a unique id and say what it is of.
    package enum Kind: String, Sendable, CaseIterable {
        case user = "AIDA"
        case group = "AGPA"
        case role = "AROA"
        case managedPolicy = "ANPA"
    }

    /// 21 characters: `AIDA…`.
    package func uniqueID(_ kind: Kind) -> String { kind.rawValue + random.string(17, alphabet: Self.base32) }

    /// 20 characters: `AKIA…`, or `ASIA…` for temporary credentials.
    package func accessKeyID(isTemporary: Bool) -> String {
        (isTemporary ? "ASIA" : "AKIA") + random.string(16, alphabet: Self.base32)
    }

    /// 40 characters of base64.
    package func secretKey() -> String { Base64.encode(random.bytes(30)) }

    /// Digits of base 16, as in `vpce-0a1b2c3d4e5f67890`.
    package func hexadecimal(_ count: Int) -> String { random.string(count, alphabet: "0123456789abcdef") }

    /// Small letters and digits, as in `p-examplepolicyid` and `o-exampleorgid`.
    package func lowercase(_ count: Int) -> String { random.string(count, alphabet: "abcdefghijklmnopqrstuvwxyz0123456789") }

    private static let base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
}
