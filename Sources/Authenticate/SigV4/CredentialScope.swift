/// What a signing key is good for: one day, one region, one service. Its text is `20150830/us-east-1/iam/aws4_request`.
package struct CredentialScope: Sendable, Hashable {
    package var date: String
    package var region: String
    package var service: String
    package var terminator: String

    package static let terminator = "aws4_request"

    package init(date: String, region: String, service: String, terminator: String = CredentialScope.terminator) {
        self.date = date
        self.region = region
        self.service = service
        self.terminator = terminator
    }

    /// Whether a name has the form of a region's name: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`.
    ///
    /// The form is what is checked, not a list: the list grows every year, and a region that this program has not heard of is no
    /// reason to refuse.
    package static func isRegionName(_ name: String) -> Bool {
        let bytes = name.utf8.span
        var letters = 0
        var parts = 0
        var index = 0
        while index < bytes.count, !ASCII.isDigit(bytes[index]) {
            if bytes[index] == UInt8(ascii: "-") {
                guard parts > 0 ? letters > 0 : (2...4).contains(letters) else {
                    return false
                }
                parts += 1
                letters = 0
            } else if ASCII.isLowercaseLetter(bytes[index]) {
                letters += 1
            } else {
                return false
            }
            index += 1
        }
        let digits = bytes.count - index
        return parts >= 2 && letters == 0 && (1...2).contains(digits) && ASCII.isDigit(bytes[bytes.count - 1])
    }

    func append(to text: inout ByteText) {
        text.append(date)
        text.append(UInt8(ascii: "/"))
        text.append(region)
        text.append(UInt8(ascii: "/"))
        text.append(service)
        text.append(UInt8(ascii: "/"))
        text.append(terminator)
    }
}
