/// What a request says about who signed it, read and checked as far as that goes before the key is known.
///
/// The order of the checks is AWS's (recorded from DynamoDB): both forms at once, neither, missing parts, date, window, `host`
/// signed, algorithm, credential, scope. What comes first is what the caller is told. After it the service looks the key up, and
/// only then does `verify` compare signatures.
package struct PresentedSignature: Sendable {
    package let accessKeyID: String
    package let scope: CredentialScope
    /// The names of the signed headers as the request lists them, joined by semicolons.
    package let signedHeaders: String
    /// 64 hexadecimal digits, if it is right.
    package let signature: String
    /// The request's moment in seconds since 1970.
    package let timestamp: Int64
    /// The request's moment as it is signed, `20150830T123600Z`.
    package let timestampText: String
    package let sessionToken: String?
    /// Whether the signature came in the query instead of a header.
    package let isPresigned: Bool
    /// For how many seconds a presigned request says it is good.
    package let expires: Int64?

    /// Reads the signature of a request.
    ///
    /// - Parameter now: seconds since 1970.
    package init(reading request: SignableRequest, now: Int64, rules: SignatureRules) throws(SignatureError) {
        let claim = try SignatureClaim(in: request)
        guard let timestamp = claim.timestamp else {
            throw .malformedDate(claim.date)
        }
        let expires = rules.honorsExpires ? try Self.expires(claim.expires) : nil
        try Self.checkWindow(timestamp, expires: expires, now: now, rules: rules)
        guard Self.isHostSigned(claim.signedHeaders) else {
            throw .hostNotSigned
        }
        guard claim.algorithm == "AWS4-HMAC-SHA256" else {
            throw .unsupportedAlgorithm(claim.algorithm)
        }
        let credential = try Self.elements(of: claim.credential)
        let scope = CredentialScope(date: credential[1], region: credential[2], service: credential[3], terminator: credential[4])
        try Self.check(scope, timestamp: timestamp.text, rules: rules)

        accessKeyID = credential[0]
        self.scope = scope
        signedHeaders = claim.signedHeaders
        signature = claim.signature
        self.timestamp = timestamp.seconds
        timestampText = timestamp.text
        sessionToken = claim.sessionToken
        isPresigned = claim.isPresigned
        self.expires = expires
    }

    /// Reads `X-Amz-Expires`: whole seconds, a week at most.
    private static func expires(_ text: String?) throws(SignatureError) -> Int64? {
        guard let text else {
            return nil
        }
        guard let seconds = Int64(text) else {
            throw .malformedExpires(.notANumber)
        }
        guard seconds >= 0 else {
            throw .malformedExpires(.negative)
        }
        guard seconds <= 604_800 else {
            throw .malformedExpires(.overAWeek)
        }
        return seconds
    }

    /// Checks that the request is neither too old nor from the future.
    ///
    /// How a lifetime of its own is printed is inferred: as minutes where it is whole minutes, else as seconds.
    private static func checkWindow(
        _ timestamp: SignatureTimestamp, expires: Int64?, now: Int64, rules: SignatureRules
    ) throws(SignatureError) {
        let window = rules.windowMinutes * 60
        let lifetime = expires ?? window
        let earliest = now &- lifetime
        if timestamp.seconds < earliest {
            throw .expired(
                timestamp: timestamp.text, earliest: SignatureTimestamp.text(for: earliest), now: SignatureTimestamp.text(for: now),
                allowance: lifetime.isMultiple(of: 60) ? "\(lifetime / 60) min." : "\(lifetime) sec.")
        }
        let latest = now &+ window
        if timestamp.seconds > latest {
            throw .notYetCurrent(
                timestamp: timestamp.text, latest: SignatureTimestamp.text(for: latest), now: SignatureTimestamp.text(for: now),
                allowance: "\(rules.windowMinutes) min.")
        }
    }

    private static func isHostSigned(_ signedHeaders: String) -> Bool {
        signedHeaders.withBytes { names in
            var start = 0
            for end in 0...names.count where end == names.count || names[end] == UInt8(ascii: ";") {
                if end - start == 4, ASCII.lowercased(names[start]) == UInt8(ascii: "h"),
                    ASCII.lowercased(names[start + 1]) == UInt8(ascii: "o"), ASCII.lowercased(names[start + 2]) == UInt8(ascii: "s"),
                    ASCII.lowercased(names[start + 3]) == UInt8(ascii: "t")
                {
                    return true
                }
                start = end + 1
            }
            return false
        }
    }

    /// Takes a credential apart. Slashes at its end are ignored, an empty element before another is one (recorded from DynamoDB).
    private static func elements(of credential: String) throws(SignatureError) -> [String] {
        let elements: [String] = credential.withBytes { bytes in
            var length = bytes.count
            while length > 0, bytes[length - 1] == UInt8(ascii: "/") {
                length -= 1
            }
            var elements: [String] = []
            elements.reserveCapacity(5)
            var start = 0
            for end in 0...length where end == length || bytes[end] == UInt8(ascii: "/") {
                elements.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self))
                start = end + 1
            }
            return elements
        }
        guard elements.count == 5 else {
            throw .malformedCredential(credential)
        }
        return elements
    }

    private static func check(_ scope: CredentialScope, timestamp: String, rules: SignatureRules) throws(SignatureError) {
        var faults: [SignatureError.ScopeFault] = []
        if rules.regionCheck != .none, !CredentialScope.isRegionName(scope.region) {
            faults.append(rules.regionCheck == .naming ? .region(scope.region) : .unnamedRegion)
        }
        if !rules.services.contains(scope.service) {
            faults.append(.service(expected: rules.services[0]))
        }
        if scope.terminator != CredentialScope.terminator {
            faults.append(.terminator(scope.terminator))
        }
        let day = String(decoding: timestamp.utf8.prefix(8), as: UTF8.self)
        if scope.date != day {
            faults.append(.date(scope.date, expected: day, timestamp: timestamp))
        }
        guard faults.isEmpty else {
            throw .wrongScope(faults)
        }
    }
}
