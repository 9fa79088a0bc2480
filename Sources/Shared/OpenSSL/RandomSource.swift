import COpenSSL
import Synchronization

/// Where identifiers, keys and tokens get their randomness from. It is handed in, so that a test can fix it.
package protocol RandomSource: Sendable {
    /// Fills memory with random bytes.
    func fill(_ memory: UnsafeMutableRawBufferPointer)
}

extension RandomSource {
    package func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
            fill(UnsafeMutableRawBufferPointer(bytes))
            initialized = count
        }
    }

    /// A random UUID (RFC 9562, version 4) in lower case, the form of AWS's request ids.
    package func uuid() -> String {
        String(unsafeUninitializedCapacity: 36) { text in
            withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { bytes in
                fill(bytes)
                bytes[6] = bytes[6] & 0x0f | 0x40
                bytes[8] = bytes[8] & 0x3f | 0x80
                writeUUID(of: UnsafeRawBufferPointer(bytes), to: UnsafeMutableRawBufferPointer(text))
                return 36
            }
        }
    }

    /// `count` letters of `alphabet`, each as likely as the others.
    ///
    /// - Parameter alphabet: 1 to 256 ASCII characters.
    package func string(_ count: Int, alphabet: String) -> String {
        precondition((1...256).contains(alphabet.utf8.count), "an alphabet has 1 to 256 letters")
        return String(unsafeUninitializedCapacity: count) { text in
            var rest = UnsafeMutableBufferPointer(rebasing: text[..<count])
            while !rest.isEmpty {
                fill(UnsafeMutableRawBufferPointer(rest))
                rest = UnsafeMutableBufferPointer(rebasing: rest[spell(rest, with: alphabet.utf8.span)...])
            }
            return count
        }
    }
}

/// Turns random bytes into letters, as far as they are good for it.
///
/// Bytes above the last whole multiple of the alphabet would favour its first letters: at the first of them this ends, and what is
/// left has to be drawn again. Where the alphabet's size is a power of two there are none.
///
/// - Returns: how many bytes have become letters.
private func spell(_ text: UnsafeMutableBufferPointer<UInt8>, with alphabet: Span<UInt8>) -> Int {
    let size = alphabet.count
    let mask = size - 1
    if size & mask == 0 {
        for place in text.indices {
            text[place] = alphabet[Int(text[place]) & mask]
        }
        return text.count
    }
    let limit = 256 - 256 % size
    for place in text.indices {
        guard Int(text[place]) < limit else {
            return place
        }
        text[place] = alphabet[Int(text[place]) % size]
    }
    return text.count
}

/// Writes 16 bytes as `01234567-89ab-cdef-0123-456789abcdef`.
///
/// The digits are written where the last group ends, and the groups before it then move to their places.
private func writeUUID(of bytes: UnsafeRawBufferPointer, to text: UnsafeMutableRawBufferPointer) {
    Hex.write(bytes, to: UnsafeMutableRawBufferPointer(rebasing: text[4...]))
    for (group, place) in [(4..<12, 0), (12..<16, 9), (16..<20, 14), (20..<24, 19)] {
        UnsafeMutableRawBufferPointer(rebasing: text[place...]).copyMemory(from: UnsafeRawBufferPointer(rebasing: text[group]))
        text[place + group.count] = UInt8(ascii: "-")
    }
}

/// The randomness of the running system: OpenSSL's generator, or the kernel's should OpenSSL's fail.
///
/// Every call has ids, and the way through OpenSSL's generator costs ten times what making the rest of an id does. So bytes are
/// drawn ahead, a few kilobytes at once; all sources share them.
package struct SystemRandom: RandomSource {
    private static let drawn = Mutex(DrawnBytes())

    package init() {}

    package func fill(_ memory: UnsafeMutableRawBufferPointer) {
        if memory.count <= DrawnBytes.most {
            Self.drawn.withLock { $0.take(memory) }
        } else {
            Self.draw(memory)
        }
    }

    fileprivate static func draw(_ memory: UnsafeMutableRawBufferPointer) {
        guard RAND_bytes_ex(nil, memory.baseAddress, memory.count, 0) != 1 else {
            return
        }
        var system = SystemRandomNumberGenerator()
        for index in memory.indices {
            memory[index] = UInt8.random(in: .min ... .max, using: &system)
        }
    }
}

/// Random bytes that were drawn and not yet used.
///
/// INVARIANT: a byte is given away once, and nothing of it stays here.
private struct DrawnBytes {
    /// How many bytes may be taken at a time. Whoever needs more draws them directly.
    static let most = size / 8
    private static let size = 4096

    private var bytes = [UInt8](repeating: 0, count: size)
    private var used = size

    mutating func take(_ memory: UnsafeMutableRawBufferPointer) {
        if memory.count > Self.size - used {
            bytes.withUnsafeMutableBytes(SystemRandom.draw)
            used = 0
        }
        let taken = used..<used + memory.count
        bytes.withUnsafeMutableBytes { bytes in
            memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken]))
            UnsafeMutableRawBufferPointer(rebasing: bytes[taken]).initializeMemory(as: UInt8.self, repeating: 0)
        }
        used = taken.upperBound
    }
}

/// A source that repeats itself: the same seed gives the same bytes. For tests and reproducible worlds only.
package final class SeededRandom: RandomSource, RandomNumberGenerator {
    private let state: Mutex<UInt64>

    package init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// The next number of the SplitMix64 sequence.
    package func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }

    package func fill(_ memory: UnsafeMutableRawBufferPointer) {
        for index in memory.indices {
            memory[index] = UInt8(truncatingIfNeeded: next())
        }
    }
}
