import AWSWire
import Testing

@Suite struct HeaderLinesTests {
    @Test func `headers are lines in the order in which they were added`() {
        var headers = HeaderLines()
        headers.append("Server", "Server")
        headers.append(contentLength: 0)
        headers.append("x-amz-crc32", number: 2_745_614_147)
        headers.append("x-largest", number: .max)
        #expect(
            String(decoding: headers.bytes, as: UTF8.self)
                == "Server: Server\r\nContent-Length: 0\r\nx-amz-crc32: 2745614147\r\nx-largest: 18446744073709551615\r\n")
        #expect(headers.lines.map(\.name) == ["Server", "Content-Length", "x-amz-crc32", "x-largest"])
        #expect(headers.lines.map(\.value) == ["Server", "0", "2745614147", "18446744073709551615"])
    }

    @Test func `every number has its digits`() {
        for number in [0, 9, 10, 99, 100, 101, 1_000_000_007] as [UInt64] {
            var headers = HeaderLines()
            headers.append("n", number: number)
            #expect(headers.lines.first?.value == String(number))
        }
    }

    @Test(arguments: ["A\r\nB: C", "A\nB", "A\0B", "\r"]) func `a line end in a value begins no header`(_ value: String) {
        var headers = HeaderLines()
        headers.append("x-one", value)
        headers.append("x-two", "2")
        let spaced = String(decoding: value.utf8.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        #expect(String(decoding: headers.bytes, as: UTF8.self) == "x-one: \(spaced)\r\nx-two: 2\r\n")
    }

    @Test(arguments: [("Content-Length", true), ("content-LENGTH", true), ("Transfer-Encoding", true), ("Content-Type", false)])
    func `what says where the body ends is known`(_ name: String, _ frames: Bool) {
        #expect(HeaderLines([(name, "1")]).framesBody == frames)
    }
}
