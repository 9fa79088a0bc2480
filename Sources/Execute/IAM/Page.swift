import AWSTypes
import AWSWire
import OpenSSL

/// Which part of a listing is asked for.
struct PageRequest {
    /// The key of the last entry that was handed out.
    private let last: String?
    private let limit: Int

    private static let defaultLimit = 100

    init(_ request: StructureReader) throws(AWSError) {
        let marker = try request.string("Marker", .minimumLength(1), .maximumLength(320))
        limit = try request.integer("MaxItems", .atLeast(1), .atMost(1000)) ?? Self.defaultLimit
        guard let marker else {
            last = nil
            return
        }
        guard let bytes = Base64.decode(marker) else { throw .invalidMarker }
        last = String(decoding: bytes, as: UTF8.self)
    }

    /// The entries after those that were handed out, as many as fit.
    ///
    /// - Parameter key: What tells entries apart and orders them.
    func page<Element>(of elements: [Element], by key: (Element) -> String) -> Page<Element> {
        let rest = elements.sorted { key($0) < key($1) }.filter { element in last.map { key(element) > $0 } ?? true }
        let entries = Array(rest.prefix(limit))
        let marker = entries.count < rest.count ? entries.last.map { Base64.encode(Array(key($0).utf8)) } : nil
        return Page(entries: entries, marker: marker)
    }
}

/// A part of a listing, and where the next begins.
struct Page<Element> {
    var entries: [Element]
    var marker: String?

    func encodeEnd(into response: inout StructureWriter) {
        response.boolean("IsTruncated", marker != nil)
        response.string("Marker", marker)
    }
}
