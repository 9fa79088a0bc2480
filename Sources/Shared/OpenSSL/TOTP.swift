/// The one-time codes of a virtual MFA device (RFC 6238): HMAC-SHA1, six digits, a new one every 30 seconds.
package enum TOTP {
    /// How long a code stays the current one.
    package static let secondsPerStep: Int64 = 30

    /// The number of the step that a moment falls into.
    package static func step(at seconds: Int64) -> Int64 {
        seconds >= 0 ? seconds / secondsPerStep : (seconds - secondsPerStep + 1) / secondsPerStep
    }

    /// The code of one step.
    ///
    /// - Parameter secret: the seed's bytes, decoded from the base32 that IAM shows.
    package static func code(secret: [UInt8], step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let hash = HMAC.sha1(key: secret, message: counter)
        // RFC 4226, 5.3: the last four bits say where the 31 bits of the code begin.
        let offset = Int(hash[19] & 15)
        let number = hash[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }
}
