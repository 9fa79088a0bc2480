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
}
