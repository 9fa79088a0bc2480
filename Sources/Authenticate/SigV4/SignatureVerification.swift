import OpenSSL

extension PresentedSignature {
    /// Checks that the signature is the one that the key makes of this request.
    ///
    /// The comparison takes the same time wherever the two begin to differ.
    package func verify(_ request: SignableRequest, with key: SigningKey) throws(SignatureError) {
        let canonical = CanonicalRequest(of: request, signedHeaders: signedHeaders, isPresigned: isPresigned)
        let expected = key.hexSignature(of: canonical.stringToSign(timestamp: timestampText, scope: scope))
        guard HMAC.constantTimeEquals(expected, Array(signature.utf8)) else {
            throw .signatureMismatch
        }
    }

    /// The text that should have been hashed, for explaining a mismatch. AWS showed it to the caller until about 2016.
    package func canonicalRequest(of request: SignableRequest) -> String {
        String(decoding: CanonicalRequest(of: request, signedHeaders: signedHeaders, isPresigned: isPresigned).bytes, as: UTF8.self)
    }

    /// The text that should have been signed, for explaining a mismatch.
    package func stringToSign(for request: SignableRequest) -> String {
        let canonical = CanonicalRequest(of: request, signedHeaders: signedHeaders, isPresigned: isPresigned)
        return String(decoding: canonical.stringToSign(timestamp: timestampText, scope: scope), as: UTF8.self)
    }
}
