/// The headers that tell who signed a request and when, found in one walk over all of them.
///
/// Of several headers of one name the first that is not empty counts.
struct SignatureHeaders {
    private(set) var authorization: String?
    private(set) var amazonDate: String?
    private(set) var date: String?
    private(set) var securityToken: String?

    init(in headers: Span<SignableRequest.Header>) {
        for index in headers.indices where !headers[index].value.isEmpty {
            let name: StaticString
            switch headers[index].name.utf8.count {
            case 4: name = "date"
            case 10: name = "x-amz-date"
            case 13: name = "authorization"
            case 20: name = "x-amz-security-token"
            default: continue
            }
            if headers[index].name.utf8.span.isHeaderName(name) {
                take(headers[index].value, ofNameWith: name.utf8CodeUnitCount)
            }
        }
    }

    private mutating func take(_ value: String, ofNameWith length: Int) {
        switch length {
        case 4: date = date ?? value
        case 10: amazonDate = amazonDate ?? value
        case 13: authorization = authorization ?? value
        default: securityToken = securityToken ?? value
        }
    }
}
