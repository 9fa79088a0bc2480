import AWSTypes
import AWSWire
import IAMPolicy
import Testing

@testable import Gateway

@Suite struct ContextHeaderTests {
    private func keys(_ header: String?, isAllowed: Bool = true) throws -> [ConditionKey: ConditionValue] {
        let headers = header.map { [(name: "X-Portcullis-Context", value: $0)] } ?? []
        let request = IncomingRequest(method: "POST", target: "/", headers: headers, body: [], arrival: Arrival(address: "127.0.0.1"))
        return try ContextHeader.keys(of: request, isAllowed: isAllowed)
    }

    static let rows: [(header: String, keys: [ConditionKey: ConditionValue])] = [
        ("aws:SourceIp=203.0.113.7", ["aws:SourceIp": .single("203.0.113.7")]),
        (" AWS:sourceip = 203.0.113.7 ; aws:SourceVpc=vpc-1", ["aws:SourceIp": .single("203.0.113.7"), "aws:SourceVpc": .single("vpc-1")]),
        ("aws:CalledVia=athena.amazonaws.com", ["aws:CalledVia": .list(["athena.amazonaws.com"])]),
        ("aws:CalledVia=a, b", ["aws:CalledVia": .list(["a", "b"])]),
        ("aws:CalledVia=", ["aws:CalledVia": .list([])]),
        ("aws:UserAgent= ", ["aws:UserAgent": .single("")]),
        ("www.amazon.com:user_id=amzn1.a=b", ["www.amazon.com:user_id": .single("amzn1.a=b")]),
        (
            "aws:PrincipalTag/Team=blue; aws:FederatedProvider=www.amazon.com",
            [
                "aws:PrincipalTag/team": .single("blue"), "aws:FederatedProvider": .single("www.amazon.com"),
            ]
        ),
    ]

    @Test(arguments: rows) func `a request sets keys`(_ header: String, _ expected: [ConditionKey: ConditionValue]) throws {
        #expect(try keys(header) == expected)
        #expect(try keys(nil, isAllowed: false) == [:])
    }

    static let faults = [
        ("aws:SourceIp", "x-portcullis-context: 'aws:SourceIp' is not of the form key=value"),
        ("aws:SourceIP4=1.2.3.4", "x-portcullis-context: there is no global condition key aws:SourceIP4; did you mean aws:SourceIp?"),
        ("=1", "x-portcullis-context: '=1' names no key"),
        ("aws:SourceVpc=vpc-1;aws:sourcevpc=vpc-2", "x-portcullis-context: aws:sourcevpc stands twice"),
        ("aws:zzzzzzzzzzzzzzzzzzzzzzz=1", "x-portcullis-context: there is no global condition key aws:zzzzzzzzzzzzzzzzzzzzzzz"),
    ]

    @Test(arguments: faults) func `what is not understood is refused`(_ header: String, _ message: String) throws {
        let error = #expect(throws: AWSError.self) { try keys(header) }
        #expect(error?.message == message)
    }

    @Test func `it must be allowed`() throws {
        let error = #expect(throws: AWSError.self) { try keys("aws:SourceIp=203.0.113.7", isAllowed: false) }
        #expect(
            error?.message
                == "x-portcullis-context is not allowed: start the server with --allow-context-header to let requests set condition keys")
    }
}
