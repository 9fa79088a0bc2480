/// Turns the values of a request into the form in which they are stored and answered, judging them on the way.
///
/// What is canonical already is copied: strings without escapes, binaries, names. Numbers are normalised, sets put in order, blanks
/// dropped; of several members by one name the last stays, as in any JSON of AWS.
///
/// A fault in the JSON's shape ends the walk at once. Any other is kept until the end, because DynamoDB reads the whole request
/// before it judges a value: `{"N":"x"}` beside `{"S":1}` is a SerializationException.
struct CanonicalWriter {
    var cursor: WireCursor
    private(set) var output: [UInt8] = []
    private(set) var size = 0
    private var firstFault: AttributeValueError?
    private var hasEmptyTopLevelName = false
    private var hasEmptyName = false

    init(_ cursor: WireCursor, capacity: Int) {
        self.cursor = cursor
        output.reserveCapacity(capacity)
    }

    /// Throws what was found and put off.
    ///
    /// An empty name at the top precedes every other fault, one inside a map follows them (recorded, October 2026).
    func finish() throws(AttributeValueError) {
        if hasEmptyTopLevelName { throw .emptyAttributeName }
        if let firstFault { throw firstFault }
        if hasEmptyName { throw .emptyAttributeName }
    }

    mutating func note(_ fault: AttributeValueError) throws(AttributeValueError) {
        if fault.isSerialization { throw fault }
        firstFault = firstFault ?? fault
    }

    /// Writes an item or the members of a map.
    mutating func members(level: Int) throws(AttributeValueError) {
        guard cursor.token() == UInt8(ascii: "{") else { throw WireShape.map.fault(at: &cursor) }
        var written = WrittenMembers()
        cursor.enter()
        output.append(UInt8(ascii: "{"))
        let start = output.count
        while cursor.advance() {
            if output.count > start { output.append(UInt8(ascii: ",")) }
            let (memberStart, sizeBefore) = (output.count, size)
            let name = cursor.name()
            if name.range.isEmpty { if level == 1 { hasEmptyTopLevelName = true } else { hasEmptyName = true } }
            let nameSize = copy(name)
            if level == 1, nameSize > ItemSize.nameLimit { try note(.attributeNameTooLong) }
            size += nameSize
            let nameEnd = output.count
            output.append(UInt8(ascii: ":"))
            if level > 1 { size += ItemSize.element }
            try value(level: level)
            written.append(name: memberStart..<nameEnd, end: output.count, size: size - sizeBefore, in: output)
        }
        size -= written.dropReplaced(from: &output, bodyStart: start)
        output.append(UInt8(ascii: "}"))
    }

    /// Writes one value: an object with one of the types' names.
    mutating func value(level: Int) throws(AttributeValueError) {
        guard cursor.token() == UInt8(ascii: "{") else {
            guard cursor.token() == UInt8(ascii: "n") else { throw WireShape.value.fault(at: &cursor) }
            cursor.skip()
            return try note(.empty)
        }
        cursor.enter()
        let (start, sizeBefore) = (output.count, size)
        var found: AttributeType?
        var isSingle = true
        while cursor.advance() {
            let name = cursor.name()
            guard let type = type(named: name), cursor.token() != UInt8(ascii: "n") else {
                cursor.skip()
                continue
            }
            if let found, found != type { isSingle = false }
            found = type
            if output.count > start { output.removeSubrange(start...) }
            size = sizeBefore
            append(type.opening)
            try content(of: type, level: level)
            output.append(UInt8(ascii: "}"))
        }
        if found == nil { try note(.empty) } else if !isSingle { try note(.severalTypes) }
    }

    private func type(named name: WireString) -> AttributeType? {
        guard !name.hasEscapes else { return AttributeType(wireBytes: cursor.text(name).span) }
        return AttributeType(wireBytes: cursor.bytes.span.extracting(name.range))
    }

    private mutating func content(of type: AttributeType, level: Int) throws(AttributeValueError) {
        if level > ItemSize.levels { try note(.nestedTooDeeply) }
        switch type {
        case .string:
            let text = try WireShape.string.read(at: &cursor)
            size += copy(text)
        case .number:
            let text = try WireShape.string.read(at: &cursor)
            try number(text)
        case .binary:
            let text = try WireShape.blob.read(at: &cursor)
            size += try copyBinary(text)
        case .boolean:
            append(try WireShape.readBoolean(at: &cursor) ? "true" : "false")
            size += 1
        case .null:
            if try !WireShape.readBoolean(at: &cursor) { try note(.nullNotTrue) }
            append("true")
            size += 1
        case .list: try list(level: level)
        case .map:
            size += ItemSize.container
            try members(level: level + 1)
        case .stringSet, .numberSet, .binarySet: try set(of: type)
        }
    }

