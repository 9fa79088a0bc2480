package import AWSTypes
import ServiceModel

/// A place in the order of look-ups: later is greater.
///
/// The world's clock can be moved back, so the time alone does not order; the number does among events of one moment.
package struct EventPosition: Sendable, Hashable, Comparable {
    package var time: Timestamp
    /// Given out in the order of recording, never twice.
    package var number: Int64

    package init(time: Timestamp, number: Int64) {
        self.time = time
        self.number = number
    }

    package static func < (left: EventPosition, right: EventPosition) -> Bool {
        (left.time, left.number) < (right.time, right.number)
    }
}

/// What LookupEvents reads of an event, and finds it by.
package struct EventColumns: Sendable, Hashable {
    package struct Resource: Sendable, Hashable {
        package var type: String
        /// Its ARN.
        package var name: String

        package init(type: String, name: String) {
            self.type = type
            self.name = name
        }

        /// By its ARN, as it is printed, or by the name at the ARN's end; which of them AWS prints for a table is not known.
        func isNamed(_ text: String) -> Bool { name == text || name.hasSuffix("/" + text) }
    }

    package var id: String
    package var name: String
    package var source: String
    package var account: String
    package var isReadOnly: Bool
    package var userName: String?
    package var accessKeyID: String?
    package var resources: [Resource]

    package init(
        id: String, name: String, source: String, account: String, isReadOnly: Bool, userName: String?, accessKeyID: String?,
        resources: [Resource]
    ) {
        self.id = id
        self.name = name
        self.source = source
        self.account = account
        self.isReadOnly = isReadOnly
        self.userName = userName
        self.accessKeyID = accessKeyID
        self.resources = resources
    }

    init(_ event: Event) {
        let accessKeyID = event.identity.kind == .account ? "" : event.identity.accessKeyID
        self.init(
            id: event.id, name: event.name, source: event.eventSource, account: event.recipientAccount, isReadOnly: event.isReadOnly,
            userName: event.identity.lookupName, accessKeyID: accessKeyID.isEmpty ? nil : accessKeyID,
            resources: event.resources.map { Resource(type: $0.type, name: $0.arn) })
    }
}

/// An event as it is looked up and kept: its columns and its record.
package struct StoredEvent: Sendable, Hashable {
    package var position: EventPosition
    package var columns: EventColumns
    /// The record, one line of JSON.
    package var json: String

    package init(position: EventPosition, columns: EventColumns, json: String) {
        self.position = position
        self.columns = columns
        self.json = json
    }
}
