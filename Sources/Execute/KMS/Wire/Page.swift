import AWSTypes
import AWSWire
import OpenSSL

/// Which part of a listing a request wants.
///
/// A marker is the place of the last element shown, so that what is added or removed meanwhile shifts nothing.
struct PageRequest: Sendable {
    var limit: Int
    private var after: String?

    init(_ request: StructureReader, usual: Int, most: Int) throws(AWSError) {
        let wanted = try request.integer("Limit", .atLeast(1), .atMost(1000)) ?? usual
        limit = min(max(wanted, 1), most)
        guard let marker = try request.string("Marker", .minimumLength(1), .maximumLength(1024)) else { return }
        guard let bytes = Base64.decode(marker), !bytes.isEmpty else { throw .invalidMarker }
        after = String(decoding: bytes, as: UTF8.self)
    }

    /// The wanted part of a listing that is ordered by `place`.
    func page<Element>(of elements: [Element], by place: (Element) -> String) -> Page<Element> {
        let rest = elements.drop { element in after.map { place(element) <= $0 } ?? false }
        let shown = Array(rest.prefix(limit))
        let last = shown.count < rest.count ? shown.last : nil
        return Page(elements: shown, nextMarker: last.map { Base64.encode(Array(place($0).utf8)) })
    }
}

/// A part of a listing, and where the next begins.
struct Page<Element: Sendable>: Sendable {
    var elements: [Element]
    var nextMarker: String?
}

extension StructureWriter {
    /// What every listing ends with.
    mutating func pageEnd<Element>(_ page: Page<Element>) {
        string("NextMarker", page.nextMarker)
        boolean("Truncated", page.nextMarker != nil)
    }
}