    private mutating func list(level: Int) throws(AttributeValueError) {
        guard cursor.token() == UInt8(ascii: "[") else { throw WireShape.list.fault(at: &cursor) }
        cursor.enter()
        size += ItemSize.container
        output.append(UInt8(ascii: "["))
        let start = output.count
        while cursor.advance() {
            if output.count > start { output.append(UInt8(ascii: ",")) }
            size += ItemSize.element
            try value(level: level + 1)
        }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func append(_ text: StaticString) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    // MARK: - Scalars

    /// Copies a string with its quotes, and returns its length in UTF-8.
    private mutating func copy(_ string: WireString) -> Int {
        guard string.hasEscapes else {
            output.append(contentsOf: cursor.bytes[string.range.lowerBound - 1..<string.range.upperBound + 1])
            return string.range.count
        }
        let text = cursor.text(string)
        JSONText.appendQuoted(text, to: &output)
        return text.count
    }

    private mutating func number(_ string: WireString) throws(AttributeValueError) {
        do {
            let number = try read(string)
            output.append(UInt8(ascii: "\""))
            number.appendText(to: &output)
            output.append(UInt8(ascii: "\""))
            size += number.size
        } catch {
            try note(error)
        }
    }

    private func read(_ string: WireString) throws(AttributeValueError) -> DynamoDBNumber {
        guard !string.hasEscapes else { return try DynamoDBNumber(parsing: cursor.text(string).span) }
        return try DynamoDBNumber(parsing: cursor.bytes.span.extracting(string.range))
    }

    /// Copies a binary and returns how many bytes it stands for. `\/` is the one escape that Base64 needs to expect.
    private mutating func copyBinary(_ string: WireString) throws(AttributeValueError) -> Int {
        let count =
            string.hasEscapes
            ? try Base64Text.decodedCount(cursor.text(string).span)
            : try Base64Text.decodedCount(cursor.bytes.span.extracting(string.range))
        _ = copy(string)
        return count
    }

    // MARK: - Sets

    private mutating func set(of type: AttributeType) throws(AttributeValueError) {
        guard cursor.token() == UInt8(ascii: "[") else { throw WireShape.list.fault(at: &cursor) }
        let shape: WireShape = type == .binarySet ? .blob : .string
        var members: [[UInt8]] = []
        cursor.enter()
        while cursor.advance() {
            if cursor.token() == UInt8(ascii: "n") {
                cursor.skip()
                try note(.nullMember(type))
            } else {
                let text = try shape.read(at: &cursor)
                members.append(cursor.text(text))
            }
        }
        if members.isEmpty { try note(.emptySet(type)) }
        switch type {
        case .numberSet: try numberSet(members)
        case .binarySet: try binarySet(members)
        default: try stringSet(members)
        }
    }

    private mutating func stringSet(_ members: [[UInt8]]) throws(AttributeValueError) {
        let ordered = members.sorted { $0.lexicographicallyPrecedes($1) }
        try refuseDuplicates(in: ordered, of: .stringSet, sent: members)
        append(ordered) { member, output in JSONText.appendQuoted(member, to: &output) }
        size += ordered.reduce(0) { $0 + $1.count }
    }

    private mutating func numberSet(_ members: [[UInt8]]) throws(AttributeValueError) {
        var numbers: [DynamoDBNumber] = []
        for member in members {
            do { numbers.append(try DynamoDBNumber(parsing: member.span)) } catch { try note(error) }
        }
        numbers.sort()
        try refuseDuplicates(in: numbers, of: .numberSet, sent: members)
        append(numbers) { number, output in
            output.append(UInt8(ascii: "\""))
            number.appendText(to: &output)
            output.append(UInt8(ascii: "\""))
        }
        size += numbers.reduce(0) { $0 + $1.size }
    }

    private mutating func binarySet(_ members: [[UInt8]]) throws(AttributeValueError) {
        var binaries: [[UInt8]] = []
        for member in members { binaries.append(try Base64Text.decode(member.span)) }
        binaries.sort { $0.lexicographicallyPrecedes($1) }
        try refuseDuplicates(in: binaries, of: .binarySet, sent: members)
        append(binaries) { bytes, output in
            output.append(UInt8(ascii: "\""))
            Base64Text.append(bytes, to: &output)
            output.append(UInt8(ascii: "\""))
        }
        size += binaries.reduce(0) { $0 + $1.count }
    }

    private mutating func append<Member>(_ members: [Member], _ write: (Member, inout [UInt8]) -> Void) {
        output.append(UInt8(ascii: "["))
        for (at, member) in members.enumerated() {
            if at > 0 { output.append(UInt8(ascii: ",")) }
            write(member, &output)
        }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func refuseDuplicates<Member: Equatable>(
        in ordered: [Member], of type: AttributeType, sent: [[UInt8]]
    ) throws(AttributeValueError) {
        for at in ordered.indices.dropFirst() where ordered[at] == ordered[at - 1] {
            return try note(.duplicates(type, sent.map { String(decoding: $0, as: UTF8.self) }))
        }
    }
}
