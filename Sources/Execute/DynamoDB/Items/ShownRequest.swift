import AWSWire
import ByteJSON

/// Parts of a request as AWS prints them in a constraint error (recorded by the authors of a public test suite, June to September 2026;
/// some of AWS's machines print an object's address instead).
enum ShownRequest {
    /// One element of a BatchWriteItem.
    static func write(_ request: StructureReader) -> String {
        let put = request.json("PutRequest").map { "PutRequest(item=\(item($0["Item"])), workloadProfileName=null)" }
        let delete = request.json("DeleteRequest").map { "DeleteRequest(key=\(item($0["Key"])))" }
        return "WriteRequest(putRequest=\(put ?? "null"), deleteRequest=\(delete ?? "null"))"
    }

    /// One element of a TransactWriteItems; the inner form is inferred from that of the batch.
    static func part(_ part: StructureReader) -> String {
        func shown(_ name: String, _ kind: String, _ member: String) -> String {
            guard let request = part.json(name) else { return "null" }
            let content = item(request[member == "item" ? "Item" : "Key"])
            return "\(kind)(\(member)=\(content), tableName=\(request["TableName"]?.string ?? "null"))"
        }
        return "TransactWriteItem(conditionCheck=\(shown("ConditionCheck", "ConditionCheck", "key")), put=\(shown("Put", "Put", "item")), "
            + "delete=\(shown("Delete", "Delete", "key")), update=\(shown("Update", "Update", "key")))"
    }

    /// What a BatchGetItem asks of one table; the form is inferred from that of the writes.
    static func keys(_ part: StructureReader) -> String {
        let keys = part.json("Keys").map { "[\($0.elements.map { item($0) }.joined(separator: ", "))]" } ?? "null"
        return
            "KeysAndAttributes(keys=\(keys), attributesToGet=null, consistentRead=null, projectionExpression=null, expressionAttributeNames=null)"
    }

    private static func item(_ view: JSONView?) -> String {
        guard let view, view.kind == .object else { return "null" }
        return "{\(view.members.map { "\($0.key.string ?? "")=\(value($0.value))" }.joined(separator: ", "))}"
    }

    /// The kinds of values in AWS's order, under the names that its program has for them.
    private static let members: [(wire: String, shown: String)] = [
        ("S", "s"), ("N", "n"), ("B", "b"), ("", "iNT"), ("", "dECIMAL"), ("", "dOUBLE"), ("SS", "sS"), ("NS", "nS"), ("BS", "bS"),
        ("", "iNTSET"), ("", "dECIMALSET"), ("", "dOUBLESET"), ("M", "m"), ("L", "l"), ("NULL", "nULL"), ("BOOL", "bOOL"),
    ]

    private static func value(_ view: JSONView) -> String {
        let shown = members.map { name in
            guard !name.wire.isEmpty, let member = view[name.wire], member.kind != .null else { return "\(name.shown)=null" }
            return "\(name.shown)=\(content(member, of: name.wire))"
        }
        return "AttributeValue(\(shown.joined(separator: ", ")))"
    }

    private static func content(_ view: JSONView, of kind: String) -> String {
        switch kind {
        case "B": "java.nio.HeapByteBuffer[pos=0 lim=0 cap=0]"
        case "M": item(view)
        case "L": "[\(view.elements.map(value).joined(separator: ", "))]"
        case "SS", "NS", "BS": "[\(view.elements.map { $0.string ?? "" }.joined(separator: ", "))]"
        default: view.string ?? (view.boolean == true ? "true" : "false")
        }
    }
}
