/// The parts of a signature as texts, from the header or from the query, before any of them is understood.
struct SignatureClaim {
    var algorithm: String
    var credential: String
    var signature: String
    var signedHeaders: String
    /// The moment as the request says it; `timestamp` is what it means.
    var date: String
    var timestamp: SignatureTimestamp?
    var expires: String?
    var sessionToken: String?
    var isPresigned: Bool

    /// Finds out which form the request uses, and that nothing is missing from it.
    init(in request: SignableRequest) throws(SignatureError) {
        let authorization = request.header("authorization")
        if let query = request.query, !query.isEmpty {
            let query = QueryString(query)
            if query.contains(SignatureError.QueryParameter.algorithm.rawValue) {
                guard authorization == nil else {
                    throw .bothForms
                }
                try self.init(query)
                return
            }
        }
        guard let authorization, AuthorizationHeader.isSignature(authorization) else {
            throw .missingAuthenticationToken
        }
        try self.init(authorization, in: request)
    }

    private init(_ authorization: String, in request: SignableRequest) throws(SignatureError) {
        let header = try AuthorizationHeader(authorization)
        let amazonDate = request.header("x-amz-date")?.trimmed
        let date = amazonDate ?? request.header("date")?.trimmed
        guard let credential = header.credential, let signature = header.signature, let signedHeaders = header.signedHeaders, let date
        else {
            let parts: [(SignatureError.HeaderPart, String?)] = [
                (.credential, header.credential), (.signature, header.signature), (.signedHeaders, header.signedHeaders), (.date, date),
            ]
            throw .incompleteHeader(missing: parts.filter { $0.1 == nil }.map(\.0), authorization: authorization)
        }
        algorithm = header.algorithm
        self.credential = credential
        self.signature = signature
        self.signedHeaders = signedHeaders
        self.date = date
        timestamp = amazonDate == nil ? SignatureTimestamp(dateHeader: date) : SignatureTimestamp(basic: date)
        sessionToken = request.header("x-amz-security-token")?.trimmed
        isPresigned = false
    }

    private init(_ query: QueryString) throws(SignatureError) {
        var values: [String] = []
        var missing: [SignatureError.QueryParameter] = []
        for parameter in SignatureError.QueryParameter.allCases {
            if let value = query.value(of: parameter.rawValue) {
                values.append(value)
            } else {
                missing.append(parameter)
            }
        }
        guard missing.isEmpty else {
            throw .incompleteQuery(missing: missing)
        }
        (algorithm, credential, signature, signedHeaders, date) = (values[0], values[1], values[2], values[3], values[4])
        timestamp = SignatureTimestamp(basic: date)
        expires = query.value(of: "X-Amz-Expires")
        sessionToken = query.value(of: "X-Amz-Security-Token")
        isPresigned = true
    }
}
