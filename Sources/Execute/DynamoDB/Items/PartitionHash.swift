/// Where an item collection stands in its table: a hash of the partition key's bytes.
///
/// It leads the stored key, so that Scan walks in an order that has nothing to do with the keys', and so that parallel segments are
/// ranges of it. DynamoDB's own hash is not public; nobody may rely on its order.
///
/// INVARIANT: the function never changes, since stored keys hold its results. It is FNV-1a over the bytes, 64 bits, with the
/// finaliser of SplitMix64 after it, because FNV alone leaves the high bits of short keys poorly mixed:
///
///     h = 0xCBF29CE484222325;  for each byte: h = (h ^ byte) * 0x100000001B3
///     h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9;  h = (h ^ h >> 27) * 0x94D049BB133111EB;  h = h ^ h >> 31
package enum PartitionHash {
    package static func of(_ bytes: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }

    /// The hash as SQLite's signed integer, in the same order.
    package static func column(of bytes: [UInt8]) -> Int64 {
        Int64(bitPattern: of(bytes) ^ 1 << 63)
    }

    /// The part of the hashes that a parallel scan's segment covers: the whole range cut into equal parts.
    package static func columns(ofSegment segment: Int, of total: Int) -> ClosedRange<Int64> {
        let total = UInt64(max(1, total))
        let segment = min(UInt64(max(0, segment)), total - 1)
        let step = UInt64.max / total
        let first = segment * step
        let last = segment == total - 1 ? UInt64.max : first + step - 1
        return Int64(bitPattern: first ^ 1 << 63)...Int64(bitPattern: last ^ 1 << 63)
    }
}
