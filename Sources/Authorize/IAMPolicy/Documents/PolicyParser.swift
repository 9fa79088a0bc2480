import ByteJSON

/// Reads the text of a policy.
///
/// Faults are looked for in the order in which IAM reports them (texts and order recorded from CreatePolicy): first the
/// shape of everything, then the version, then what values say, statement after statement, element by element.
struct PolicyParser {
    /// What a text came to.
    struct Result {
        var version: PolicyVersion
        var id: String?
        var statements: [PolicyStatement]
    }

    let grammar: PolicyGrammar

    init(_ grammar: PolicyGrammar) { self.grammar = grammar }

    func parse(_ text: String) throws(PolicySyntaxError) -> Result {
        let root = try root(of: text)
        let elements = try Elements(of: root, known: ["Version", "Id", "Statement"], as: "policy")
        let raw = try statements(elements)
        let id = try elements.text("Id")
        let version = try version(elements)
        for statement in raw { try statement.checkEffect(grammar) }
        for statement in raw { try statement.checkResourcesParse(grammar) }
        let conditions = try raw.map { statement throws(PolicySyntaxError) in try statement.conditions(version) }
        try checkSids(raw)
        for statement in raw { try statement.checkActionsExist() }
        for statement in raw { try statement.checkResourceFormat(grammar) }
        for statement in raw { try statement.checkActionFormat(grammar) }
        for statement in raw { try statement.checkResourcesExist(grammar) }
        for statement in raw { try statement.checkCognito(grammar) }
        var positions = ForwardPositions(in: root.document.bytes)
        var compiled: [PolicyStatement] = []
        for (index, statement) in raw.enumerated() {
            let position = positions.position(of: statement.elements.view.range.lowerBound)
            compiled.append(try statement.compile(index, position, conditions: conditions[index], version: version, grammar: grammar))
        }
        return Result(version: version, id: id, statements: compiled)
    }

    private func root(of text: String) throws(PolicySyntaxError) -> JSONView {
        let document: JSONDocument
        do {
            document = try JSONDocument(parsing: Array(text.utf8), maximumDepth: 16)
        } catch {
            let bytes = Array(text.utf8)
            let position = JSONPosition(of: error.offset, in: bytes)
            throw PolicySyntaxError(message: "This is not JSON: \(error.reason.rawValue)", position: position, reason: .invalidJSON)
        }
        switch document.root.kind {
        case .object: return document.root
        case .array: throw document.root.fault("A policy is a JSON object, not a list", .invalidJSON)
        default: throw document.root.fault("A policy is a JSON object", .notAPolicy)
        }
    }

    private func version(_ elements: Elements) throws(PolicySyntaxError) -> PolicyVersion {
        guard let view = elements["Version"] else {
            if grammar.requiresVersion2012 { throw elements.missing("Version", .version) }
            return .y2008
        }
        guard let text = view.string, let version = PolicyVersion(rawValue: text) else {
            throw view.fault("Version must be \"2012-10-17\" or \"2008-10-17\"", .unknownVersion)
        }
        if grammar.requiresVersion2012, version != .y2012 { throw view.fault("Version must be \"2012-10-17\" here", .version) }
        return version
    }

    private func statements(_ elements: Elements) throws(PolicySyntaxError) -> [RawStatement] {
        guard let view = elements["Statement"] else { throw elements.missing("Statement") }
        switch view.kind {
        case .object: return [try RawStatement(view, grammar)]
        case .array:
            var statements: [RawStatement] = []
            for element in view.elements { statements.append(try RawStatement(element, grammar)) }
            if statements.isEmpty { throw view.fault("Statement is empty", .emptyStatement) }
            return statements
        default: throw view.fault("Statement must be an object or a list of objects")
        }
    }

    private func checkSids(_ statements: [RawStatement]) throws(PolicySyntaxError) {
        var seen: Set<String> = []
        for statement in statements {
            guard let sid = statement.sid, let view = statement.elements["Sid"] else { continue }
            if grammar.restrictsSid, !sid.utf8.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) {
                throw view.fault("Sid \"\(sid)\" may have letters and digits only", .sid(sid))
            }
            if !seen.insert(sid).inserted { throw view.fault("Sid \"\(sid)\" stands twice", .duplicateSid(sid)) }
        }
    }
}

/// The members of an object, each known and none twice.
struct Elements {
    let view: JSONView
    private var values: [String: JSONView] = [:]

    init(of view: JSONView, known: Set<String>?, as what: String) throws(PolicySyntaxError) {
        guard view.kind == .object else { throw view.fault("A \(what) must be an object") }
        self.view = view
        for (key, value) in view.members {
            let name = key.string ?? ""
            if let known, !known.contains(name) { throw key.fault("A \(what) has no element \"\(name)\"") }
            if values.updateValue(value, forKey: name) != nil { throw key.fault("\"\(name)\" stands twice") }
        }
    }

    subscript(name: String) -> JSONView? { values[name] }

    func text(_ name: String) throws(PolicySyntaxError) -> String? {
        guard let view = values[name] else { return nil }
        guard let text = view.string else { throw view.fault("\(name) must be a text") }
        return text
    }

    /// A text or a list of texts; nil where the element is not there.
    func texts(_ name: String) throws(PolicySyntaxError) -> [JSONText]? {
        guard let view = values[name] else { return nil }
        return try view.texts(name)
    }

    /// What is missing is reported at the object's end, as DynamoDB does (`{}`: position (1,3), recorded).
    func missing(_ name: String, _ reason: PolicySyntaxError.Reason? = nil) -> PolicySyntaxError {
        PolicySyntaxError(
            message: "\(name) is missing", position: view.document.position(of: view.range.upperBound),
            reason: reason ?? .missingField(name))
    }
}

/// A text of a policy and where it stands.
struct JSONText {
    var text: String
    var view: JSONView
}

extension JSONView {
    func fault(_ message: String, _ reason: PolicySyntaxError.Reason = .syntax) -> PolicySyntaxError {
        PolicySyntaxError(message: message, position: position, reason: reason)
    }

    func texts(_ name: String, takesScalars: Bool = false) throws(PolicySyntaxError) -> [JSONText] {
        if let text = scalar(takesScalars) { return [JSONText(text: text, view: self)] }
        guard kind == .array else { throw fault("\(name) must be a text or a list of texts") }
        var texts: [JSONText] = []
        for element in elements {
            guard let text = element.scalar(takesScalars) else { throw element.fault("\(name) must list texts") }
            texts.append(JSONText(text: text, view: element))
        }
        return texts
    }

    private func scalar(_ takesScalars: Bool) -> String? {
        switch kind {
        case .string: string
        case .number where takesScalars: number
        case .true where takesScalars: "true"
        case .false where takesScalars: "false"
        default: nil
        }
    }
}

/// Tells places in a text that are asked for from its beginning to its end: the text is looked at once, not once a place.
struct ForwardPositions {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var lineStart = 0

    init(in bytes: [UInt8]) { self.bytes = bytes }

    mutating func position(of offset: Int) -> JSONPosition {
        while at < min(offset, bytes.count) {
            if bytes[at] == UInt8(ascii: "\n") {
                line += 1
                lineStart = at + 1
            }
            at += 1
        }
        return JSONPosition(line: line, column: 1 + offset - lineStart)
    }
}
