/// The parts of a signature as texts, from the header or from the query, before any of them is understood.
struct SignatureClaim {
    /// What the next four parts stand in: the header, or the values of the query's parameters one after the other.
    let text: String
    let algorithm: Range<Int>
    let credential: Range<Int>
    let signature: Range<Int>
    let signedHeaders: Range<Int>
    /// The moment as the request says it; `timestamp` is what it means.
    let date: String
    let timestamp: SignatureTimestamp?
    let expires: String?
    let sessionToken: String?
    let isPresigned: Bool

    /// Finds out which form the request uses, and that nothing is missing from it.
    static func read(from request: SignableRequest) throws(SignatureError) -> SignatureClaim {
        let headers = SignatureHeaders(in: request.headers.span)
        if let query = request.query, !query.isEmpty {
            let query = QueryString(query)
            if query.contains(SignatureError.QueryParameter.algorithm.rawValue) {
                guard headers.authorization == nil else {
                    throw .bothForms
                }
                return try SignatureClaim(query)
            }
        }
        guard let authorization = headers.authorization, AuthorizationHeader.isSignature(authorization) else {
            throw .missingAuthenticationToken
        }
        return try SignatureClaim(authorization, beside: headers)
    }

    private init(_ authorization: String, beside headers: SignatureHeaders) throws(SignatureError) {
        let header = try AuthorizationHeader(authorization)
        let date = (headers.amazonDate ?? headers.date)?.trimmed
        guard let credential = header.credential, let signature = header.signature, let signedHeaders = header.signedHeaders, let date
        else {
            let parts: [(SignatureError.HeaderPart, Bool)] = [
                (.credential, header.credential == nil), (.signature, header.signature == nil),
                (.signedHeaders, header.signedHeaders == nil), (.date, date == nil),
            ]
            throw .incompleteHeader(missing: parts.filter(\.1).map(\.0), authorization: authorization)
        }
        text = authorization
        algorithm = header.algorithm
        self.credential = credential
        self.signature = signature
        self.signedHeaders = signedHeaders
        self.date = date
        timestamp = headers.amazonDate == nil ? SignatureTimestamp(dateHeader: date) : SignatureTimestamp(basic: date)
        sessionToken = headers.securityToken?.trimmed
        expires = nil
        isPresigned = false
    }

    private init(_ query: QueryString) throws(SignatureError) {
        var text = ""
        var parts: [Range<Int>] = []
        var missing: [SignatureError.QueryParameter] = []
        for parameter in SignatureError.QueryParameter.allCases {
            if let value = query.value(of: parameter.rawValue) {
                parts.append(text.utf8.count..<text.utf8.count + value.utf8.count)
                text += value
            } else {
                missing.append(parameter)
            }
        }
        guard missing.isEmpty else {
            throw .incompleteQuery(missing: missing)
        }
        (algorithm, credential, signature, signedHeaders) = (parts[0], parts[1], parts[2], parts[3])
        date = String(bytes: text.utf8.span.extracting(parts[4]))
        self.text = text
        timestamp = SignatureTimestamp(basic: date)
        expires = query.value(of: "X-Amz-Expires")
        sessionToken = query.value(of: "X-Amz-Security-Token")
        isPresigned = true
    }
}
