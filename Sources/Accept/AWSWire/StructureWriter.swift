package import AWSTypes
package import ByteJSON

/// Writes the members of an answer in the form of the protocol that asked.
///
/// Members are written in the order of the service's model. A nil is left out; an empty list is written, as AWS does.
package struct StructureWriter {
    /// How lists and moments are written.
    private enum Form {
        case json
        /// XML, with the element that holds one entry of a list: `member`, in EC2 `item`.
        case xml(element: String)
    }

    private let form: Form
    private var json: JSONWriter
    private var xml: [UInt8] = []

    package init(for wire: WireProtocol) {
        form =
            switch wire {
            case .json10, .json11: .json
            case .query: .xml(element: "member")
            case .ec2: .xml(element: "item")
            }
        json = JSONWriter(capacity: 512)
        if case .json = form { json.beginObject() }
    }

    /// The answer's members: a JSON object, or the XML that goes into the result element.
    package consuming func finish() -> [UInt8] {
        guard case .json = form else { return xml }
        json.endObject()
        return json.bytes
    }

    package mutating func string(_ name: String, _ value: String?) {
        guard let value else { return }
        guard case .json = form else { return element(name) { $0.xml.appendXMLText(value) } }
        json.name(name)
        json.string(value)
    }

    package mutating func integer(_ name: String, _ value: Int?) {
        guard let value else { return }
        scalar(name) { $0.integer(value) }
    }

    package mutating func number(_ name: String, _ value: Double?) {
        guard let value else { return }
        scalar(name) { $0.number(value) }
    }

    package mutating func boolean(_ name: String, _ value: Bool?) {
        guard let value else { return }
        scalar(name) { $0.boolean(value) }
    }

    /// A moment: seconds since the epoch in JSON, ISO 8601 in XML (EC2 with milliseconds).
    package mutating func timestamp(_ name: String, _ value: Timestamp?) {
        guard let value else { return }
        guard case .xml(let item) = form else { return scalar(name) { $0.number(value.secondsWithFraction) } }
        string(name, item == "item" ? value.iso8601Milliseconds : value.iso8601)
    }

    package mutating func structure(_ name: String, _ members: (inout StructureWriter) throws -> Void) rethrows {
        guard case .json = form else { return try element(name, members) }
        json.name(name)
        try jsonObject(members)
    }

    package mutating func strings(_ name: String, _ values: some Sequence<String>) {
        list(name, values) { writer, value in
            if case .json = writer.form { writer.json.string(value) } else { writer.xml.appendXMLText(value) }
        }
    }

    package mutating func structures<Elements: Sequence>(
        _ name: String, _ elements: Elements, _ members: (inout StructureWriter, Elements.Element) throws -> Void
    ) rethrows {
        try list(name, elements) { writer, value in
            guard case .json = writer.form else { return try members(&writer, value) }
            try writer.jsonObject { try members(&$0, value) }
        }
    }

    package mutating func stringMap(_ name: String, _ entries: some Sequence<(key: String, value: String)>) {
        structure(name) { writer in
            for entry in entries { writer.string(entry.key, entry.value) }
        }
    }

    /// A member whose value is JSON already, such as a stored item. JSON protocols only.
    package mutating func raw(_ name: String, _ value: some Collection<UInt8>) {
        json.name(name)
        json.raw(value)
    }

    /// A member whose JSON is written by hand. JSON protocols only.
    package mutating func raw(_ name: String, _ write: (inout JSONWriter) throws -> Void) rethrows {
        json.name(name)
        try write(&json)
    }

    private mutating func scalar(_ name: String, _ write: (inout JSONWriter) -> Void) {
        guard case .json = form else {
            var value = JSONWriter(capacity: 16)
            write(&value)
            return element(name) { $0.xml.append(contentsOf: value.bytes) }
        }
        json.name(name)
        write(&json)
    }

    private mutating func list<Elements: Sequence>(
        _ name: String, _ elements: Elements, _ write: (inout StructureWriter, Elements.Element) throws -> Void
    ) rethrows {
        guard case .xml(let item) = form else {
            json.name(name)
            json.beginArray()
            for value in elements { try write(&self, value) }
            return json.endArray()
        }
        try element(name) { writer in
            for value in elements { try writer.element(item) { try write(&$0, value) } }
        }
    }

    private mutating func jsonObject(_ members: (inout StructureWriter) throws -> Void) rethrows {
        json.beginObject()
        try members(&self)
        json.endObject()
    }

    private mutating func element(_ name: String, _ content: (inout StructureWriter) throws -> Void) rethrows {
        xml.appendXMLTag(name)
        try content(&self)
        xml.appendXMLTag("/" + name)
    }
}
