import COpenSSL
import OpenSSL
import Testing

@Suite struct DevelopmentCertificateTests {
    static let now: Int64 = 1_795_464_000  // 2026-11-23T20:00:00Z

    @Test func `the authority vouches for the certificate, and the key is the certificate's`() throws {
        let made = try DevelopmentCertificate(now: Self.now)
        let authority = try #require(read(made.caCertificate))
        defer { X509_free(authority) }
        let leaf = try #require(read(made.certificate))
        defer { X509_free(leaf) }
        #expect(X509_verify(leaf, X509_get0_pubkey(authority)) == 1)
        #expect(X509_verify(authority, X509_get0_pubkey(authority)) == 1)
        #expect(X509_check_ca(authority) == 1)
        #expect(X509_check_ca(leaf) == 0)
        #expect(X509_check_issued(authority, leaf) == X509_V_OK)
        #expect(commonName(of: authority) == "Portcullis development CA")
        let memory = try #require(BIO_new_mem_buf(made.privateKey, Int32(made.privateKey.utf8.count)))
        defer { BIO_free(memory) }
        let key = try #require(PEM_read_bio_PrivateKey(memory, nil, nil, nil))
        defer { EVP_PKEY_free(key) }
        #expect(X509_check_private_key(leaf, key) == 1)
    }

    @Test func `it is good for the names of this machine and those asked for`() throws {
        let made = try DevelopmentCertificate(now: Self.now, names: ["dynamodb.test", "vpce-1.localhost", "10.0.0.7", "fd00::7"])
        let leaf = try #require(read(made.certificate))
        defer { X509_free(leaf) }
        for host in ["localhost", "vpce-1.localhost", "dynamodb.test"] {
            #expect(X509_check_host(leaf, host, host.utf8.count, 0, nil) == 1)
        }
        for address in ["127.0.0.1", "::1", "10.0.0.7", "fd00::7"] {
            #expect(X509_check_ip_asc(leaf, address, 0) == 1)
        }
        #expect(X509_check_host(leaf, "example.com", 11, 0, nil) == 0)
        #expect(X509_check_ip_asc(leaf, "10.0.0.8", 0) == 0)
    }

    @Test func `it holds from an hour before now for 397 days at most`() throws {
        let leaf = try #require(read(try DevelopmentCertificate(now: Self.now).certificate))
        defer { X509_free(leaf) }
        #expect(isValid(leaf, at: Self.now))
        #expect(isValid(leaf, at: Self.now - 3599))
        #expect(!isValid(leaf, at: Self.now - 3601))
        #expect(isValid(leaf, at: Self.now + 396 * 86_400))
        #expect(!isValid(leaf, at: Self.now + 397 * 86_400))
    }

    @Test(arguments: ["", "a b", "a,DNS:b", "a\nb", "fd00::zz", "é", "a/b"]) func `a name that is none is refused`(_ name: String) {
        #expect(throws: DevelopmentCertificate.Fault.invalidName(name)) {
            try DevelopmentCertificate(now: Self.now, names: [name])
        }
    }

    private func read(_ pem: String) -> OpaquePointer? {
        let memory = BIO_new_mem_buf(pem, Int32(pem.utf8.count))
        defer { BIO_free(memory) }
        return PEM_read_bio_X509(memory, nil, nil, nil)
    }

    private func commonName(of certificate: OpaquePointer) -> String {
        var name = [CChar](repeating: 0, count: 100)
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, &name, 100)
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func isValid(_ certificate: OpaquePointer, at seconds: Int64) -> Bool {
        var moment = Int(seconds)
        return X509_cmp_time(X509_get0_notBefore(certificate), &moment) < 0 && X509_cmp_time(X509_get0_notAfter(certificate), &moment) > 0
    }
}
