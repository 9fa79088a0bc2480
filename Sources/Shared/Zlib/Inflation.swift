import CZlib

/// Unpacks what a client has packed with gzip or deflate.
package enum Inflation {
    package enum Fault: Error, Sendable, Equatable {
        /// Not packed in one of these ways, or cut off.
        case malformed
        /// More comes out than is allowed.
        case tooLong
    }

    private static let step = 64 * 1024
    /// The largest window, and both formats told apart by their headers (zlib's manual, `inflateInit2`).
    private static let windowBits = MAX_WBITS + 32

    /// The bytes that were packed (RFC 1950 or 1952).
    ///
    /// One packed text may follow another, as gzip allows; what stands behind the last and is none is passed over, as DynamoDB does (recorded by
    /// Alternator's authors). Memory grows with what comes out and stops at `limit`, whatever the input promises.
    package static func inflate(_ packed: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw .malformed }
        defer { inflateEnd(&stream) }
        var packed = packed
        var result: [UInt8] = []
        var status = Z_OK
        packed.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            while status == Z_OK && result.count <= limit {
                let chunk = [UInt8](unsafeUninitializedCapacity: step) { buffer, count in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(step)
                    status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    count = step - Int(stream.avail_out)
                }
                result += chunk
                if chunk.isEmpty && status == Z_OK { status = Z_BUF_ERROR }
                if status == Z_STREAM_END, stream.avail_in >= 2, stream.next_in[0] == 0x1F, stream.next_in[1] == 0x8B {
                    status = inflateReset(&stream)
                }
            }
        }
        guard result.count <= limit else { throw .tooLong }
        guard status == Z_STREAM_END else { throw .malformed }
        return result
    }
}
