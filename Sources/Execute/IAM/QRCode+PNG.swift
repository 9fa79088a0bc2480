import Zlib

extension QRCode {
    private static let pixelsPerModule = 4
    /// The white border that the standard asks for.
    private static let quietModules = 4

    /// The code as a picture in PNG (RFC 2083), one bit a pixel, its data not compressed.
    var png: [UInt8] {
        let pixels = (size + 2 * Self.quietModules) * Self.pixelsPerModule
        var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        Self.append("IHDR", Self.bigEndian(pixels) + Self.bigEndian(pixels) + [1, 0, 0, 0, 0], to: &file)
        Self.append("IDAT", Self.zlib(lines(pixels)), to: &file)
        Self.append("IEND", [], to: &file)
        return file
    }

    /// The picture's lines, each after the byte that says it is not filtered. A white pixel is a one.
    private func lines(_ pixels: Int) -> [UInt8] {
        var lines: [UInt8] = []
        for y in 0..<pixels {
            var line = [UInt8](repeating: 0, count: (pixels + 7) / 8)
            let row = y / Self.pixelsPerModule - Self.quietModules
            for x in 0..<pixels where !isBlack(row: row, column: x / Self.pixelsPerModule - Self.quietModules) {
                line[x / 8] |= 0x80 >> UInt8(x % 8)
            }
            lines += [0] + line
        }
        return lines
    }

    private static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
        let content = Array(type.utf8) + data
        file += bigEndian(data.count) + content + bigEndian(Int(CRC32.checksum(content)))
    }

    /// Stored blocks of the zlib format (RFC 1950, RFC 1951).
    private static func zlib(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 0xffff, data.count)
            let length = UInt16(end - start)
            stream.append(end == data.count ? 1 : 0)
            for word in [length, ~length] { stream += [UInt8(word & 0xff), UInt8(word >> 8)] }
            stream += data[start..<end]
            start = end
        } while start < data.count
        var (low, high): (Int, Int) = (1, 0)
        for byte in data {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return stream + bigEndian(high << 16 | low)
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
