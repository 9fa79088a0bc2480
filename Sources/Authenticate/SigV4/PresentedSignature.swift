/// What a request says about who signed it, read and checked as far as that goes before the key is known.
///
/// The order of the checks is AWS's (recorded from DynamoDB): both forms at once, neither, missing parts, date, window, `host`
/// signed, algorithm, credential, scope. What comes first is what the caller is told. After it the service looks the key up, and
/// only then does `verify` compare signatures.
package struct PresentedSignature: Sendable {
    package let accessKeyID: String
    package let scope: CredentialScope
    /// The names of the signed headers as the request lists them, joined by semicolons.
    package var signedHeaders: String { String(bytes: text.utf8.span.extracting(signedNames)) }
    /// 64 hexadecimal digits, if it is right.
    package var signature: String { String(bytes: text.utf8.span.extracting(digits)) }
    /// The request's moment in seconds since 1970.
    package let timestamp: Int64
    /// The request's moment as it is signed, `20150830T123600Z`.
    package let timestampText: String
    package let sessionToken: String?
    /// Whether the signature came in the query instead of a header.
    package let isPresigned: Bool
    /// For how many seconds a presigned request says it is good.
    package let expires: Int64?
    /// What the names of the signed headers and the signature's digits stand in; they are not copied out of it.
    let text: String
    let signedNames: Range<Int>
    let digits: Range<Int>

    /// Reads the signature of a request.
    ///
    /// - Parameter now: seconds since 1970.
    package init(reading request: borrowing SignableRequest, now: Int64, rules: SignatureRules) throws(SignatureError) {
        let claim = try SignatureClaim.read(from: request)
        guard let timestamp = claim.timestamp else {
            throw .malformedDate(claim.date)
        }
        let expires = rules.honorsExpires ? try Self.expires(claim.expires) : nil
        try Self.checkWindow(timestamp, expires: expires, now: now, rules: rules)
        let text = claim.text.utf8.span
        guard Self.isHostSigned(text.extracting(claim.signedHeaders)) else {
            throw .hostNotSigned
        }
        guard text.extracting(claim.algorithm).isSame(as: "AWS4-HMAC-SHA256") else {
            throw .unsupportedAlgorithm(String(bytes: text.extracting(claim.algorithm)))
        }
        let credential = try Credential(text.extracting(claim.credential))
        try Self.check(credential.scope, timestamp: timestamp.text, rules: rules)

        accessKeyID = credential.accessKeyID
        scope = credential.scope
        self.text = claim.text
        signedNames = claim.signedHeaders
        digits = claim.signature
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

    private static func isHostSigned(_ names: Span<UInt8>) -> Bool {
        var start = 0
        while start < names.count {
            let end = names.next(UInt8(ascii: ";"), from: start)
            if names.extracting(start..<end).isHeaderName("host") {
                return true
            }
            start = end + 1
        }
        return false
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
        let day = timestamp.utf8.span.extracting(first: 8)
        if !scope.date.utf8.span.isSame(as: day) {
            faults.append(.date(scope.date, expected: String(bytes: day), timestamp: timestamp))
        }
        guard faults.isEmpty else {
            throw .wrongScope(faults)
        }
    }
}
