/// A QR code: a text as black and white modules (ISO/IEC 18004).
///
/// Byte mode, error correction level L, versions 1 to 15: up to 520 bytes, which is room for what an authenticator app has
/// to know. The mask is always the first one; readers take any, the standard's choice of the best is left out.
struct QRCode {
    let size: Int
    private var isBlack: [Bool]
    /// Modules that carry no data: the patterns by which readers find their way, format and version.
    private var isReserved: [Bool]

    /// - Returns: Nil for a text that is too long.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        for version in Version.all {
            var code = QRCode(empty: version)
            let codewords = code.isReserved.count { !$0 } / 8
            if let data = version.codewords(for: bytes, of: codewords) {
                code.draw(data)
                self = code
                return
            }
        }
        return nil
    }

    func isBlack(row: Int, column: Int) -> Bool {
        (0..<size).contains(row) && (0..<size).contains(column) && isBlack[row * size + column]
    }

    private init(empty version: Version) {
        size = 17 + 4 * version.number
        isBlack = Array(repeating: false, count: size * size)
        isReserved = isBlack
        for index in 0..<size {
            reserve(6, index, index.isMultiple(of: 2))
            reserve(index, 6, index.isMultiple(of: 2))
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawSquares(row, column, reach: 4) { $0 != 2 && $0 != 4 } }
        let last = version.alignment.count - 1
        for (first, row) in version.alignment.enumerated() {
            for (second, column) in version.alignment.enumerated()
            where !((first == 0 && (second == 0 || second == last)) || (first == last && second == 0)) {
                drawSquares(row, column, reach: 2) { $0 != 1 }
            }
        }
        drawFormat()
        if version.number >= 7 { drawVersion(version.number) }
    }

    private mutating func reserve(_ row: Int, _ column: Int, _ black: Bool) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        isBlack[row * size + column] = black
        isReserved[row * size + column] = true
    }

    /// Squares around a middle, black or white by their distance from it.
    private mutating func drawSquares(_ row: Int, _ column: Int, reach: Int, _ black: (Int) -> Bool) {
        for down in -reach...reach {
            for right in -reach...reach { reserve(row + down, column + right, black(max(abs(down), abs(right)))) }
        }
    }

    /// Level and mask, twice: five bits with ten that check them.
    private mutating func drawFormat() {
        let levelAndMask = 0b01_000
        let bits = (levelAndMask << 10 | Self.remainder(levelAndMask << 10, by: 0x537, bits: 10)) ^ 0x5412
        for index in 0..<15 {
            let black = bits >> index & 1 == 1
            reserve(index < 6 ? index : index < 8 ? index + 1 : size - 15 + index, 8, black)
            reserve(8, index < 8 ? size - 1 - index : index == 8 ? 7 : 14 - index, black)
        }
        reserve(size - 8, 8, true)
    }

    /// The version, twice: six bits with twelve that check them.
    private mutating func drawVersion(_ number: Int) {
        let bits = number << 12 | Self.remainder(number << 12, by: 0x1f25, bits: 12)
        for index in 0..<18 {
            let (along, across) = (index / 3, size - 11 + index % 3)
            reserve(along, across, bits >> index & 1 == 1)
            reserve(across, along, bits >> index & 1 == 1)
        }
    }

    /// The remainder of a division of polynomials over two elements.
    private static func remainder(_ value: Int, by divisor: Int, bits: Int) -> Int {
        var value = value
        for shift in stride(from: 5, through: 0, by: -1) where value >> (bits + shift) & 1 == 1 { value ^= divisor << shift }
        return value
    }

    /// Fills in the data: two columns at a time from the right, up and down by turns, past the vertical timing pattern.
    private mutating func draw(_ data: [UInt8]) {
        var bit = 0
        var (right, goesUp) = (size - 1, true)
        while right > 0 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                let row = goesUp ? size - 1 - step : step
                for column in [right, right - 1] where !isReserved[row * size + column] {
                    let isSet = bit < data.count * 8 && data[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    isBlack[row * size + column] = isSet != (row + column).isMultiple(of: 2)
                    bit += 1
                }
            }
            right -= 2
            goesUp.toggle()
        }
    }
}

