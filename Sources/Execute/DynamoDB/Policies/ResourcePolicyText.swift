import AWSTypes
import ByteJSON
import IAMPolicy

/// A policy in the form in which DynamoDB keeps it, so that two spellings of one policy are one text.
///
/// Recorded: no blanks; Version before Statement; in a statement Sid, Effect, Principal, Action, Resource, Condition; lists of one as the
/// element alone; an account's number as the ARN of its root; a Version that was left out as `2008-10-17`.
enum ResourcePolicyText {
    private static let statementOrder = [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]

    static func normal(_ text: String) throws -> String {
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        var writer = JSONWriter(capacity: text.utf8.count)
        writer.beginObject()
        writer.name("Version")
        writer.string(root["Version"]?.string ?? "2008-10-17")
        if let id = root["Id"]?.string {
            writer.name("Id")
            writer.string(id)
        }
        writer.name("Statement")
        writer.beginArray()
        if let statement = root["Statement"] {
            for statement in statement.kind == .array ? Array(statement.elements) : [statement] { write(statement, to: &writer) }
        }
        writer.endArray()
        writer.endObject()
        return writer.text
    }

    private static func write(_ statement: JSONView, to writer: inout JSONWriter) {
        writer.beginObject()
        for name in statementOrder {
            guard let value = statement[name] else { continue }
            writer.name(name)
            switch name {
            case "Effect": writer.string(value.string?.capitalizedFirst ?? "")
            case "Principal", "NotPrincipal": writePrincipal(value, to: &writer)
            case "Condition": writer.raw(compact(value))
            default: writeList(value.texts, to: &writer)
            }
        }
        writer.endObject()
    }

    private static func writePrincipal(_ value: JSONView, to writer: inout JSONWriter) {
        guard value.kind == .object else { return writer.string(value.string ?? "") }
        writer.beginObject()
        for (type, names) in value.members {
            writer.name(type.string ?? "")
            var found: [String] = []
            for name in names.texts.map(principal) where !found.contains(name) { found.append(name) }
            writeList(found, to: &writer)
        }
        writer.endObject()
    }

    private static func principal(_ text: String) -> String {
        text.isAccountID ? ARN.root(of: text).description : text
    }

    private static func writeList(_ values: [String], to writer: inout JSONWriter) {
        if values.count == 1 { return writer.string(values[0]) }
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }

    /// A value without blanks between its parts.
    private static func compact(_ value: JSONView) -> [UInt8] {
        var writer = JSONWriter()
        copy(value, to: &writer)
        return writer.bytes
    }

    private static func copy(_ value: JSONView, to writer: inout JSONWriter) {
        switch value.kind {
        case .object:
            writer.beginObject()
            for (name, member) in value.members {
                writer.name(name.string ?? "")
                copy(member, to: &writer)
            }
            writer.endObject()
        case .array:
            let elements = Array(value.elements)
            if elements.count == 1 { return copy(elements[0], to: &writer) }
            writer.beginArray()
            for element in elements { copy(element, to: &writer) }
            writer.endArray()
        default: writer.raw(value.bytes)
        }
    }
}

extension JSONView {
    /// A text or a list of texts.
    fileprivate var texts: [String] { kind == .array ? elements.compactMap(\.string) : string.map { [$0] } ?? [] }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
