import OpenSSL

/// Where an item collection stands in its table: DynamoDB's own hash of the partition key.
///
/// It leads the stored key, so that a Scan walks in DynamoDB's order, and parallel segments are ranges of it. The hash is MD5 over the word
/// `Outliers` and the key's bytes, as dynalite's authors found out; their tests hold it against AWS (the order of a Scan of texts and
/// of numbers, the 4096th parts of a table), and so do moto's of August 2026 (a Scan over two partitions). Its first 64 bits are kept.
///
/// INVARIANT: the function never changes, since stored keys hold its results.
enum PartitionHash {
    static func of(_ key: [UInt8]) -> UInt64 { MD5.firstBytes(word, key) }

    /// The hash as SQLite's signed integer, in the same order.
    static func column(of key: [UInt8]) -> Int64 { Int64(bitPattern: of(key) ^ 1 << 63) }

    /// The hash by which rows of an index stand in order that have the same keys there: that of the item's own key, both parts
    /// (dynalite's tests of queries on a global index whose values are equal, checked on AWS).
    static func column(ofItemAt key: ItemKey) -> Int64 {
        Int64(bitPattern: MD5.firstBytes(word, key.partition, key.sort) ^ 1 << 63)
    }

    /// The part of the hashes that a parallel scan's segment covers: the whole range cut into equal parts.
    static func columns(ofSegment segment: Int, of total: Int) -> ClosedRange<Int64> {
        let total = UInt64(max(1, total))
        let segment = min(UInt64(max(0, segment)), total - 1)
        // segment * 2^64 / total, rounded up
        func begin(_ segment: UInt64) -> UInt64 {
            let (quotient, remainder) = total.dividingFullWidth((segment, 0))
            return quotient + (remainder == 0 ? 0 : 1)
        }
        let last = segment == total - 1 ? UInt64.max : begin(segment + 1) - 1
        return Int64(bitPattern: begin(segment) ^ 1 << 63)...Int64(bitPattern: last ^ 1 << 63)
    }

    private static let word = Array("Outliers".utf8)
}
