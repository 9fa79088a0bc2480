import AWSTypes
import Foundation

/// Turns the words after an option into the value that its type wants, as the AWS CLI does.
struct CommandValues {
    let service: CommandService
    /// Where `file://policies/deny.json` is looked for.
    let folder: String

    func value(_ words: [String], as type: CommandType, for option: String) throws(CommandError) -> JSONValue {
        switch type {
        case .list(let element):
            if words.count == 1, let json = try json(try read(words[0], for: option), startingWith: "[", for: option) {
                return try checked(json, as: type, at: option)
            }
            var values: [JSONValue] = []
            for word in words { values.append(try single(try read(word, for: option), as: element, for: option)) }
            return .array(values)
        default:
            guard words.count == 1, let word = words.first else {
                throw CommandError("\(option) takes one value, and has \(words.count)")
            }
            return try single(try read(word, for: option), as: type, for: option)
        }
    }

    /// The whole input at once, as `--cli-input-json` gives it; what it lacks may follow as options.
    func input(_ words: [String], as known: [CommandMember], for option: String) throws(CommandError) -> [JSONValue.Member] {
        guard words.count == 1, case .object(let members)? = try json(try read(words[0], for: option), startingWith: "{", for: option)
        else {
            throw CommandError("\(option): expected a JSON object")
        }
        return try checked(members, as: known, at: option, requiring: false)
    }

    /// The text, or what stands in the file that it names.
    private func read(_ word: String, for option: String) throws(CommandError) -> String {
        let isBinary = word.hasPrefix("fileb://")
        guard word.hasPrefix("file://") || isBinary else { return word }
        let name = String(word.dropFirst(isBinary ? 8 : 7))
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        guard let bytes = FileManager.default.contents(atPath: path) else { throw CommandError("\(option): there is no file '\(name)'") }
        if isBinary { return bytes.base64EncodedString() }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw CommandError("\(option): '\(name)' is not UTF-8") }
        return text
    }

    private func json(_ text: String, startingWith letters: String, for option: String) throws(CommandError) -> JSONValue? {
        guard let first = text.first(where: { !$0.isWhitespace }), letters.contains(first) else { return nil }
        guard let value = JSONValue(bytes: Array(text.utf8)) else { throw CommandError("\(option): the value is not JSON: \(text)") }
        return value
    }

    private func single(_ text: String, as type: CommandType, for option: String) throws(CommandError) -> JSONValue {
        switch type {
        case .list, .map, .structure:
            if let value = try json(text, startingWith: "{[", for: option) { return try checked(value, as: type, at: option) }
            return try checked(try Shorthand.parse(text), as: type, at: option)
        default:
            return try checked(.string(text), as: type, at: option)
        }
    }

    /// The value as its type wants it; texts become numbers, truth values and times where they should be.
    func checked(_ value: JSONValue, as type: CommandType, at place: String) throws(CommandError) -> JSONValue {
        switch (type, value) {
        case (.structure(let name), .object(let members)):
            return .object(try checked(members, as: service.types[name] ?? [], at: place))
        case (.map(let inner), .object(let members)):
            var result: [JSONValue.Member] = []
            for member in members { result.append(.init(member.name, try checked(member.value, as: inner, at: "\(place).\(member.name)"))) }
            return .object(result)
        case (.list(let inner), .array(let elements)):
            var result: [JSONValue] = []
            for (index, element) in elements.enumerated() { result.append(try checked(element, as: inner, at: "\(place)[\(index)]")) }
            return .array(result)
        case (.list(let inner), .string):
            return .array([try checked(value, as: inner, at: place)])
        case (.string, .string), (.blob, .string), (.policy, .string), (.boolean, .boolean), (.integer, .number), (.number, .number),
            (.timestamp, .number):
            return value
        case (.integer, .string(let text)) where Int64(text) != nil: return .number(text)
        case (.number, .string(let text)) where Double(text) != nil: return .number(text)
        case (.boolean, .string(let text)) where ["true", "false"].contains(text.lowercased()):
            return .boolean(text.lowercased() == "true")
        case (.timestamp, .string(let text)):
            if let seconds = Double(text) { return .number(seconds == seconds.rounded() ? String(Int64(seconds)) : text) }
            if let time = Timestamp(iso8601: text) { return .number(String(time.seconds)) }
            throw CommandError("\(place): '\(text)' is not a time such as 2026-11-23T20:00:00Z")
        default:
            throw CommandError("\(place): expected \(type.words), found \(value.compact)")
        }
    }

    /// The members of a structure, each of them known.
    func checked(
        _ members: [JSONValue.Member], as known: [CommandMember], at place: String, requiring: Bool = true
    ) throws(CommandError) -> [JSONValue.Member] {
        var result: [JSONValue.Member] = []
        for member in members {
            guard let definition = known.first(where: { $0.name == member.name }) else {
                let names = known.map(\.name)
                let nearest = Spelling.suggestion(for: member.name, among: names)
                throw CommandError("\(place) has no member '\(member.name)'\(nearest)")
            }
            result.append(.init(member.name, try checked(member.value, as: definition.type, at: "\(place).\(member.name)")))
        }
        if requiring,
            let missing = known.first(where: { definition in definition.isRequired && !members.contains { $0.name == definition.name } })
        {
            throw CommandError("\(place) lacks '\(missing.name)'")
        }
        return result
    }
}

extension CommandType {
    /// For messages.
    var words: String {
        switch self {
        case .string, .policy: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .timestamp: "a time"
        case .blob: "bytes"
        case .list: "a list"
        case .map: "a map"
        case .structure(let name): "the members of \(name)"
        }
    }
}