extension QRCode {
    /// What the standard's tables say of a version, at level L.
    fileprivate struct Version {
        let number: Int
        /// The rows and columns in which alignment patterns have their middle.
        let alignment: [Int]
        let blocks: Int
        let checkBytes: Int

        static let all = [
            Version(number: 1, alignment: [], blocks: 1, checkBytes: 7),
            Version(number: 2, alignment: [6, 18], blocks: 1, checkBytes: 10),
            Version(number: 3, alignment: [6, 22], blocks: 1, checkBytes: 15),
            Version(number: 4, alignment: [6, 26], blocks: 1, checkBytes: 20),
            Version(number: 5, alignment: [6, 30], blocks: 1, checkBytes: 26),
            Version(number: 6, alignment: [6, 34], blocks: 2, checkBytes: 18),
            Version(number: 7, alignment: [6, 22, 38], blocks: 2, checkBytes: 20),
            Version(number: 8, alignment: [6, 24, 42], blocks: 2, checkBytes: 24),
            Version(number: 9, alignment: [6, 26, 46], blocks: 2, checkBytes: 30),
            Version(number: 10, alignment: [6, 28, 50], blocks: 4, checkBytes: 18),
            Version(number: 11, alignment: [6, 30, 54], blocks: 4, checkBytes: 20),
            Version(number: 12, alignment: [6, 32, 58], blocks: 4, checkBytes: 24),
            Version(number: 13, alignment: [6, 34, 62], blocks: 4, checkBytes: 26),
            Version(number: 14, alignment: [6, 26, 46, 66], blocks: 4, checkBytes: 30),
            Version(number: 15, alignment: [6, 26, 48, 70], blocks: 6, checkBytes: 22),
        ]

        /// The text's bytes with their length, filled up, cut into blocks, each with its check bytes, and interleaved; nil
        /// where they do not fit.
        func codewords(for text: [UInt8], of count: Int) -> [UInt8]? {
            let room = count - blocks * checkBytes
            var bits = BitWriter()
            bits.append(0b0100, 4)
            bits.append(text.count, number < 10 ? 8 : 16)
            for byte in text { bits.append(Int(byte), 8) }
            guard bits.count <= room * 8 else { return nil }
            bits.append(0, min(4, room * 8 - bits.count))
            bits.append(0, (8 - bits.count % 8) % 8)
            var filler = 0xec
            while bits.count < room * 8 {
                bits.append(filler, 8)
                filler ^= 0xec ^ 0x11
            }
            return interleaved(bits.bytes)
        }

        /// The last blocks are a byte longer where the bytes do not come out even.
        private func interleaved(_ data: [UInt8]) -> [UInt8] {
            let (length, longer) = data.count.quotientAndRemainder(dividingBy: blocks)
            var (parts, checks): ([[UInt8]], [[UInt8]]) = ([], [])
            var start = 0
            for block in 0..<blocks {
                let end = start + length + (block >= blocks - longer ? 1 : 0)
                parts.append(Array(data[start..<end]))
                checks.append(ReedSolomon.checkBytes(of: data[start..<end], count: checkBytes))
                start = end
            }
            return (0...length).flatMap { place in parts.compactMap { place < $0.count ? $0[place] : nil } }
                + (0..<checkBytes).flatMap { place in checks.map { $0[place] } }
        }
    }

    fileprivate struct BitWriter {
        private(set) var bytes: [UInt8] = []
        private(set) var count = 0

        mutating func append(_ value: Int, _ width: Int) {
            for shift in stride(from: width - 1, through: 0, by: -1) {
                if count.isMultiple(of: 8) { bytes.append(0) }
                if value >> shift & 1 == 1 { bytes[count / 8] |= 0x80 >> UInt8(count % 8) }
                count += 1
            }
        }
    }

    /// Error correction over the field of 256 elements that QR codes use (polynomial 0x11d).
    fileprivate enum ReedSolomon {
        static func checkBytes(of data: ArraySlice<UInt8>, count: Int) -> [UInt8] {
            let divisor = divisor(of: count)
            var rest = [UInt8](repeating: 0, count: count)
            for byte in data {
                let factor = byte ^ rest.removeFirst()
                rest.append(0)
                for index in 0..<count { rest[index] ^= multiply(divisor[index], factor) }
            }
            return rest
        }

        /// The coefficients below the highest of `(x - 1)(x - 2)(x - 4)…`, highest first.
        private static func divisor(of degree: Int) -> [UInt8] {
            var coefficients = [UInt8](repeating: 0, count: degree)
            coefficients[degree - 1] = 1
            var root: UInt8 = 1
            for _ in 0..<degree {
                for index in 0..<degree {
                    coefficients[index] = multiply(coefficients[index], root) ^ (index + 1 < degree ? coefficients[index + 1] : 0)
                }
                root = multiply(root, 2)
            }
            return coefficients
        }

        private static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
            var (product, factor): (Int, Int) = (0, Int(left))
            for bit in 0..<8 {
                if right >> UInt8(bit) & 1 == 1 { product ^= factor }
                factor <<= 1
                if factor > 255 { factor ^= 0x11d }
            }
            return UInt8(product)
        }
    }
}
