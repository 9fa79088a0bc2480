import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Finds the events of the caller's account, newest first.
///
/// One list for all regions: an event keeps the region of its call, and look-ups do not ask for it.
struct LookupEvents: Operation {
    struct Input {
        var attribute: EventQuery.Attribute?
        var value = ""
        var start: Timestamp?
        var end: Timestamp?
        /// Insights events are another kind; none are made here.
        var wantsInsights = false
        var limit: Int
        var nextToken: String?
    }

    struct Page {
        var events: [StoredEvent]
        var nextToken: String?
    }

    static let name = "LookupEvents"
    static let traits = OperationTraits.readOnly

    let events: EventStore
    let includesData: Bool

    func decode(_ request: StructureReader) throws -> Input {
        var input = Input(
            start: try request.timestamp("StartTime"), end: try request.timestamp("EndTime"),
            limit: try request.integer("MaxResults") ?? 50,
            nextToken: try request.string("NextToken"))
        let attributes = try request.structures("LookupAttributes") ?? []
        if attributes.count > 1 { throw AWSError.moreThanOneAttribute }
        if let attribute = attributes.first {
            let key = try attribute.required("AttributeKey")
            let value = try attribute.required("AttributeValue")
            try request.finish()
            guard let known = EventQuery.Attribute(rawValue: key) else { throw AWSError.attributeNotValid(key) }
            guard (1...2000).contains(value.unicodeScalars.count) else { throw AWSError.attributeValueNotValid }
            (input.attribute, input.value) = (known, value)
        }
        if let category = try request.string("EventCategory") {
            guard category == "insight" else { throw AWSError.eventCategoryNotValid(category) }
            input.wantsInsights = true
        }
        guard (1...50).contains(input.limit) else { throw AWSError.maxResultsNotValid }
        if let start = input.start, let end = input.end, start > end { throw AWSError.timeRangeNotValid }
        return input
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [AuthorizationRequest(action: "cloudtrail:LookupEvents", resource: "*", resourceAccount: context.account, hasResourceType: false)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page {
        if input.wantsInsights { return Page(events: []) }
        let query = EventQuery(
            account: context.account, attribute: input.attribute, value: input.value, start: input.start, end: input.end)
        let tokens = PageTokens(query)
        let position = try input.nextToken.map { token in
            guard let position = tokens.position(in: token) else { throw AWSError.nextTokenNotValid }
            return position
        }
        // One more than asked for tells whether there is another page.
        let found = try events.events(
            matching: query, before: position, limit: input.limit + 1, includesData: includesData, now: context.now)
        let page = Array(found.prefix(input.limit))
        return Page(events: page, nextToken: found.count > input.limit ? page.last.map { tokens.token(after: $0.position) } : nil)
    }

    func encode(_ output: Page, into response: inout StructureWriter) {
        response.structures("Events", output.events) { writer, event in
            writer.string("EventId", event.columns.id)
            writer.string("EventName", event.columns.name)
            writer.string("ReadOnly", event.columns.isReadOnly ? "true" : "false")
            writer.string("AccessKeyId", event.columns.accessKeyID)
            writer.integer("EventTime", Int(event.position.time.seconds))
            writer.string("EventSource", event.columns.source)
            writer.string("Username", event.columns.userName)
            writer.structures("Resources", event.columns.resources) { writer, resource in
                writer.string("ResourceType", resource.type)
                writer.string("ResourceName", resource.name)
            }
            writer.string("CloudTrailEvent", event.json)
        }
        response.string("NextToken", output.nextToken)
    }
}
