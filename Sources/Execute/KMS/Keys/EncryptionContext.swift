import AWSTypes
import AWSWire

/// The pairs that were given when something was encrypted and must be given again to decrypt it.
struct EncryptionContext: Sendable, Hashable {
    /// In the order of their keys, each key once by its bytes: two spellings of one character are two keys.
    let pairs: [Tag]

    init(_ pairs: [String: String] = [:]) { self.init(pairs.map { Tag(key: $0.key, value: $0.value) }) }

    init(_ request: StructureReader, _ member: String) throws(AWSError) {
        self.init((try request.stringMap(member) ?? []).map { Tag(key: $0.key, value: $0.value) })
    }

    private init(_ given: [Tag]) {
        let last = Dictionary(given.map { (Array($0.key.utf8), $0) }) { _, last in last }
        pairs = last.values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    var isEmpty: Bool { pairs.isEmpty }

    /// As grants keep them.
    var dictionary: [String: String] { Dictionary(sorted) { _, last in last } }

    var sorted: [(key: String, value: String)] { pairs.map { ($0.key, $0.value) } }

    /// The pairs as bytes to authenticate: ordered, each text after its length, so that no two contexts are alike.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for text in pairs.flatMap({ [$0.key, $0.value] }) {
            bytes.append(contentsOf: withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian, Array.init))
            bytes.append(contentsOf: text.utf8)
        }
        return bytes
    }
}
