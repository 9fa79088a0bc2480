import AWSTypes
import AWSWire
import OpenSSL
import ServiceModel

/// A marker is base64 of the place of the last element shown.
extension PageRequest {
    init(_ request: StructureReader, usual: Int, most: Int) throws(AWSError) {
        let wanted = try request.integer("Limit", .atLeast(1), .atMost(1000)) ?? usual
        let last = try request.string("Marker", .minimumLength(1), .maximumLength(1024)).map { marker throws(AWSError) in
            guard let bytes = Base64.decode(marker), !bytes.isEmpty else { throw .invalidMarker }
            return String(decoding: bytes, as: UTF8.self)
        }
        self.init(limit: min(max(wanted, 1), most), after: last)
    }
}

extension StructureWriter {
    /// What every listing ends with.
    mutating func pageEnd<Element>(_ page: Page<Element>) {
        string("NextMarker", page.next.map { Base64.encode(Array($0.utf8)) })
        boolean("Truncated", page.next != nil)
    }
}
