/// Which key a request says it is signed with, and for what: `AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request`.
struct Credential: Sendable {
    let accessKeyID: String
    let scope: CredentialScope

    /// Takes a credential apart. Slashes at its end are ignored, an empty element before another is one (recorded from DynamoDB).
    init(_ text: Span<UInt8>) throws(SignatureError) {
        let slash = UInt8(ascii: "/")
        var end = text.count
        while end > 0, text[end - 1] == slash {
            end -= 1
        }
        let bytes = text.extracting(..<end)
        let date = bytes.next(slash, from: 0) + 1
        let region = bytes.next(slash, from: date) + 1
        let service = bytes.next(slash, from: region) + 1
        let terminator = bytes.next(slash, from: service) + 1
        guard terminator <= end, bytes.next(slash, from: terminator) == end else {
            throw .malformedCredential(String(bytes: text))
        }
        accessKeyID = String(bytes: bytes.extracting(..<(date - 1)))
        scope = CredentialScope(
            date: String(bytes: bytes.extracting(date..<region - 1)), region: String(bytes: bytes.extracting(region..<service - 1)),
            service: String(bytes: bytes.extracting(service..<terminator - 1)), terminator: String(bytes: bytes.extracting(terminator...)))
    }
}
