/// Reads JSON, one character after the other, the shortest way: the policies of tests are written by tests.
struct JSONText {
    struct Unreadable: Error {}

    private let characters: [Unicode.Scalar]
    private var position = 0

    static func read(_ text: String) throws -> JSONValue {
        var reader = JSONText(characters: Array(text.unicodeScalars))
        let value = try reader.value()
        guard reader.peek() == nil else { throw Unreadable() }
        return value
    }

    private init(characters: [Unicode.Scalar]) { self.characters = characters }

    /// The next character that is no blank.
    private mutating func peek() -> Unicode.Scalar? {
        while position < characters.count, " \n\r\t".unicodeScalars.contains(characters[position]) { position += 1 }
        return position < characters.count ? characters[position] : nil
    }

    private mutating func takes(_ wanted: Unicode.Scalar) -> Bool {
        guard peek() == wanted else { return false }
        position += 1
        return true
    }

    private mutating func value() throws -> JSONValue {
        switch peek() {
        case "{": return .object(try members())
        case "[": return .array(try elements())
        case "\"": return .string(try string())
        default: return try word()
        }
    }

    private mutating func members() throws -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        guard takes("{") else { throw Unreadable() }
        if takes("}") { return members }
        repeat {
            guard peek() == "\"" else { throw Unreadable() }
            let name = try string()
            guard takes(":") else { throw Unreadable() }
            members[name] = try value()
        } while takes(",")
        guard takes("}") else { throw Unreadable() }
        return members
    }

    private mutating func elements() throws -> [JSONValue] {
        var elements: [JSONValue] = []
        guard takes("[") else { throw Unreadable() }
        if takes("]") { return elements }
        repeat { elements.append(try value()) } while takes(",")
        guard takes("]") else { throw Unreadable() }
        return elements
    }

    private mutating func string() throws -> String {
        var text = String.UnicodeScalarView()
        position += 1
        while position < characters.count {
            let character = characters[position]
            position += 1
            if character == "\"" { return String(text) }
            text.append(character == "\\" ? try escape() : character)
        }
        throw Unreadable()
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard position < characters.count else { throw Unreadable() }
        let character = characters[position]
        position += 1
        switch character {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u": return try codePoint()
        default: return character
        }
    }

    private mutating func codePoint() throws -> Unicode.Scalar {
        guard position + 4 <= characters.count else { throw Unreadable() }
        var digits = ""
        digits.unicodeScalars.append(contentsOf: characters[position..<position + 4])
        position += 4
        guard let number = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(number) else { throw Unreadable() }
        return scalar
    }

    /// `true`, `false`, `null` or a number.
    private mutating func word() throws -> JSONValue {
        var text = ""
        while position < characters.count, !",]} \n\r\t".unicodeScalars.contains(characters[position]) {
            text.unicodeScalars.append(characters[position])
            position += 1
        }
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        default:
            guard Double(text) != nil else { throw Unreadable() }
            return .number(text)
        }
    }
}
