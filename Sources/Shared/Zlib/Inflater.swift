import CZlib

/// Unpacks what comes a piece at a time, and hands on what comes out a piece at a time: neither is ever in memory as a whole.
package struct Inflater: ~Copyable {
    private static let step = 64 * 1024
    /// The largest window, and both formats told apart by their headers (zlib's manual, `inflateInit2`).
    private static let windowBits = MAX_WBITS + 32

    /// On the heap, for zlib remembers where it lies.
    private let stream: UnsafeMutablePointer<z_stream>
    private var status = Z_OK
    /// What follows a packed text, as far as it has been seen: another begins with the two bytes of gzip's mark.
    private var mark: [UInt8] = []

    package init() throws(Inflation.Fault) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw .malformed }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Takes in the next piece.
    ///
    /// One packed text may follow another, as gzip allows; what stands behind the last and is none is passed over, as DynamoDB does
    /// (recorded by Alternator's authors).
    ///
    /// - Parameter take: Gets what comes out, and returns false for no more.
    /// - Returns: Whether more is wanted.
    package mutating func inflate(_ packed: [UInt8], _ take: (ArraySlice<UInt8>) throws -> Bool) throws -> Bool {
        var packed = packed[...]
        while !packed.isEmpty {
            if status == Z_STREAM_END {
                guard mark.count < 2 else { return true }
                mark.append(packed.removeFirst())
                guard mark.elementsEqual([0x1F, 0x8B].prefix(mark.count)) else {
                    mark = [0, 0]
                    return true
                }
                guard mark.count == 2 else { continue }
                status = inflateReset(stream)
                guard try run(mark[...], take).isWanted else { return false }
                mark = []
                continue
            }
            guard status == Z_OK else { throw Inflation.Fault.malformed }
            let part = packed.prefix(1 << 20)
            let (taken, isWanted) = try run(part, take)
            guard isWanted else { return false }
            packed = packed.dropFirst(taken)
        }
        return true
    }

    /// Says that nothing more comes; what was cut off is malformed.
    package consuming func finish() throws(Inflation.Fault) {
        guard status == Z_STREAM_END else { throw .malformed }
    }

    /// Unpacks up to the end of a piece or of a packed text.
    private mutating func run(
        _ part: ArraySlice<UInt8>, _ take: (ArraySlice<UInt8>) throws -> Bool
    ) throws -> (taken: Int, isWanted: Bool) {
        var input = Array(part)
        var left = input.count
        var isWanted = true
        try input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            var isFull = true
            while status == Z_OK, isWanted, stream.pointee.avail_in > 0 || isFull {
                let piece = [UInt8](unsafeUninitializedCapacity: Self.step) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(Self.step)
                    status = CZlib.inflate(stream, Z_NO_FLUSH)
                    count = Self.step - Int(stream.pointee.avail_out)
                }
                isFull = piece.count == Self.step
                // Nothing to do is no fault: the rest comes with the next piece.
                if status == Z_BUF_ERROR, stream.pointee.avail_in == 0 { status = Z_OK }
                if !piece.isEmpty { isWanted = try take(piece[...]) }
            }
            left = Int(stream.pointee.avail_in)
            stream.pointee.next_in = nil
            stream.pointee.avail_in = 0
        }
        return (input.count - left, isWanted)
    }
}
