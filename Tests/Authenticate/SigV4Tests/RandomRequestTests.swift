import OpenSSL
import SigV4
import Testing

@Suite struct RandomRequestTests {
    /// Words that lead into each branch, between bytes that lead nowhere.
    static let words = [
        "AWS4-", "AWS4-HMAC-SHA256", " ", ",", "=", "/", "&", "%", "%2F", "%zz", ";", "?", "+", "..", ".", "host", "x-amz-date",
        "Credential=",
        "SignedHeaders=", "Signature=", "X-Amz-Algorithm=", "X-Amz-Credential=", "X-Amz-Signature=", "X-Amz-SignedHeaders=", "X-Amz-Date=",
        "X-Amz-Expires=", "20150830T123600Z", "20150830", "us-east-1", "dynamodb", "aws4_request", "9999999999999999999", "-1", "\n", "é",
        "",
    ]

    @Test func `ten thousand nonsense requests are read or refused`() {
        let random = SeededRandom(seed: 20_150_830)
        let key = SigningKey(secretAccessKey: "secret", date: "20150830", region: "us-east-1", service: "dynamodb")
        var read = 0
        for number in 0..<10_000 {
            var request = SignableRequest(
                method: "POST", path: nonsense(random), query: number.isMultiple(of: 2) ? nonsense(random) : nil,
                headers: [("Host", nonsense(random)), (nonsense(random), nonsense(random)), ("X-Amz-Date", "20150830T123600Z")],
                body: random.bytes(3))
            switch number % 4 {
            case 0:
                request.query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20150830T123600Z&" + nonsense(random)
            case 1:
                request.headers.append(("Authorization", "AWS4-HMAC-SHA256 " + nonsense(random)))
            case 2:
                request.headers.append(("Authorization", nonsense(random)))
            default:
                let names = nonsense(random).replacing(" ", with: "").replacing(",", with: "").replacing("\n", with: "")
                let credential = "Credential=a/20150830/us-east-1/dynamodb/aws4_request"
                request.headers.append(("Authorization", "AWS4-HMAC-SHA256 \(credential),SignedHeaders=host;\(names),Signature=a"))
            }
            do throws(SignatureError) {
                let presented = try PresentedSignature(reading: request, now: SignatureVector.now, rules: .dynamoDB)
                read += 1
                try presented.verify(request, with: key)
                Issue.record("a nonsense signature was taken for right")
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
        #expect(read > 1000)
    }

    private func nonsense(_ random: SeededRandom) -> String {
        var bytes: [UInt8] = []
        for choice in random.bytes(Int(random.next() % 12)) {
            if choice < 60 {
                bytes.append(contentsOf: random.bytes(2))
            } else {
                bytes.append(contentsOf: Self.words[Int(choice) % Self.words.count].utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `dates far away neither crash nor count as now`() {
        let row = RefusalCase(name: "", kind: .invalidSignature, message: "")
        for now in [Int64.min, Int64.min + 1000, -1, 0, 253_402_300_800, Int64.max - 1000, Int64.max] {
            #expect(throws: SignatureError.self) { try PresentedSignature(reading: row.request, now: now, rules: .dynamoDB) }
        }
    }
}
