/// The CRC-32 of zlib and Ethernet (polynomial 0xEDB88320, reflected), which DynamoDB sends as `x-amz-crc32`.
package enum CRC32 {
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        checksum(bytes.span)
    }

    /// The checksum of borrowed bytes, eight at a step ("slicing by 8", Kounavis and Berry 2005).
    package static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
        bytes.withUnsafeBytes { bytes in
            tables.withUnsafeBufferPointer { tables in
                var checksum = UInt32.max
                var index = 0
                while index + 8 <= bytes.count {
                    let low = checksum ^ UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
                    let high = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index + 4, as: UInt32.self))
                    checksum =
                        tables[7 * 256 + Int(low & 0xff)] ^ tables[6 * 256 + Int(low >> 8 & 0xff)]
                        ^ tables[5 * 256 + Int(low >> 16 & 0xff)] ^ tables[4 * 256 + Int(low >> 24)]
                    checksum ^=
                        tables[3 * 256 + Int(high & 0xff)] ^ tables[2 * 256 + Int(high >> 8 & 0xff)]
                        ^ tables[1 * 256 + Int(high >> 16 & 0xff)] ^ tables[Int(high >> 24)]
                    index += 8
                }
                while index < bytes.count {
                    checksum = checksum >> 8 ^ tables[Int((checksum ^ UInt32(bytes[index])) & 0xff)]
                    index += 1
                }
                return ~checksum
            }
        }
    }

    /// Eight tables of 256: table `n` holds the effect of a byte that `n` more bytes follow.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var remainder = UInt32(byte)
            for _ in 0..<8 {
                remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xedb8_8320 : remainder >> 1
            }
            tables[byte] = remainder
        }
        for index in 256..<(8 * 256) {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xff)]
        }
        return tables
    }()
}
