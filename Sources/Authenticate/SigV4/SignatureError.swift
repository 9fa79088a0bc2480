/// Why a request counts as unsigned or wrongly signed.
///
/// The texts are those recorded from DynamoDB; a case says so where it is otherwise. Which error code a service puts before a
/// text depends on its protocol: a JSON service says `InvalidSignatureException` where a query service says `SignatureDoesNotMatch`.
package enum SignatureError: Error, Sendable, Equatable {
    case missingAuthenticationToken
    case bothForms
    case pieceWithoutEqualSign(String, authorization: String)
    case incompleteHeader(missing: [HeaderPart], authorization: String)
    case incompleteQuery(missing: [QueryParameter])
    case malformedDate(String)
    /// The texts are those that S3-compatible servers answer in S3's place; that other services use them is inferred.
    case malformedExpires(ExpiresFault)
    /// The lower bound of the window and now are texts in ISO 8601 basic form.
    case expired(timestamp: String, earliest: String, now: String, allowance: String)
    case notYetCurrent(timestamp: String, latest: String, now: String, allowance: String)
    case hostNotSigned
    case unsupportedAlgorithm(String)
    case malformedCredential(String)
    case wrongScope([ScopeFault])
    case signatureMismatch

    /// What an `Authorization` header must hold, in the order in which a refusal lists what is missing.
    package enum HeaderPart: String, Sendable, CaseIterable {
        case credential = "Credential"
        case signature = "Signature"
        case signedHeaders = "SignedHeaders"
        case date = "X-Amz-Date"
    }

    /// What a presigned request's query must hold, in the order in which a refusal lists what is missing.
    package enum QueryParameter: String, Sendable, CaseIterable {
        case algorithm = "X-Amz-Algorithm"
        case credential = "X-Amz-Credential"
        case signature = "X-Amz-Signature"
        case signedHeaders = "X-Amz-SignedHeaders"
        case date = "X-Amz-Date"
    }

    package enum ExpiresFault: Sendable, CaseIterable {
        case notANumber, negative, overAWeek
    }

    /// A piece of the credential scope that does not fit, in the order in which a refusal lists them.
    package enum ScopeFault: Sendable, Equatable {
        case region(String)
        /// For services that do not repeat the region.
        case unnamedRegion
        case service(expected: String)
        case terminator(String)
        case date(String, expected: String, timestamp: String)
    }

    /// The kinds of refusal, each of which is one error code of a service.
    package enum Kind: Sendable, CaseIterable {
        case missingAuthenticationToken, incompleteSignature, invalidSignature
    }

    package var kind: Kind {
        switch self {
        case .missingAuthenticationToken:
            .missingAuthenticationToken
        case .pieceWithoutEqualSign, .incompleteHeader, .incompleteQuery, .malformedDate, .malformedExpires, .unsupportedAlgorithm,
            .malformedCredential:
            .incompleteSignature
        case .bothForms, .expired, .notYetCurrent, .hostNotSigned, .wrongScope, .signatureMismatch:
            .invalidSignature
        }
    }
}

extension SignatureError {
    /// The text that the caller sees.
    package var message: String {
        switch self {
        case .missingAuthenticationToken:
            "Request is missing Authentication Token"
        case .bothForms:
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
        case .pieceWithoutEqualSign(let piece, let authorization):
            "'\(piece)' not a valid key=value pair (missing equal-sign) in Authorization header: '\(authorization)'."
        case .incompleteHeader(let missing, let authorization):
            missing.map(\.sentence).joined() + "Authorization=\(authorization)"
        case .incompleteQuery(let missing):
            missing.map { "AWS query-string parameters must include '\($0.rawValue)'. " }.joined()
                + "Re-examine the query-string parameters."
        case .malformedDate(let text):
            "Date must be in ISO-8601 'basic format'. Got '\(text)'. See http://en.wikipedia.org/wiki/ISO_8601"
        case .malformedExpires(let fault):
            fault.message
        case .expired(let timestamp, let earliest, let now, let allowance):
            "Signature expired: \(timestamp) is now earlier than \(earliest) (\(now) - \(allowance))"
        case .notYetCurrent(let timestamp, let latest, let now, let allowance):
            "Signature not yet current: \(timestamp) is still later than \(latest) (\(now) + \(allowance))"
        case .hostNotSigned:
            "'Host' must be a 'SignedHeader' in the AWS Authorization."
        case .unsupportedAlgorithm(let name):
            "Unsupported AWS 'algorithm': '\(name)' (only AWS4-HMAC-SHA256 for now). "
        case .malformedCredential(let text):
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '\(text)'"
        case .wrongScope(let faults):
            faults.map(\.sentence).joined()
        case .signatureMismatch:
            """
            The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and \
            signing method. Consult the service documentation for details.
            """
        }
    }
}

extension SignatureError.HeaderPart {
    fileprivate var sentence: String {
        switch self {
        case .credential, .signature, .signedHeaders: "Authorization header requires '\(rawValue)' parameter. "
        case .date: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
        }
    }
}

extension SignatureError.ExpiresFault {
    fileprivate var message: String {
        switch self {
        case .notANumber: "X-Amz-Expires should be a number"
        case .negative: "X-Amz-Expires must be non-negative"
        case .overAWeek:
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
        }
    }
}

extension SignatureError.ScopeFault {
    fileprivate var sentence: String {
        switch self {
        case .region(let region): "Credential should be scoped to a valid region, not '\(region)'. "
        case .unnamedRegion: "Credential should be scoped to a valid region. "
        case .service(let expected): "Credential should be scoped to correct service: '\(expected)'. "
        case .terminator(let terminator): "Credential should be scoped with a valid terminator: 'aws4_request', not '\(terminator)'. "
        case .date(let date, let expected, let timestamp):
            """
            Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '\(date)' != '\(expected)', \
            from '\(timestamp)'.
            """
        }
    }
}
