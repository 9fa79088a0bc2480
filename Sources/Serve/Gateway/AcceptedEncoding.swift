import Zlib

/// How an answer is packed, by what its request says it accepts.
///
/// DynamoDB packs answers from 4,096 bytes on. It reads the first `Accept-Encoding` header only, and that in a way of its own, recorded by
/// Alternator's authors: identity counts for nothing; a weight is what stands behind the first `q=`, wherever that is; one that is no number is
/// one; of equals the first named wins, and one that only `*` stands for comes last.
enum AcceptedEncoding {
    static let threshold = 4096

    /// The header's word for the encoding, and the format; nil for none.
    static func choose(_ header: String?) -> (name: String, format: Deflation.Format)? {
        guard let header, !header.isEmpty else { return nil }
        var weights: [(name: String, weight: Double)] = []
        for part in header.split(separator: ",") {
            let name = part.prefix { $0 != ";" }
            let weight = weight(in: part.dropFirst(name.count))
            let key = trimmed(name).lowercased()
            if let at = weights.firstIndex(where: { $0.name == key }) {
                weights[at].weight = max(weights[at].weight, weight)
            } else {
                weights.append((key, weight))
            }
        }
        var best: (name: String, weight: Double)?
        let named = weights.filter { formats[$0.name] != nil }
        let others = weights.first { $0.name == "*" }.map { wildcard in
            ["gzip", "deflate"].filter { name in !named.contains { $0.name == name } }.map { (name: $0, weight: wildcard.weight) }
        }
        for candidate in named + (others ?? []) where candidate.weight > (best?.weight ?? 0) { best = candidate }
        guard let best, let format = formats[best.name] else { return nil }
        return (best.name, format)
    }

    private static let formats: [String: Deflation.Format] = ["gzip": .gzip, "deflate": .zlib]

    private static func weight(in parameters: Substring) -> Double {
        let bytes = Array(parameters.lowercased().utf8)
        guard let at = bytes.indices.dropLast().first(where: { bytes[$0] == UInt8(ascii: "q") && bytes[$0 + 1] == UInt8(ascii: "=") })
        else {
            return 1
        }
        let text = String(decoding: bytes[(at + 2)...].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
        guard let weight = Double(trimmed(text[...])) else { return 1 }
        return min(1, weight)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
