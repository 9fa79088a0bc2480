import COpenSSL

/// A certificate for serving TLS on this machine, with the authority that vouches for it. All in PEM.
///
/// The authority's private key is thrown away at once: who decides to trust the authority trusts this one certificate and nothing
/// that could be made later.
package struct DevelopmentCertificate: Sendable {
    /// What a client is told to trust (`AWS_CA_BUNDLE`).
    package let caCertificate: String
    package let certificate: String
    /// The key of `certificate`, in PKCS #8.
    package let privateKey: String

    package enum Fault: Error, Equatable {
        /// A name that is neither a host name nor an address.
        case invalidName(String)
        /// OpenSSL could not do what it was asked for, with its own words.
        case openSSL(String)
    }

    /// Makes a new authority and a certificate for `localhost`, `*.localhost`, `127.0.0.1`, `::1` and the names given.
    ///
    /// OpenSSL, and with it Python and the AWS CLI, takes no wildcard directly under a top-level name: a host such as
    /// `vpce-1.localhost` must be among `names` to be believed by them. The wildcard serves clients that are less strict.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970. The certificate holds from an hour earlier, for clocks that are a little behind, to 397 days
    ///     later, the longest that clients accept; the authority for ten years.
    ///   - names: further host names, wildcards or addresses.
    package init(now: Int64, names: [String] = []) throws(Fault) {
        var alternatives: [String] = []
        for name in ["localhost", "*.localhost", "127.0.0.1", "::1"] + names {
            alternatives.append(try Self.alternative(for: name))
        }
        let caKey = try Self.makeKey()
        defer { EVP_PKEY_free(caKey) }
        let key = try Self.makeKey()
        defer { EVP_PKEY_free(key) }
        let authority = try Self.make(
            subject: "Portcullis development CA", key: caKey, issuer: nil, signer: caKey, from: now - 3600, to: now + 3650 * 86_400,
            extensions: [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
            ])
        defer { X509_free(authority) }
        let leaf = try Self.make(
            subject: "localhost", key: key, issuer: authority, signer: caKey, from: now - 3600, to: now + 397 * 86_400 - 3600,
            extensions: [
                (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
                (NID_ext_key_usage, "serverAuth"), (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid"),
                (NID_subject_alt_name, alternatives.joined(separator: ",")),
            ])
        defer { X509_free(leaf) }
        caCertificate = try Self.text { PEM_write_bio_X509($0, authority) }
        certificate = try Self.text { PEM_write_bio_X509($0, leaf) }
        privateKey = try Self.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
    }

    /// The name as OpenSSL's extension syntax writes it.
    ///
    /// INVARIANT: no comma, no line break and no blank gets through, since they would begin an entry of their own there.
    private static func alternative(for name: String) throws(Fault) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard isPlain, !name.isEmpty else {
            throw .invalidName(name)
        }
        if let address = a2i_IPADDRESS(name) {
            ASN1_OCTET_STRING_free(address)
            return "IP:\(name)"
        }
        guard !name.utf8.contains(UInt8(ascii: ":")) else {
            throw .invalidName(name)
        }
        return "DNS:\(name)"
    }

    private static func makeKey() throws(Fault) -> OpaquePointer {
        guard let key = portcullis_generate_p256_key() else {
            throw failure()
        }
        return key
    }

    /// One certificate, signed. Without an issuer it vouches for itself.
    private static func make(
        subject: String, key: OpaquePointer, issuer: OpaquePointer?, signer: OpaquePointer, from: Int64, to: Int64,
        extensions: [(Int32, String)]
    ) throws(Fault) -> OpaquePointer {
        guard let certificate = X509_new() else {
            throw failure()
        }
        let name = X509_get_subject_name(certificate)
        // 16 bytes with the first bit clear: a positive number, as RFC 5280 asks.
        var serial = SystemRandom().bytes(16)
        serial[0] = serial[0] & 0x7f | 0x40
        let number = BN_bin2bn(serial, Int32(serial.count), nil)
        defer { BN_free(number) }
        var isDone =
            X509_set_version(certificate, 2) == 1
            && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
            && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, subject, -1, -1, 0) == 1
            && X509_set_issuer_name(certificate, X509_get_subject_name(issuer ?? certificate)) == 1
            && ASN1_TIME_set(X509_getm_notBefore(certificate), Int(from)) != nil
            && ASN1_TIME_set(X509_getm_notAfter(certificate), Int(to)) != nil
            && X509_set_pubkey(certificate, key) == 1
        for (kind, value) in extensions where isDone {
            var context = X509V3_CTX()
            X509V3_set_ctx(&context, issuer ?? certificate, certificate, nil, nil, 0)
            let made = X509V3_EXT_conf_nid(nil, &context, kind, value)
            isDone = made != nil && X509_add_ext(certificate, made, -1) == 1
            X509_EXTENSION_free(made)
        }
        guard isDone, X509_sign(certificate, signer, EVP_sha256()) > 0 else {
            let fault = failure()
            X509_free(certificate)
            throw fault
        }
        return certificate
    }

    private static func text(_ write: (OpaquePointer) -> Int32) throws(Fault) -> String {
        guard let memory = BIO_new(BIO_s_mem()) else {
            throw failure()
        }
        defer { BIO_free(memory) }
        guard write(memory) == 1 else {
            throw failure()
        }
        let length = BIO_ctrl_pending(memory)
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = max(0, Int(BIO_read(memory, buffer.baseAddress, Int32(length))))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What OpenSSL says about its last failure.
    private static func failure() -> Fault {
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(ERR_get_error(), &text, text.count)
        ERR_clear_error()
        return .openSSL(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
