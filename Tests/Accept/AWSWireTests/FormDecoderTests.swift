import AWSWire
import ByteJSON
import Testing

/// A form, and the object that its names describe.
struct FormCase: CustomTestStringConvertible, Sendable {
    var source: String
    var form: String
    var json: String

    init(_ source: String, _ form: String, _ json: String) {
        self.source = source
        self.form = form
        self.json = json
    }

    var testDescription: String { "\(form) [\(source)]" }
}

@Suite struct FormDecoderTests {
    private static let html = "WHATWG URL, application/x-www-form-urlencoded parsing"
    private static let botocore = "botocore, Query serializer"

    private static let rows = [
        FormCase(botocore, "Action=GetUser&Version=2010-05-08", #"{"Action":"GetUser","Version":"2010-05-08"}"#),
        FormCase(
            botocore, "Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.2.Key=l",
            #"{"Tags":{"member":{"1":{"Key":"k","Value":"v"},"2":{"Key":"l"}}}}"#),
        FormCase(
            "botocore, EC2 serializer", "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1",
            #"{"Filter":{"1":{"Name":"vpc-id","Value":{"1":"vpc-1"}}}}"#),
        FormCase(html, "a=1+2%2B%26%3D%20", #"{"a":"1 2+&= "}"#),
        FormCase(html, "a=%C3%A9%f0%9f%98%80", #"{"a":"é😀"}"#),
        FormCase(html, "a%62=c", #"{"ab":"c"}"#),
        FormCase(html, "a=b=c", #"{"a":"b=c"}"#),
        FormCase(html, "a&b=", #"{"a":"","b":""}"#),
        FormCase(html, "&&a=1&&", #"{"a":"1"}"#),
        FormCase(html, "a=%zz%4&b=%", #"{"a":"%zz%4","b":"%"}"#),
        FormCase(html, "a=%41", #"{"a":"A"}"#),
        FormCase(html, "a=%FF", "{\"a\":\"\u{FFFD}\"}"),
        FormCase("recorded on STS: the first counts", "a=1&a=2", #"{"a":"1"}"#),
        FormCase("a value, then a prefix", "a=1&a.b=2", #"{"a":"1"}"#),
        FormCase("a prefix, then a value", "a.b=2&a=1", #"{"a":{"b":"2"}}"#),
        FormCase("quotes", "a=%22%5C%0A", #"{"a":"\"\\\n"}"#),
        FormCase("nothing", "", "{}"),
        FormCase("recorded on STS: unknown parameters are ignored; dots alone", "...=1&a=2", #"{"a":"2"}"#),
    ]

    @Test(arguments: rows) func `a form reads as the object that its names describe`(_ row: FormCase) throws {
        let document = try #require(FormDecoder.document(of: FormDecoder.parameters(of: row.form.utf8)))
        #expect(String(decoding: document.bytes, as: UTF8.self) == row.json)
    }

    @Test func `parameters keep their order and their double names`() {
        let parameters = FormDecoder.parameters(of: "b=2&a=1&b=3".utf8)
        #expect(parameters.map { "\($0.name):\($0.value)" } == ["b:2", "a:1", "b:3"])
    }

    @Test func `a parameter without a name is nothing`() throws {
        let document = try #require(FormDecoder.document(of: FormDecoder.parameters(of: "=x&.=y&A=1".utf8)))
        #expect(String(decoding: document.bytes, as: UTF8.self) == #"{"A":"1"}"#)
    }

    @Test func `a name of ten thousand parts is no deep nest`() throws {
        let name = Array(repeating: "a", count: 10_000).joined(separator: ".")
        let document = try #require(FormDecoder.document(of: FormDecoder.parameters(of: "\(name)=1".utf8)))
        #expect(document.bytes.count < 200)
    }
}
