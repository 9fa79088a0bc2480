import AWSTypes
import OpenSSL

/// Where a list of exports or imports goes on, and the token that says so to the caller.
///
/// The token is hexadecimal in groups of sixteen digits, at least 112 of them, which is what the model takes as a ListImports token.
struct JobPlace: Sendable, Equatable {
    var id: String
    var table: String

    init(id: String, table: String) {
        self.id = id
        self.table = table
    }

    func token(for kind: JobStore.Kind) -> String {
        var bytes = Array("\(kind.rawValue) \(id) \(table)".utf8)
        while bytes.count < 56 || !bytes.count.isMultiple(of: 8) { bytes.append(0) }
        return Hex.encode(bytes)
    }

    /// Reads a token back; one of the other list is refused, as anything else that was not given out.
    init(token: String, for kind: JobStore.Kind) throws(AWSError) {
        guard let bytes = Hex.decode(token) else { throw .tokenInvalid(token) }
        let words = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).split(separator: " ").map(String.init)
        guard words.count == 3, words[0] == kind.rawValue else { throw .tokenInvalid(token) }
        self.init(id: words[1], table: words[2])
    }
}
