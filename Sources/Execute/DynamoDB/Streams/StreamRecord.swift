import AWSTypes
import ByteJSON
import DynamoDBValues
import OpenSSL

/// What happened to an item (API Reference, streams Record, eventName).
enum StreamEvent: Int64, Sendable {
    case insert = 0
    case modify = 1
    case remove = 2
    /// A removal by time to live: REMOVE, and the service's identity beside it.
    case expire = 3

    var name: String {
        switch self {
        case .insert: "INSERT"
        case .modify: "MODIFY"
        case .remove, .expire: "REMOVE"
        }
    }
}

/// A change of an item, as the stream keeps it.
struct StreamRecord: Sendable {
    var sequence: SequenceNumber
    var time: Timestamp
    var event: StreamEvent
    /// The bytes of the keys and of each image that is shown (recorded: the keys count again in the images).
    var size: Int
    /// The members `Keys`, `NewImage` and `OldImage` as JSON, with commas between and no braces around.
    var images: [UInt8]
}

/// A change of an item as it is about to be recorded.
struct ItemChange: Sendable {
    var event: StreamEvent
    var size = 0
    var images: [UInt8] = []

    /// - Returns: Nil where nothing changed: an item put in the place of its like, or the removal of none (Developer Guide,
    ///   "DynamoDB Streams Time to Live and records": no record is written for an operation that does not change data).
    init?(of key: KeySchema, from old: ItemRow?, to new: CanonicalItem?, showing view: StreamView, isExpiry: Bool) {
        let shown: [UInt8]
        switch (old, new) {
        case (nil, nil): return nil
        case (nil, let new?): (event, shown) = (.insert, new.bytes)
        case (let old?, nil): (event, shown) = (isExpiry ? .expire : .remove, old.item)
        case (let old?, let new?):
            if old.item == new.bytes || old.size == new.size && old.stored.item == new.stored.item { return nil }
            (event, shown) = (.modify, new.bytes)
        }
        let keys = StoredItem(shown).projecting(key.names)
        append("Keys", keys, size: StoredItem(keys).item.size)
        if view.showsNew, let new { append("NewImage", new.bytes, size: new.size) }
        if view.showsOld, let old { append("OldImage", old.item, size: old.size) }
    }

    private mutating func append(_ name: StaticString, _ item: [UInt8], size: Int) {
        images.reserveCapacity(images.count + item.count + 16)
        if !images.isEmpty { images.append(UInt8(ascii: ",")) }
        images.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { images.append(contentsOf: $0) }
        images.append(UInt8(ascii: "\""))
        images.append(UInt8(ascii: ":"))
        images.append(contentsOf: item)
        self.size += size
    }
}

extension JSONWriter {
    /// A record as GetRecords shows it, its members in the model's order.
    mutating func record(_ record: StreamRecord, of stream: TableStream) {
        beginObject()
        // AWS's ids are 32 hexadecimal digits that say nothing (recorded); here they follow from the place of the record.
        name("eventID")
        string(Hex.encode(Array(SHA256.hash(Array("\(stream.arn)/\(record.sequence.text)".utf8)).prefix(16))))
        name("eventName")
        string(record.event.name)
        name("eventVersion")
        string("1.1")
        name("eventSource")
        string("aws:dynamodb")
        name("awsRegion")
        string(stream.region)
        name("dynamodb")
        let seconds = record.time.seconds
        var inner = Array(#"{"ApproximateCreationDateTime":\#(seconds),"#.utf8)
        inner.reserveCapacity(record.images.count + 160)
        inner.append(contentsOf: record.images)
        let view = stream.view.rawValue
        inner.append(
            contentsOf: #","SequenceNumber":"\#(record.sequence.text)","SizeBytes":\#(record.size),"StreamViewType":"\#(view)"}"#.utf8)
        raw(inner)
        if record.event == .expire {
            name("userIdentity")
            raw(#"{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}"#.utf8)
        }
        endObject()
    }
}
