/// The AWS CLI's shorthand for structures: `Enabled=true,SSEType=KMS`, `Name=vpc-id,Values=a,b`, `Key={Inner=1},List=[a,b]`
/// (AWS CLI User Guide, "Using shorthand syntax").
///
/// It knows no types: every scalar is a text, and values separated by commas are a list.
enum Shorthand {
    static func parse(_ text: String) throws(CommandError) -> JSONValue {
        var parser = ShorthandParser(text)
        return try parser.document()
    }
}

private struct ShorthandParser {
    private let text: [Character]
    private var at = 0

    init(_ text: String) { self.text = Array(text) }

    private var next: Character? { at < text.count ? text[at] : nil }

    mutating func document() throws(CommandError) -> JSONValue {
        let value = try members(until: nil)
        guard at == text.count else { throw fault("a comma or the end") }
        return value
    }

    private func fault(_ expected: String) -> CommandError {
        CommandError("'\(String(text))': expected \(expected) at column \(at + 1) (Name=value,Name=value)")
    }

    private mutating func members(until end: Character?) throws(CommandError) -> JSONValue {
        var members: [JSONValue.Member] = []
        if next == end, end != nil { return .object([]) }
        while true {
            let name = try key()
            members.append(.init(name, try values()))
            guard next == "," else { break }
            at += 1
        }
        return .object(members)
    }

    private mutating func key() throws(CommandError) -> String {
        let start = at
        while let letter = next, letter.isLetter || letter.isNumber || "-_.#/:".contains(letter) { at += 1 }
        guard at > start, next == "=" else { throw fault("a name and '='") }
        defer { at += 1 }
        return String(text[start..<at])
    }

    private mutating func values() throws(CommandError) -> JSONValue {
        if next == "[" { return try list() }
        if next == "{" { return try structure() }
        var values: [JSONValue] = [.string(try scalar(stoppingAt: ","))]
        while next == ",", !isMember(after: at + 1), at + 1 < text.count {
            at += 1
            values.append(.string(try scalar(stoppingAt: ",")))
        }
        return values.count == 1 ? values[0] : .array(values)
    }

    /// Whether a name and an equal sign come next, so that the comma before them ends a value.
    private func isMember(after start: Int) -> Bool {
        var place = start
        while place < text.count, text[place].isLetter || text[place].isNumber || "-_.#/:".contains(text[place]) { place += 1 }
        return place > start && place < text.count && text[place] == "="
    }

    private mutating func list() throws(CommandError) -> JSONValue {
        at += 1
        var values: [JSONValue] = []
        while next != "]" {
            if next == "[" {
                values.append(try list())
            } else if next == "{" {
                values.append(try structure())
            } else {
                values.append(.string(try scalar(stoppingAt: ",]")))
            }
            guard next == "," else { break }
            at += 1
        }
        guard next == "]" else { throw fault("']'") }
        at += 1
        return .array(values)
    }

    private mutating func structure() throws(CommandError) -> JSONValue {
        at += 1
        var members: [JSONValue.Member] = []
        while next != "}" {
            let name = try key()
            let value: JSONValue
            if next == "[" {
                value = try list()
            } else if next == "{" {
                value = try structure()
            } else {
                value = .string(try scalar(stoppingAt: ",}"))
            }
            members.append(.init(name, value))
            guard next == "," else { break }
            at += 1
        }
        guard next == "}" else { throw fault("'}'") }
        at += 1
        return .object(members)
    }

    private mutating func scalar(stoppingAt stops: String) throws(CommandError) -> String {
        if let quote = next, quote == "'" || quote == "\"" { return try quoted(quote) }
        var result = ""
        while let letter = next, !stops.contains(letter) {
            at += 1
            if letter == "\\", let escaped = next {
                result.append(escaped)
                at += 1
            } else {
                result.append(letter)
            }
        }
        return result
    }

    private mutating func quoted(_ quote: Character) throws(CommandError) -> String {
        at += 1
        var result = ""
        while let letter = next {
            at += 1
            if letter == quote { return result }
            if letter == "\\", let escaped = next, escaped == quote || escaped == "\\" {
                result.append(escaped)
                at += 1
            } else {
                result.append(letter)
            }
        }
        throw fault("the closing quote \(quote)")
    }
}
