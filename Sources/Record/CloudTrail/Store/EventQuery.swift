package import AWSTypes

/// Which events of an account a look-up wants.
package struct EventQuery: Sendable, Hashable {
    /// The attributes by which LookupEvents finds, each by the name that the model gives it.
    package enum Attribute: String, Sendable, CaseIterable {
        case eventID = "EventId"
        case eventName = "EventName"
        case readOnly = "ReadOnly"
        case userName = "Username"
        case resourceType = "ResourceType"
        case resourceName = "ResourceName"
        case eventSource = "EventSource"
        case accessKeyID = "AccessKeyId"
    }

    package var account: String
    package var attribute: Attribute?
    package var value: String
    /// Both ends are included.
    package var start: Timestamp?
    package var end: Timestamp?

    package init(account: String, attribute: Attribute? = nil, value: String = "", start: Timestamp? = nil, end: Timestamp? = nil) {
        self.account = account
        self.attribute = attribute
        self.value = value
        self.start = start
        self.end = end
    }

    /// Compares exactly, case included (CloudTrail User Guide, "Viewing recent management events").
    package func matches(_ event: StoredEvent) -> Bool { matches(event.columns, at: event.position.time) }

    func matches(_ event: EventColumns, at time: Timestamp) -> Bool {
        guard event.account == account, includes(time) else { return false }
        return switch attribute {
        case nil: true
        case .eventID: event.id == value
        case .eventName: event.name == value
        case .readOnly: (event.isReadOnly ? "true" : "false") == value
        case .userName: event.userName == value
        case .resourceType: event.resources.contains { $0.type == value }
        case .resourceName: event.resources.contains { $0.isNamed(value) }
        case .eventSource: event.source == value
        case .accessKeyID: event.accessKeyID == value
        }
    }

    /// The model gives moments in seconds, so a whole second belongs to its end.
    private func includes(_ time: Timestamp) -> Bool {
        if let start, time.seconds < start.seconds { return false }
        if let end, time.seconds > end.seconds { return false }
        return true
    }
}
