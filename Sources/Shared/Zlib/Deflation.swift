import CZlib

/// Packs bytes with gzip or deflate.
package enum Deflation {
    package enum Format: Sendable {
        /// RFC 1952.
        case gzip
        /// RFC 1950.
        case zlib
    }

    private static let step = 64 * 1024
    /// zlib's own default.
    private static let memoryLevel: Int32 = 8

    package static func gzip(_ bytes: [UInt8]) -> [UInt8]? { deflate(bytes, as: .gzip) }

    /// The bytes packed; nil where zlib finds no memory.
    ///
    /// The header has no time and no name, so that the same bytes are always packed the same.
    package static func deflate(_ bytes: [UInt8], as format: Format) -> [UInt8]? {
        var stream = z_stream()
        // The largest window, and sixteen more for gzip's header and trailer (zlib's manual, `deflateInit2`).
        let windowBits = format == .gzip ? MAX_WBITS + 16 : MAX_WBITS
        let began = deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard began == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var bytes = bytes
        var result: [UInt8] = []
        var status = Z_OK
        bytes.withUnsafeMutableBufferPointer { input in
            // zlib counts what it is given in 32 bits.
            var rest = input[...]
            while status == Z_OK {
                if stream.avail_in == 0, !rest.isEmpty {
                    let part = rest.prefix(Int(Int32.max))
                    rest = rest.dropFirst(part.count)
                    stream.next_in = UnsafeMutableBufferPointer(rebasing: part).baseAddress
                    stream.avail_in = UInt32(part.count)
                }
                let chunk = [UInt8](unsafeUninitializedCapacity: step) { buffer, count in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(step)
                    status = CZlib.deflate(&stream, rest.isEmpty ? Z_FINISH : Z_NO_FLUSH)
                    count = step - Int(stream.avail_out)
                }
                result += chunk
            }
        }
        return status == Z_STREAM_END ? result : nil
    }
}
