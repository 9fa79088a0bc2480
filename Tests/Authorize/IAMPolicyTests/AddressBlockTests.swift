import Testing

@testable import IAMPolicy

@Suite struct AddressBlockTests {
    @Test(arguments: [
        "1.2.3.4", "0.0.0.0/0", "255.255.255.255/32", "::", "::1", "1::", "1::8/64", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "::ffff:1.2.3.4/96", "1::1.2.3.4", "fe80::/10",
    ])
    func `an address is read`(_ text: String) {
        #expect(AddressBlock(text) != nil)
    }

    /// RFC 4291, section 2.2; four parts and a length within the width for IPv4.
    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", " 1.2.3.4", "1.2.3.4 ", ":", ":::", "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "g::", "::/129", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::", "fe80::1%eth0", "1:",
        ":1",
    ])
    func `no address is refused`(_ text: String) {
        #expect(AddressBlock(text) == nil)
    }

    @Test(arguments: [
        ("::1", "0:0:0:0:0:0:0:1"), ("1::", "1:0:0:0:0:0:0:0"), ("1::8", "1:0:0:0:0:0:0:8"), ("::ffff:1.2.3.4", "0:0:0:0:0:ffff:102:304"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("::", "0:0:0:0:0:0:0:0"),
        ("2001:db8::a:b", "2001:DB8:0:0:0:0:A:B"),
    ])
    func `two spellings are one address`(_ short: String, _ long: String) throws {
        #expect(try #require(AddressBlock(short)) == #require(AddressBlock(long)))
    }
}
