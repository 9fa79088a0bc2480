import AWSTypes
import AWSWire
import ByteJSON
import CloudTrail
import Directory
import IAMPolicy
import ServiceModel
import Testing

@Suite struct LookupEventsTests {
    let events: EventStore
    let service: Service

    init() throws {
        events = try EventStore()
        service = CloudTrailService.make(events: events)
    }

    @Test func `an event is found with all its columns`() throws {
        events.append(
            Samples.event(
                "CreateTable", traits: OperationTraits(),
                resources: [
                    EventResource(
                        type: "AWS::DynamoDB::Table", arn: "arn:aws:dynamodb:us-east-1:111122223333:table/Music", account: "111122223333")
                ]))
        let answer = try lookUp("{}")
        let event = try #require(answer["Events"]?.elements.first { _ in true })
        let record = try #require(event["CloudTrailEvent"]?.string)
        var writer = JSONWriter()
        writer.string(record)
        #expect(
            String(decoding: answer.bytes, as: UTF8.self)
                == #"{"Events":[{"EventId":"42f420fe-ef06-43be-98a6-d5a0a90d7b4c","EventName":"CreateTable","ReadOnly":"false","#
                + #""AccessKeyId":"AKIAIOSFODNN7EXAMPLE","EventTime":1659619454,"EventSource":"dynamodb.amazonaws.com","Username":"article","#
                + #""Resources":[{"ResourceType":"AWS::DynamoDB::Table","ResourceName":"arn:aws:dynamodb:us-east-1:111122223333:table/Music"}],"#
                + #""CloudTrailEvent":\#(writer.text)}]}"#)
        #expect(!record.contains("\n") && !record.contains("\t"))
        #expect(try JSONDocument(parsing: Array(record.utf8)).root["eventName"]?.string == "CreateTable")
    }

    static let attributes: [(key: String, value: String)] = [
        ("EventId", "wanted"), ("EventName", "CreateTable"), ("ReadOnly", "false"), ("Username", "me"),
        ("ResourceType", "AWS::KMS::Key"), ("ResourceName", "arn:aws:kms:us-east-1:111122223333:key/k"), ("ResourceName", "k"),
        ("EventSource", "kms.amazonaws.com"), ("AccessKeyId", "ASIAIOSFODNN7EXAMPLE"),
    ]

    @Test(arguments: attributes)
    func `an attribute finds its events and no others, case included`(_ key: String, _ value: String) throws {
        events.append(
            Samples.event(
                "CreateTable", id: "wanted", by: Samples.role, service: Samples.kms, traits: OperationTraits(),
                resources: [EventResource(type: "AWS::KMS::Key", arn: "arn:aws:kms:us-east-1:111122223333:key/k", account: "111122223333")])
        )
        events.append(Samples.event(id: "other"))
        #expect(try ids(in: lookUp(#"{"LookupAttributes":[{"AttributeKey":"\#(key)","AttributeValue":"\#(value)"}]}"#)) == ["wanted"])
        let shouted = #"{"LookupAttributes":[{"AttributeKey":"\#(key)","AttributeValue":"\#(value.uppercased())X"}]}"#
        #expect(try ids(in: lookUp(shouted)) == [])
    }

    @Test func `every attribute of the model has a row`() {
        #expect(Set(Self.attributes.map(\.key)) == Set(EventQuery.Attribute.allCases.map(\.rawValue)))
    }

    @Test func `both ends of the time range are included`() throws {
        for second in 0..<5 { events.append(Samples.event(id: "\(second)", at: Samples.now.adding(seconds: Int64(second - 10)))) }
        let start = Samples.now.seconds - 9
        #expect(try ids(in: lookUp(#"{"StartTime":\#(start),"EndTime":\#(start + 2)}"#)) == ["3", "2", "1"])
        #expect(try ids(in: lookUp(#"{"StartTime":\#(start),"EndTime":\#(start)}"#)) == ["1"])
    }

