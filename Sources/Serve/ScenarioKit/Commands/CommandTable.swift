/// What the AWS CLI knows of the services: operations, options, types and places on the wire.
///
/// The facts stand as text, a definition a line (an indented line continues the one above):
///
///     service NAME SIGNING-NAME PROTOCOL API-VERSION TARGET-PREFIX
///     operation NAME MEMBER… > MEMBER…        what goes in, and for XML what comes out
///     type NAME MEMBER…                       with ^ at its end for a type of answers
///
/// A member is `Name/wireName!=type`: the name on the wire where it is another, `!` for a required one. A type is `s` a
/// text, `i` an integer, `n` a number, `b` a truth value, `t` a time, `x` bytes, `p` a policy, `[…]` a list, `<…>` a map
/// from texts, else a structure's name.
package struct CommandTable: Sendable {
    package private(set) var services: [String: CommandService] = [:]

    package static let shared = CommandTable(reading: texts)

    static let texts = [dynamoDB, dynamoDBStreams, sts, kms, cloudTrail, organizations, iam, ec2]

    init(reading texts: [String]) {
        for text in texts {
            guard let service = CommandService(reading: text) else { continue }
            services[service.name] = service
        }
    }
}

/// One service of the table.
package struct CommandService: Sendable {
    package enum Wire: String, Sendable { case json10, json11, query, ec2 }

    /// As the command line has it: `dynamodbstreams`.
    package var name: String
    /// In the credential scope.
    package var signingName: String
    package var wire: Wire
    package var version: String
    package var targetPrefix: String
    /// By their names on the command line: `list-tables`.
    package private(set) var operations: [String: CommandOperation] = [:]
    private(set) var types: [String: [CommandMember]] = [:]

    init?(reading text: String) {
        var definitions: [[Substring]] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix(" "), !definitions.isEmpty {
                definitions[definitions.count - 1] += words
            } else {
                definitions.append(words)
            }
        }
        guard let head = definitions.first, head.count == 6, head[0] == "service", let wire = Wire(rawValue: String(head[3])) else {
            return nil
        }
        (name, signingName, self.wire) = (String(head[1]), String(head[2]), wire)
        (version, targetPrefix) = (String(head[4]), String(head[5]))
        for definition in definitions.dropFirst() where definition.count >= 2 {
            let name = String(definition[1])
            let halves = definition.dropFirst(2).split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            let members = halves.map { $0.compactMap(CommandMember.init(reading:)) }
            if definition[0] == "operation" {
                let operation = CommandOperation(name: name, input: members.first ?? [], output: members.count > 1 ? members[1] : [])
                operations[operation.command] = operation
            } else {
                types[name] = members.first ?? []
            }
        }
    }
}

/// One operation: what its command takes, and for XML protocols what it answers.
package struct CommandOperation: Sendable {
    /// `ListTables`.
    package var name: String
    var input: [CommandMember]
    var output: [CommandMember]

    /// `list-tables`.
    package var command: String { CommandSpelling.kebab(name) }
}

/// A member of a structure.
struct CommandMember: Sendable, Hashable {
    var name: String
    var wireName: String
    var isRequired: Bool
    var type: CommandType

    init?(reading word: Substring) {
        guard let equals = word.firstIndex(of: "=") else { return nil }
        var front = word[..<equals]
        isRequired = front.hasSuffix("!")
        if isRequired { front.removeLast() }
        let names = front.split(separator: "/")
        guard let first = names.first, let last = names.last else { return nil }
        (name, wireName) = (String(first), String(last))
        type = CommandType(reading: word[word.index(after: equals)...])
    }

    /// `--table-name`.
    var option: String { "--" + CommandSpelling.kebab(name) }
}

/// What a value is.
indirect enum CommandType: Sendable, Hashable {
    case string, integer, number, boolean, timestamp, blob, policy
    case list(CommandType)
    case map(CommandType)
    case structure(String)

    init(reading word: Substring) {
        switch word {
        case "s": self = .string
        case "i": self = .integer
        case "n": self = .number
        case "b": self = .boolean
        case "t": self = .timestamp
        case "x": self = .blob
        case "p": self = .policy
        default:
            let inner = word.dropFirst().dropLast()
            self =
                word.hasPrefix("[")
                ? .list(CommandType(reading: inner)) : word.hasPrefix("<") ? .map(CommandType(reading: inner)) : .structure(String(word))
        }
    }
}

/// The names of the command line.
enum CommandSpelling {
    /// `SSESpecification` is `sse-specification`, `CreateVirtualMFADevice` is `create-virtual-mfa-device`.
    ///
    /// A word begins at a capital after a small letter or a digit, and at a capital before a small letter; capitals with an
    /// `s` at the end are one word (botocore's `xform_name`).
    static func kebab(_ name: String) -> String {
        let letters = Array(name.utf8)
        var plural = letters.count
        if letters.last == UInt8(ascii: "s") {
            let capitals = letters.dropLast().reversed().prefix { isCapital($0) }.count
            if capitals >= 2 { plural = letters.count - 1 - capitals }
        }
        var result: [UInt8] = []
        for (index, letter) in letters.enumerated() {
            let begins: Bool
            if index == 0 || index > plural {
                begins = false
            } else if index == plural {
                begins = true
            } else {
                let after = index + 1 < letters.count ? letters[index + 1] : 0
                begins = isCapital(letter) && (!isCapital(letters[index - 1]) || isSmall(after))
            }
            if begins { result.append(UInt8(ascii: "-")) }
            result.append(isCapital(letter) ? letter | 0x20 : letter)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isCapital(_ letter: UInt8) -> Bool { letter &- UInt8(ascii: "A") < 26 }

    private static func isSmall(_ letter: UInt8) -> Bool { letter &- UInt8(ascii: "a") < 26 }
}
