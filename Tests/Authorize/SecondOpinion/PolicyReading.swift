/// A policy as somebody wrote it: its text, and what stands in it.
///
/// Everything is kept as strings: nothing here is clever, so that it can be held against the guides.
package struct WrittenPolicy: Sendable {
    package var name: String
    package var arn: String?
    package var text: String
    package var version: String
    package var statements: [WrittenStatement]
    /// Each statement's own text.
    package var statementTexts: [String]

    package init(name: String, arn: String? = nil, text: String) throws {
        self.name = name
        self.arn = arn
        self.text = text
        let whole = try JSONText.read(text)
        version = whole["Version"]?.string ?? "2008-10-17"
        let listed = whole["Statement"]?.listed ?? []
        statements = listed.enumerated().map { WrittenStatement(index: $0, json: $1) }
        statementTexts = listed.map(\.text)
    }
}

extension WrittenPolicy {
    /// The same policy with other statements.
    package func with(statements: [String]) throws -> WrittenPolicy {
        try WrittenPolicy(
            name: name, arn: arn, text: #"{"Version":"\#(version)","Statement":[\#(statements.joined(separator: ","))]}"#)
    }
}

/// One statement: every element as a list of strings, nil where the element is not there.
package struct WrittenStatement: Sendable {
    package var index: Int
    package var allows: Bool
    var actions: [String]?
    var notActions: [String]?
    var resources: [String]?
    var notResources: [String]?
    var principals: [NamedPrincipal]?
    var notPrincipals: [NamedPrincipal]?
    var conditions: [WrittenCondition]

    init(index: Int, json: JSONValue) {
        self.index = index
        allows = json["Effect"]?.string?.lowercased() == "allow"
        actions = json["Action"]?.strings
        notActions = json["NotAction"]?.strings
        resources = json["Resource"]?.strings
        notResources = json["NotResource"]?.strings
        principals = json["Principal"].map(NamedPrincipal.read)
        notPrincipals = json["NotPrincipal"].map(NamedPrincipal.read)
        conditions = (json["Condition"]?.members ?? [:]).sorted { $0.key < $1.key }.flatMap { name, keys in
            (keys.members ?? [:]).sorted { $0.key < $1.key }.map { key, values in
                WrittenCondition(operatorName: name, key: key, values: values.strings)
            }
        }
    }
}

/// `"AWS": "111122223333"`; the bare star is `AWS` too.
struct NamedPrincipal: Sendable {
    var type: String
    var value: String

    static func read(_ json: JSONValue) -> [NamedPrincipal] {
        if let text = json.string { return [NamedPrincipal(type: "AWS", value: text)] }
        return (json.members ?? [:]).sorted { $0.key < $1.key }.flatMap { type, values in
            values.strings.map { NamedPrincipal(type: type, value: $0) }
        }
    }
}

/// `"StringLike": {"aws:userid": ["a*", "b*"]}`
struct WrittenCondition: Sendable {
    var operatorName: String
    var key: String
    var values: [String]
}

/// Any JSON.
package enum JSONValue: Sendable {
    case null
    case boolean(Bool)
    /// As it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    subscript(_ name: String) -> JSONValue? { members?[name] }

    var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// Written again.
    var text: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let value): Self.quoted(value)
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// One value stands for a list of one.
    var listed: [JSONValue] {
        if case .array(let values) = self { values } else { [self] }
    }

    var strings: [String] {
        listed.compactMap { value in
            switch value {
            case .string(let text): text
            case .boolean(let value): value ? "true" : "false"
            case .number(let text): text
            case .null, .array, .object: nil
            }
        }
    }
}
