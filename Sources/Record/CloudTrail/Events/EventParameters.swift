import ByteJSON
import ServiceModel

/// Turns a request or an answer into an event's `requestParameters` or `responseElements`.
///
/// Members keep their order; each gets a small first letter, its first alone: `SSESpecification` becomes
/// `sSESpecification` (recorded). Names that the caller chose (attributes, encryption contexts) stay as they are. A form's
/// numbered members become lists; its `Action`, `Version` and signature are not parameters.
struct EventParameters {
    let secretMembers: Set<String>
    let category: OperationTraits.Category
    let isForm: Bool

    /// Members whose contents are named by the caller.
    private static let maps: Set<String> = [
        "Key", "ExpressionAttributeNames", "EncryptionContext", "EncryptionContextEquals", "EncryptionContextSubset", "Attributes",
        "RequestItems", "Keys", "Expected", "KeyConditions",
    ]

    /// What a data event does not show: values of attributes that are not keys (DynamoDB Developer Guide, log entries).
    ///
    /// `RequestItems` and `TransactItems` hold whole items and go with them, though AWS shows the keys among them.
    private static let itemMembers: Set<String> = [
        "ExpressionAttributeValues", "AttributeUpdates", "Expected", "KeyConditions", "QueryFilter", "ScanFilter", "RequestItems",
        "TransactItems", "Parameters", "Statements", "TransactStatements",
    ]

    private static let formMembers: Set<String> = [
        "Action", "Version", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature",
        "X-Amz-Security-Token", "AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp",
    ]

    /// Writes the text's members, or null where it has none or is not JSON.
    func write(_ json: [UInt8]?, into writer: inout JSONWriter) {
        guard let json, let root = try? JSONDocument(parsing: json).root, root.kind == .object else { return writer.null() }
        let members = root.members.filter { !(isForm && Self.formMembers.contains($0.key.string ?? "")) }
        guard !members.isEmpty else { return writer.null() }
        write(members, into: &writer)
    }

    private func write(_ members: some Sequence<(key: JSONView, value: JSONView)>, into writer: inout JSONWriter) {
        writer.beginObject()
        for (key, value) in members {
            guard let name = key.string, !secretMembers.contains(name) else { continue }
            if category == .data, Self.itemMembers.contains(name) { continue }
            writer.name(Self.eventName(of: name))
            if category == .data, name == "Item" {
                writeNames(of: value, into: &writer)
            } else if Self.maps.contains(name), value.kind == .object || value.kind == .array {
                writeVerbatim(value, into: &writer)
            } else {
                write(value, into: &writer)
            }
        }
        writer.endObject()
    }

    private func write(_ value: JSONView, into writer: inout JSONWriter) {
        switch value.kind {
        case .object:
            if isForm, let elements = Self.numbered(value) { return writeList(elements, into: &writer) }
            write(value.members, into: &writer)
        case .array: writeList(value.elements, into: &writer)
        case .string: writer.string(value.string ?? "")
        case .number, .true, .false, .null: writer.raw(value.bytes)
        }
    }

    private func writeList(_ elements: some Sequence<JSONView>, into writer: inout JSONWriter) {
        writer.beginArray()
        for element in elements { write(element, into: &writer) }
        writer.endArray()
    }

    /// Copies a value without its blanks: a line break between two members would break the event's one line.
    private func writeVerbatim(_ value: JSONView, into writer: inout JSONWriter) {
        switch value.kind {
        case .object:
            writer.beginObject()
            for (key, value) in value.members {
                writer.name(key.string ?? "")
                writeVerbatim(value, into: &writer)
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for element in value.elements { writeVerbatim(element, into: &writer) }
            writer.endArray()
        case .string: writer.string(value.string ?? "")
        case .number, .true, .false, .null: writer.raw(value.bytes)
        }
    }

    private func writeNames(of item: JSONView, into writer: inout JSONWriter) {
        writer.beginArray()
        for (key, _) in item.members { writer.string(key.string ?? "") }
        writer.endArray()
    }

    static func eventName(of member: String) -> String { member.prefix(1).lowercased() + member.dropFirst() }

    /// The elements of a form's list: what is numbered below the name or below its `member`.
    private static func numbered(_ value: JSONView) -> [JSONView]? {
        let members = Array((value["member"] ?? value).members)
        let elements = members.compactMap { entry in entry.key.string.flatMap { Int($0) }.map { (number: $0, value: entry.value) } }
        guard !members.isEmpty, elements.count == members.count else { return nil }
        return elements.sorted { $0.number < $1.number }.map(\.value)
    }
}
