import AWSTypes
import OpenSSL

/// Makes and reads the tokens that continue one look-up.
///
/// A token holds where its page ended and a digest of the query, so another query does not take it (CloudTrail API
/// Reference, LookupEvents: with identical parameters only). It keeps no secret: it leads to no event that the query alone
/// would not find. MaxResults is not a part of it.
struct PageTokens {
    private let query: EventQuery

    init(_ query: EventQuery) { self.query = query }

    func token(after position: EventPosition) -> String {
        let place = Self.bytes(of: position.time.milliseconds) + Self.bytes(of: position.number)
        return Base64.encode(place + digest(of: place))
    }

    func position(in token: String) -> EventPosition? {
        guard let bytes = Base64.decode(token), bytes.count == 32 else { return nil }
        let place = Array(bytes[..<16])
        guard digest(of: place) == Array(bytes[16...]) else { return nil }
        return EventPosition(time: Timestamp(milliseconds: Self.number(in: place[..<8])), number: Self.number(in: place[8...]))
    }

    private func digest(of place: [UInt8]) -> [UInt8] {
        let parts = [
            query.account, query.attribute?.rawValue ?? "", query.value, query.start.map { String($0.milliseconds) } ?? "",
            query.end.map { String($0.milliseconds) } ?? "",
        ]
        // Lengths before the texts keep two lists of texts from reading alike.
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return Array(SHA256.hash(Array(text.utf8) + place).prefix(16))
    }

    private static func bytes(of number: Int64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> Int64($0)) }
    }

    private static func number(in bytes: ArraySlice<UInt8>) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
}
