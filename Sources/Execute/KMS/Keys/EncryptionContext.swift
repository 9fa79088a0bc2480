import AWSTypes
import AWSWire
import IAMPolicy

/// The pairs that were given when something was encrypted and must be given again to decrypt it.
struct EncryptionContext: Sendable, Hashable {
    var pairs: [String: String]

    init(_ pairs: [String: String] = [:]) { self.pairs = pairs }

    init(_ request: StructureReader, _ member: String) throws(AWSError) {
        let entries = try request.stringMap(member) ?? []
        pairs = Dictionary(entries.map { ($0.key, $0.value) }) { _, last in last }
    }

    var isEmpty: Bool { pairs.isEmpty }

    var sorted: [(key: String, value: String)] { pairs.sorted { $0.key < $1.key } }

    /// The pairs as bytes to authenticate: ordered, each text after its length, so that no two contexts are alike.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for text in sorted.flatMap({ [$0.key, $0.value] }) {
            bytes.append(contentsOf: withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian, Array.init))
            bytes.append(contentsOf: text.utf8)
        }
        return bytes
    }

    /// The values of `kms:EncryptionContext:<key>`; names of condition keys have no case, so neither has the pair's here.
    ///
    /// Pairs whose keys differ in case only are all here, so that one cannot hide another from a grant's constraint.
    func values(ofLowercasedKey key: some StringProtocol) -> [String] {
        sorted.filter { $0.key.lowercased() == key }.map(\.value)
    }

    /// How many pairs at most have the same key but for its case: 1 where no two have.
    var spellings: Int {
        if pairs.count < 2 { return 1 }
        return Dictionary(grouping: pairs.keys) { $0.lowercased() }.values.map(\.count).max() ?? 1
    }
}
