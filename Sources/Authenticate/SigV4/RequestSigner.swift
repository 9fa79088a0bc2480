/// Signs requests as an AWS SDK does, with a header or in the query.
package struct RequestSigner: Sendable {
    package var accessKeyID: String
    package var secretAccessKey: String
    /// The token of temporary credentials.
    package var sessionToken: String?
    package var region: String
    package var service: String
    private let keys = SigningKeyCache(capacity: 16)

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, region: String, service: String) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.region = region
        self.service = service
    }

    /// Adds the headers `X-Amz-Date`, `X-Amz-Security-Token` for temporary credentials, and `Authorization`.
    ///
    /// Every header is signed but those that proxies change. The request must have its `Host` header already.
    ///
    /// - Parameter now: seconds since 1970.
    package func sign(_ request: inout SignableRequest, now: Int64) {
        let timestamp = SignatureTimestamp.text(for: now)
        request.headers.removeAll { ["authorization", "x-amz-date", "x-amz-security-token"].contains($0.name.lowercased()) }
        request.headers.append(("X-Amz-Date", timestamp))
        if let sessionToken {
            request.headers.append(("X-Amz-Security-Token", sessionToken))
        }
        let scope = scope(at: timestamp)
        let names = signedHeaders(of: request)
        let signature = signature(of: request, signedHeaders: names, timestamp: timestamp, scope: scope, isPresigned: false)
        let value = "AWS4-HMAC-SHA256 Credential=\(credential(in: scope)), SignedHeaders=\(names), Signature=\(signature)"
        request.headers.append(("Authorization", value))
    }

    /// Adds the signature to the query, so that the request can be sent by whoever has its URL.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - expires: for how many seconds the request is good; nil leaves it to the service.
    package func presign(_ request: inout SignableRequest, now: Int64, expires: Int64?) {
        let timestamp = SignatureTimestamp.text(for: now)
        let scope = scope(at: timestamp)
        let names = signedHeaders(of: request)
        var parameters = [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", credential(in: scope)), ("X-Amz-Date", timestamp),
        ]
        if let expires {
            parameters.append(("X-Amz-Expires", String(expires)))
        }
        parameters.append(("X-Amz-SignedHeaders", names))
        if let sessionToken {
            parameters.append(("X-Amz-Security-Token", sessionToken))
        }
        var query = request.query.map { $0.isEmpty ? [] : [$0] } ?? []
        for (name, value) in parameters {
            query.append("\(name)=\(String(decoding: URIEncoding.encode(Array(value.utf8)), as: UTF8.self))")
        }
        request.query = query.joined(separator: "&")
        let signature = signature(of: request, signedHeaders: names, timestamp: timestamp, scope: scope, isPresigned: true)
        request.query = (query + ["X-Amz-Signature=\(signature)"]).joined(separator: "&")
    }

    /// Headers that something on the way may add or change.
    private static let unsigned: Set = ["authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id"]

    private func signedHeaders(of request: SignableRequest) -> String {
        Set(request.headers.map { $0.name.lowercased() }).subtracting(Self.unsigned).sorted().joined(separator: ";")
    }

    private func scope(at timestamp: String) -> CredentialScope {
        CredentialScope(date: String(timestamp.prefix(8)), region: region, service: service)
    }

    private func credential(in scope: CredentialScope) -> String {
        "\(accessKeyID)/\(scope.date)/\(scope.region)/\(scope.service)/\(scope.terminator)"
    }

    private func signature(
        of request: SignableRequest, signedHeaders: String, timestamp: String, scope: CredentialScope, isPresigned: Bool
    ) -> String {
        let canonical = CanonicalRequest(of: request, signedHeaders: signedHeaders.utf8.span, isPresigned: isPresigned)
        let key = keys.key(for: secretAccessKey, scope: scope)
        return canonical.stringToSign(timestamp: timestamp, scope: scope).withBytes(key.signature)
    }
}
