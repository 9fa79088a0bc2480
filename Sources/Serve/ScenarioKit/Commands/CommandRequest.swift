import AWSTypes

/// A command as a request, not yet signed.
struct CommandRequest {
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    init(_ command: TranslatedCommand) {
        let service = command.service
        switch service.wire {
        case .json10, .json11:
            headers = [
                ("Content-Type", "application/x-amz-json-\(service.wire == .json10 ? "1.0" : "1.1")"),
                ("X-Amz-Target", "\(service.targetPrefix).\(command.operation.name)"),
            ]
            body = JSONValue.object(command.input).bytes
        case .query, .ec2:
            headers = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
            var form = FormWriter(service: service)
            form.add("Action", command.operation.name)
            form.add("Version", service.version)
            form.add(command.input, of: command.operation.input, under: "")
            body = Array(form.text.utf8)
        }
    }
}

/// Writes the parameters of the Query protocols (AWS Query and EC2 Query, as botocore's serializers do).
private struct FormWriter {
    let service: CommandService
    private(set) var text = ""

    init(service: CommandService) { self.service = service }

    mutating func add(_ name: String, _ value: String) {
        if !text.isEmpty { text += "&" }
        text += name.percentEncoded + "=" + value.percentEncoded
    }

    mutating func add(_ members: [JSONValue.Member], of known: [CommandMember], under prefix: String) {
        for member in members {
            guard let definition = known.first(where: { $0.name == member.name }) else { continue }
            add(member.value, as: definition.type, named: prefix + definition.wireName)
        }
    }

    private mutating func add(_ value: JSONValue, as type: CommandType, named name: String) {
        switch (type, value) {
        case (.structure(let structure), .object(let members)):
            add(members, of: service.types[structure] ?? [], under: "\(name).")
        case (.list(let inner), .array(let elements)):
            if elements.isEmpty, service.wire == .query { add(name, "") }
            for (index, element) in elements.enumerated() {
                add(element, as: inner, named: service.wire == .ec2 ? "\(name).\(index + 1)" : "\(name).member.\(index + 1)")
            }
        case (.map(let inner), .object(let members)):
            for (index, member) in members.enumerated() {
                add("\(name).entry.\(index + 1).key", member.name)
                add(member.value, as: inner, named: "\(name).entry.\(index + 1).value")
            }
        case (.timestamp, .number(let seconds)):
            add(name, Int64(seconds).map { Timestamp(seconds: $0).iso8601 } ?? seconds)
        default:
            add(name, value.text ?? "")
        }
    }
}
