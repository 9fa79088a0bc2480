import OpenSSL

extension PresentedSignature {
    /// Checks that the signature is the one that the key makes of this request.
    ///
    /// The comparison takes the same time wherever the two begin to differ.
    package func verify(_ request: SignableRequest, with key: SigningKey) throws(SignatureError) {
        let bytes = text.utf8.span
        let canonical = CanonicalRequest(of: request, signedHeaders: bytes.extracting(signedNames), isPresigned: isPresigned)
        let isRight = canonical.stringToSign(timestamp: timestampText, scope: scope).withBytes { text in
            key.isSignature(bytes.extracting(digits), of: text)
        }
        guard isRight else {
            throw .signatureMismatch
        }
    }
}
