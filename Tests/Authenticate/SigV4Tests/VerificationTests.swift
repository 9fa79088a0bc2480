import Testing

@testable import SigV4

@Suite struct VerificationTests {
    @Test(arguments: try SignatureVector.all())
    func `a published signature is right, step by step`(_ vector: SignatureVector) throws {
        let presented = try PresentedSignature(reading: vector.request, now: SignatureVector.now, rules: vector.rules)
        let canonical = CanonicalRequest(
            of: vector.request, signedHeaders: presented.signedHeaders.utf8.span, isPresigned: presented.isPresigned)
        #expect(String(decoding: canonical.text.bytes, as: UTF8.self) == vector.canonicalRequest)
        let stringToSign = canonical.stringToSign(timestamp: presented.timestampText, scope: presented.scope)
        #expect(String(decoding: stringToSign.bytes, as: UTF8.self) == vector.stringToSign)
        #expect(presented.signature == vector.signature)
        #expect(presented.accessKeyID == SignatureVector.accessKeyID)
        #expect(presented.scope == CredentialScope(date: "20150830", region: "us-east-1", service: vector.service))
        #expect(presented.timestamp == SignatureVector.now)
        #expect(presented.isPresigned == (vector.form == "query"))
        try presented.verify(vector.request, with: vector.key)
    }

    @Test(arguments: try SignatureVector.all())
    func `a byte changed anywhere makes it wrong`(_ vector: SignatureVector) throws {
        var changed: [(String, SignableRequest)] = []
        func change(_ what: String, _ edit: (inout SignableRequest) -> Void) {
            var request = vector.request
            edit(&request)
            changed.append((what, request))
        }
        change("method") { $0.method = "PUT" }
        change("path") { $0.path += "x" }
        change("query") { $0.query = $0.query.map { $0 + "&a" } ?? "a" }
        change("body") { $0.body.append(0) }
        let signed = try PresentedSignature(reading: vector.request, now: SignatureVector.now, rules: vector.rules).signedHeaders.split(
            separator: ";")
        for (index, header) in vector.headers.enumerated()
        where signed.contains(Substring(header[0].lowercased())) && !["date", "x-amz-date"].contains(header[0].lowercased()) {
            change(header[0]) { $0.headers[index].value += "x" }
        }
        for place in [0, 31, 63] {
            var digits = Array(vector.signature)
            digits[place] = digits[place] == "0" ? "1" : "0"
            change("signature, digit \(place)") { request in
                request.query = request.query?.replacing(vector.signature, with: String(digits))
                for index in request.headers.indices {
                    request.headers[index].value.replace(vector.signature, with: String(digits))
                }
            }
        }
        for (what, request) in changed {
            #expect(throws: SignatureError.signatureMismatch, "\(what)") { try vector.check(request) }
        }
    }

    @Test(arguments: try SignatureVector.all())
    func `what does not count may differ`(_ vector: SignatureVector) throws {
        var request = vector.request
        request.headers = request.headers.map { ($0.name.uppercased(), "  \($0.value)\t ") }
        request.headers.append(("X-Unsigned", "anything"))
        if vector.form == "header", vector.name.hasPrefix("get-header") == false {
            request.headers.reverse()
        }
        request.path = "/." + request.path
        try vector.check(request)
    }

    @Test(arguments: try SignatureVector.all().filter { $0.form == "header" })
    func `the signer makes the signature that others made`(_ vector: SignatureVector) throws {
        // Where the published request has a header that is not signed, or no X-Amz-Date, this signer goes another way on purpose.
        let signer = RequestSigner(
            accessKeyID: SignatureVector.accessKeyID, secretAccessKey: SignatureVector.secretAccessKey,
            sessionToken: vector.headers.first { $0[0] == "X-Amz-Security-Token" }?[1], region: "us-east-1", service: vector.service)
        var request = vector.request
        request.headers.removeAll { $0.name == "Authorization" }
        signer.sign(&request, now: SignatureVector.now)
        try vector.check(request)
        let published = vector.headers.first { $0[0] == "Authorization" }?[1]
        if vector.name != "post-sts-header-after", vector.headers.contains(where: { $0[0] == "X-Amz-Date" }) {
            #expect(request.headers.last?.value == published)
        }
    }