    @Test func `pages follow each other, newest first, and later events do not disturb them`() throws {
        for number in 0..<120 {
            events.append(Samples.event(id: "\(number)", at: Timestamp(milliseconds: Samples.now.milliseconds - 500 + Int64(number / 3))))
        }
        var found: [String] = []
        var token: String?
        repeat {
            let answer = try lookUp(token.map { #"{"NextToken":"\#($0)"}"# } ?? "{}")
            found += ids(in: answer)
            token = answer["NextToken"]?.string
            events.append(Samples.event(id: "late"))
        } while token != nil && found.count < 200
        #expect(found == (0..<120).reversed().map(String.init))
    }

    @Test func `a token is refused with other parameters, and changed`() throws {
        for number in 0..<3 { events.append(Samples.event(id: "\(number)")) }
        let token = try #require(lookUp(#"{"MaxResults":1}"#)["NextToken"]?.string)
        #expect(try ids(in: lookUp(#"{"MaxResults":1,"NextToken":"\#(token)"}"#)) == ["1"])
        let broken = "A" + token.dropFirst()
        for request in [
            #"{"NextToken":"\#(token)","StartTime":0}"#, #"{"NextToken":"\#(broken == token ? "B" + token.dropFirst() : broken)"}"#,
            #"{"NextToken":""}"#, #"{"NextToken":"é"}"#,
        ] {
            let error = #expect(throws: AWSError.self) { _ = try lookUp(request) }
            #expect(error?.code.name == "InvalidNextTokenException")
        }
    }

    /// Codes from the service's model; the texts are this project's own.
    static let faults: [(request: String, code: String, message: String)] = [
        (
            #"{"StartTime":2,"EndTime":1}"#, "InvalidTimeRangeException", "The start time must be before or equal to the end time."
        ),
        (
            #"{"LookupAttributes":[{"AttributeKey":"EventId","AttributeValue":"a"},{"AttributeKey":"EventId","AttributeValue":"b"}]}"#,
            "InvalidLookupAttributesException", "Only one lookup attribute can be specified."
        ),
        (
            #"{"LookupAttributes":[{"AttributeKey":"UserName","AttributeValue":"a"}]}"#, "InvalidLookupAttributesException",
            "UserName is not a valid lookup attribute."
        ),
        (
            #"{"LookupAttributes":[{"AttributeKey":"Username","AttributeValue":""}]}"#, "InvalidLookupAttributesException",
            "A lookup attribute value has 1 to 2000 characters."
        ),
        (#"{"MaxResults":51}"#, "InvalidMaxResultsException", "MaxResults must be between 1 and 50."),
        (#"{"MaxResults":0}"#, "InvalidMaxResultsException", "MaxResults must be between 1 and 50."),
        (
            #"{"NextToken":"x"}"#, "InvalidNextTokenException",
            "The token is not valid, or was used in a request with different parameters."
        ),
        (#"{"EventCategory":"data"}"#, "InvalidEventCategoryException", "data is not a valid event category."),
        (
            #"{"LookupAttributes":[{}]}"#, "ValidationException",
            "2 validation errors detected: Value null at 'lookupAttributes.1.member.attributeKey' failed to satisfy constraint: "
                + "Member must not be null; Value null at 'lookupAttributes.1.member.attributeValue' failed to satisfy constraint: "
                + "Member must not be null"
        ),
    ]

    @Test(arguments: faults)
    func `a request that is not right is refused`(_ request: String, _ code: String, _ message: String) throws {
        let error = #expect(throws: AWSError.self) { _ = try lookUp(request) }
        #expect(error?.code.name == code)
        #expect(error?.message == message)
    }

    @Test func `other accounts' events and data events are not found, unless the setting says so`() throws {
        var foreign = Samples.event(id: "foreign")
        foreign.recipientAccount = "444455556666"
        events.append(foreign)
        events.append(Samples.event("GetItem", id: "data", traits: OperationTraits(isReadOnly: true, category: .data)))
        events.append(Samples.event(id: "own"))
        #expect(try ids(in: lookUp("{}")) == ["own"])
        #expect(try ids(in: lookUp("{}", in: CloudTrailService.make(events: events, dataEventsInLookup: true))) == ["own", "data"])
        #expect(try ids(in: lookUp(#"{"EventCategory":"insight"}"#)) == [])
    }

    @Test func `leave is asked for the action on everything`() throws {
        var asked: [AuthorizationRequest] = []
        _ = try lookUp("{}") { asked += $0 }
        #expect(asked.map(\.action) == ["cloudtrail:LookupEvents"])
        #expect(asked.map(\.resource) == ["*"])
        #expect(asked.map(\.hasResourceType) == [false])
    }

    private func ids(in answer: JSONView) -> [String] { answer["Events"]?.elements.compactMap { $0["EventId"]?.string } ?? [] }

    private func lookUp(
        _ request: String, in service: Service? = nil, authorize: ([AuthorizationRequest]) throws -> Void = { _ in }
    ) throws -> JSONView {
        let operation = try #require((service ?? self.service).operations["LookupEvents"])
        let context = OperationContext(
            caller: Samples.user(), region: "eu-west-1", requestID: "R", now: Samples.now, directory: Directory(),
            endpoint: "http://localhost:8000",
            authority: NoAuthority())
        var response = StructureWriter(for: .json11)
        try operation.run(
            StructureReader(try JSONDocument(parsing: Array(request.utf8))), in: context, authorize: authorize, into: &response)
        return try JSONDocument(parsing: response.finish()).root
    }
}
