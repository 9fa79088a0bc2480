import COpenSSL
import Synchronization

/// Where identifiers, keys and tokens get their randomness from. It is handed in, so that a test can fix it.
package protocol RandomSource: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

extension RandomSource {
    /// A random UUID (RFC 9562, version 4) in lower case, the form of AWS's request ids.
    package func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        var text = Array(Hex.encode(bytes).utf8)
        for place in [20, 16, 12, 8] {
            text.insert(UInt8(ascii: "-"), at: place)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `count` letters of `alphabet`, each as likely as the others.
    ///
    /// - Parameter alphabet: 1 to 256 ASCII characters.
    package func string(_ count: Int, alphabet: String) -> String {
        let letters = alphabet.utf8.span
        precondition((1...256).contains(letters.count), "an alphabet has 1 to 256 letters")
        // Bytes above the last whole multiple of the alphabet would favour its first letters, so they are drawn again.
        let limit = 256 - 256 % letters.count
        var text = bytes(count)
        var next = 0
        while next < count {
            if Int(text[next]) < limit {
                text[next] = letters[Int(text[next]) % letters.count]
                next += 1
            } else {
                text.replaceSubrange(next..., with: bytes(count - next))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The randomness of the running system: OpenSSL's generator, or the kernel's should OpenSSL's fail.
package struct SystemRandom: RandomSource {
    package init() {}

    package func bytes(_ count: Int) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: 0)
            failed = RAND_bytes(buffer.baseAddress, Int32(count)) != 1
            initialized = count
        }
        guard failed else {
            return bytes
        }
        var system = SystemRandomNumberGenerator()
        return bytes.map { _ in UInt8.random(in: .min ... .max, using: &system) }
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

    package func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
