import Testing
import Zlib

@Suite struct CRC32Tests {
    static let vectors = [
        ("123456789", 0xcbf4_3926, "the check value of CRC-32/ISO-HDLC"),
        (#"{"__type":"com.amazon.coral.service#SerializationException"}"#, 3_948_637_019, "recorded from DynamoDB"),
        (#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#, 1_368_724_161, "recorded from DynamoDB"),
        ("<UnknownOperationException/>\n", 3_552_371_480, "recorded from DynamoDB"),
        ("", 0, "by definition"),
    ]

    @Test(arguments: vectors) func `a known checksum comes out`(_ text: String, _ checksum: Int, _ source: String) {
        #expect(CRC32.checksum(Array(text.utf8)) == UInt32(checksum), "\(source)")
    }
}