    @Test(arguments: [nil, "token+/="]) func `what the signer presigns is right`(_ token: String?) throws {
        let signer = RequestSigner(
            accessKeyID: "AKID", secretAccessKey: "secret", sessionToken: token, region: "eu-central-2", service: "sts")
        var request = SignableRequest(method: "GET", path: "/", query: "Action=GetCallerIdentity", headers: [("Host", "localhost:8000")])
        signer.presign(&request, now: SignatureVector.now, expires: 60)
        let presented = try PresentedSignature(reading: request, now: SignatureVector.now + 60, rules: .sts)
        #expect(presented.sessionToken == token)
        #expect(presented.isPresigned)
        let keys = SigningKeyCache()
        try presented.verify(request, with: keys.key(for: "secret", scope: presented.scope))
        #expect(throws: SignatureError.signatureMismatch) {
            try presented.verify(request, with: keys.key(for: "Secret", scope: presented.scope))
        }
    }

    @Test func `the token is read from either form`() throws {
        let vectors = try SignatureVector.all().filter { $0.name.hasSuffix("with a session token") }
        #expect(vectors.count == 2)
        for vector in vectors {
            let presented = try PresentedSignature(reading: vector.request, now: SignatureVector.now, rules: vector.rules)
            #expect(presented.sessionToken == "FwoGZXIvYXdzEXAMPLE+/token==")
        }
    }

    /// The text is written into memory for a common request, which has to grow for these.
    @Test(arguments: [0, 1, 900, 1000, 1024, 5000, 100_000]) func `a request of any length is signed as a whole`(_ length: Int) throws {
        let signer = RequestSigner(accessKeyID: "AKID", secretAccessKey: "secret", region: "us-east-1", service: "dynamodb")
        let key = SigningKey(secretAccessKey: "secret", date: "20150830", region: "us-east-1", service: "dynamodb")
        var request = SignableRequest(
            method: "POST", path: "/" + String(repeating: "%", count: length), query: "a=" + String(repeating: "b", count: length),
            headers: [("Host", "localhost"), ("X-Long", String(repeating: "a  b", count: length))],
            body: Array(repeating: 7, count: length))
        signer.sign(&request, now: SignatureVector.now)
        try PresentedSignature(reading: request, now: SignatureVector.now, rules: .dynamoDB).verify(request, with: key)
        request.headers[1].value += "c"
        let presented = try PresentedSignature(reading: request, now: SignatureVector.now, rules: .dynamoDB)
        #expect(throws: SignatureError.signatureMismatch) { try presented.verify(request, with: key) }
    }

    @Test func `blanks inside a value count as one, those around it not at all`() {
        for (value, written) in [
            ("a b", "a b"), ("  a  b\t\tc ", "a b c"), ("a\tb", "a b"), ("\r\n a \u{0b}\u{0c} b", "a b"), (" \t ", ""), ("", ""),
            ("a\u{1}b", "a\u{1}b"), ("é  é", "é é"),
        ] {
            let request = SignableRequest(method: "GET", path: "/", headers: [("X", value), ("x", "2")])
            let canonical = CanonicalRequest(of: request, signedHeaders: "x".utf8.span, isPresigned: false)
            #expect(String(decoding: canonical.text.bytes, as: UTF8.self).hasPrefix("GET\n/\n\nx:\(written),2\n\nx\n"))
        }
    }

    @Test(arguments: [
        ("a;b", "a;b"), ("b;a", "a;b"), ("B;a", "a;b"), ("a;A", "a;a"), ("", ""), (";a", ";a"), ("a;", "a"), ("a;;b", "a;b"), (";;", ";;"),
        ("x-a;x", "x;x-a"),
    ])
    func `the names are listed in lower case and in order`(_ presented: String, _ written: String) {
        let request = SignableRequest(method: "GET", path: "/", headers: [])
        let canonical = CanonicalRequest(of: request, signedHeaders: presented.utf8.span, isPresigned: false)
        let lines = String(decoding: canonical.text.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.dropLast().last == Substring(written))
        #expect(lines.dropFirst(3).dropLast(3).map(String.init) == written.split(separator: ";").map { $0 + ":" })
    }

    @Test func `the signed headers may be listed in any order and case`() throws {
        let vector = try #require(try SignatureVector.all().first { $0.name == "DynamoDB GetItem" })
        var request = vector.request
        for index in request.headers.indices {
            request.headers[index].value.replace("content-type;host;x-amz-date", with: "X-Amz-Date;Host;content-type")
        }
        try vector.check(request)
    }
}

@Suite struct SigningKeyCacheTests {
    @Test func `a key is the same derived anew and from the cache`() throws {
        let vector = try #require(try SignatureVector.all().first)
        let presented = try PresentedSignature(reading: vector.request, now: SignatureVector.now, rules: vector.rules)
        let keys = SigningKeyCache(capacity: 2)
        for _ in 0..<3 {
            try presented.verify(vector.request, with: keys.key(for: SignatureVector.secretAccessKey, scope: presented.scope))
        }
        #expect(keys.count == 1)
    }

    @Test func `each day, region and service of a secret has a key of its own`() throws {
        let vector = try #require(try SignatureVector.all().first)
        let presented = try PresentedSignature(reading: vector.request, now: SignatureVector.now, rules: vector.rules)
        let keys = SigningKeyCache()
        let secret = SignatureVector.secretAccessKey
        let right = presented.scope
        for _ in 0..<2 {
            for (date, region, service) in [
                ("20150831", right.region, right.service), (right.date, "us-east-2", right.service), (right.date, right.region, "s"),
            ] {
                let key = keys.key(for: secret, date: date, region: region, service: service)
                #expect(throws: SignatureError.signatureMismatch) { try presented.verify(vector.request, with: key) }
            }
            try presented.verify(vector.request, with: keys.key(for: secret, scope: right))
        }
        #expect(keys.count == 4)
    }

    @Test func `it never holds more than its capacity`() {
        let keys = SigningKeyCache(capacity: 3)
        for number in 0..<20 {
            _ = keys.key(for: "secret \(number)", date: "20150830", region: "us-east-1", service: "iam")
            #expect((1...3).contains(keys.count))
        }
    }
}
