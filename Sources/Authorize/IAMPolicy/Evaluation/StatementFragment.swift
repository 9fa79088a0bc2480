import ByteJSON

/// A statement that allows one request, as JSON.
struct StatementFragment {
    let decision: Decision
    let kind: PolicyKind
    /// As a policy writes it.
    let resource: String

    /// A resource as a policy writes it to mean itself: `${` begins a variable there.
    static func literal(_ resource: String) -> String {
        resource.contains("${") ? resource.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "${$}") : resource
    }

    var text: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("Effect", "Allow")
        switch kind {
        case .identity, .boundary, .session, .serviceControl, .resourceControl: break
        case .endpoint: writer.member("Principal", "*")
        case .resource, .key, .trust:
            writer.name("Principal")
            writer.beginObject()
            writer.member(principalType, decision.principal.issuerARN)
            writer.endObject()
        }
        writer.member("Action", decision.request.action)
        if kind != .trust { writer.member("Resource", resource) }
        writer.endObject()
        return writer.text
    }

    private var principalType: String {
        switch decision.principal.kind {
        case .service: "Service"
        case .federated: "Federated"
        case .root, .user, .assumedRole, .federatedUser: "AWS"
        }
    }
}

/// A statement with an exception for whoever asks, as JSON; nil where the request does not say who that is.
struct StatementException {
    /// An operator's members: condition keys with their values, as they are written.
    private struct Test {
        var name: String
        var keys: [(name: String, values: [String])]
    }

    private static let operators = ["ArnNotLike", "ArnNotEquals", "StringNotLike", "StringNotEquals"]

    let text: String

    init?(to statement: PolicyStatement, of policy: AttachedPolicy, for question: Question) {
        let texts = policy.document.statementTexts
        guard texts.indices.contains(statement.index), let caller = Self.caller(of: question),
            let document = try? JSONDocument(parsing: Array(texts[statement.index].utf8))
        else { return nil }
        var tests: [Test] = []
        if let conditions = document.root["Condition"] {
            for (name, keys) in conditions.members {
                let values = keys.members.map { key, values in
                    (name: key.string ?? "", values: values.kind == .array ? values.elements.map { Self.raw($0) } : [Self.raw(values)])
                }
                tests.append(Test(name: name.string ?? "", keys: values))
            }
        }
        Self.add(caller, to: &tests)
        text = Self.write(document.root, tests)
    }

    /// The condition key that says who asks, and its value.
    private static func caller(of question: Question) -> (key: String, value: String)? {
        for key in ["aws:PrincipalArn", "aws:PrincipalServiceName"] {
            if case .single(let value)? = question.value(of: ConditionKey(key)) { return (key, value) }
        }
        return nil
    }

    /// Beside the exceptions that are there, else as an operator of its own: of one that negates none of the values may match.
    private static func add(_ caller: (key: String, value: String), to tests: inout [Test]) {
        var writer = JSONWriter()
        writer.string(caller.value)
        let wanted = caller.key == "aws:PrincipalArn" ? operators : Array(operators.suffix(2))
        func isWanted(_ test: Test) -> Bool { wanted.contains { $0.lowercased() == test.name.lowercased() } }
        func isKey(_ key: (name: String, values: [String])) -> Bool { key.name.lowercased() == caller.key.lowercased() }
        if let place = tests.firstIndex(where: { isWanted($0) && $0.keys.contains(where: isKey) }),
            let key = tests[place].keys.firstIndex(where: isKey)
        {
            tests[place].keys[key].values.append(writer.text)
        } else if let free = wanted.first(where: { name in !tests.contains { $0.name.lowercased() == name.lowercased() } }) {
            tests.append(Test(name: free, keys: [(caller.key, [writer.text])]))
        } else if let place = tests.firstIndex(where: isWanted) {
            tests[place].keys.append((caller.key, [writer.text]))
        }
    }

    private static func raw(_ view: JSONView) -> String { String(decoding: view.bytes, as: UTF8.self) }

    private static func write(_ statement: JSONView, _ tests: [Test]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in statement.members where !key.equals("Condition") {
            writer.name(key.string ?? "")
            writer.raw(value.bytes)
        }
        writer.name("Condition")
        writer.beginObject()
        for test in tests {
            writer.name(test.name)
            writer.beginObject()
            for key in test.keys {
                writer.name(key.name)
                if key.values.count == 1 {
                    writer.raw(key.values[0].utf8)
                } else {
                    writer.array(key.values) { $0.raw($1.utf8) }
                }
            }
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
        return writer.text
    }
}
