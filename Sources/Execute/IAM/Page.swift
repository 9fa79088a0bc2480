import AWSTypes
import AWSWire
import OpenSSL
import ServiceModel

/// A marker is base64 of the key that was handed out last.
extension PageRequest {
    init(_ request: StructureReader) throws(AWSError) {
        let marker = try request.string("Marker", .minimumLength(1), .maximumLength(320))
        let limit = try request.integer("MaxItems", .atLeast(1), .atMost(1000)) ?? 100
        let last = try marker.map { marker throws(AWSError) in
            guard let bytes = Base64.decode(marker) else { throw .invalidMarker }
            return String(decoding: bytes, as: UTF8.self)
        }
        self.init(limit: limit, after: last)
    }
}

extension Page {
    func encodeEnd(into response: inout StructureWriter) {
        response.boolean("IsTruncated", next != nil)
        response.string("Marker", next.map { Base64.encode(Array($0.utf8)) })
    }
}
