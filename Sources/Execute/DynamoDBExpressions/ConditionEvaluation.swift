import DynamoDBValues

/// Decides conditions about one item.
///
/// What is missing or of another type makes a comparison false, and `<>` true; it is never an error.
struct ConditionEvaluation {
    /// Nil where there is no item, which then has no attributes.
    let item: Item?

    func holds(_ condition: Condition) -> Bool {
        switch condition {
        case .and(let parts): parts.allSatisfy(holds)
        case .or(let parts): parts.contains(where: holds)
        case .not(let part): !holds(part)
        case .comparison(let comparator, let one, let other): compare(comparator, value(of: one), value(of: other))
        case .between(let value, let lower, let upper): isBetween(self.value(of: value), self.value(of: lower), self.value(of: upper))
        case .isIn(let value, let members): isMember(self.value(of: value), members)
        case .function(let call): holds(call)
        }
    }

    private func compare(_ comparator: Comparator, _ one: AttributeValue?, _ other: AttributeValue?) -> Bool {
        guard let one, let other else { return comparator == .notEqual }
        switch comparator {
        case .equal: return one == other
        case .notEqual: return one != other
        case .less: return one.precedes(other) == true
        case .lessOrEqual: return other.precedes(one) == false
        case .greater: return other.precedes(one) == true
        case .greaterOrEqual: return one.precedes(other) == false
        }
    }

    private func isBetween(_ value: AttributeValue?, _ lower: AttributeValue?, _ upper: AttributeValue?) -> Bool {
        guard let value, let lower, let upper else { return false }
        return value.precedes(lower) == false && upper.precedes(value) == false
    }

    private func isMember(_ value: AttributeValue?, _ members: [Operand]) -> Bool {
        guard let value else { return false }
        return members.contains { self.value(of: $0) == value }
    }

    private func holds(_ call: FunctionCall) -> Bool {
        let first = call.operands.first.flatMap(value(of:))
        let second = call.operands.count > 1 ? value(of: call.operands[1]) : nil
        switch call.function {
        case .attributeExists: return first != nil
        case .attributeNotExists: return first == nil
        case .attributeType:
            guard let first, case .string(let name)? = second else { return false }
            return first.type.wireName == name
        case .beginsWith:
            switch (first, second) {
            case (.string(let text)?, .string(let prefix)?): return text.utf8.starts(with: prefix.utf8)
            case (.binary(let bytes)?, .binary(let prefix)?): return bytes.starts(with: prefix)
            default: return false
            }
        case .contains:
            guard let first, let second else { return false }
            return contains(first, second)
        case .size, .ifNotExists, .listAppend: return false
        }
    }

    private func contains(_ whole: AttributeValue, _ part: AttributeValue) -> Bool {
        switch (whole, part) {
        case (.string(let text), .string(let part)): Self.contains(Array(text.utf8), Array(part.utf8))
        case (.binary(let bytes), .binary(let part)): Self.contains(bytes, part)
        case (.stringSet(let members), .string(let member)): members.contains { $0.utf8.elementsEqual(member.utf8) }
        case (.numberSet(let members), .number(let member)): members.contains(member)
        case (.binarySet(let members), .binary(let member)): members.contains(member)
        case (.list(let elements), _): elements.contains(part)
        default: false
        }
    }

    /// Looks for bytes in bytes, in linear time (Knuth, Morris and Pratt): both may be 400 KB.
    static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count > 0 else { return true }
        guard part.count <= whole.count else { return false }
        var borders = [0]
        for at in 1..<part.count {
            var border = borders[at - 1]
            while border > 0, part[at] != part[border] { border = borders[border - 1] }
            borders.append(part[at] == part[border] ? border + 1 : 0)
        }
        var matched = 0
        for byte in whole {
            while matched > 0, byte != part[matched] { matched = borders[matched - 1] }
            if byte == part[matched] { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }

    private func value(of operand: Operand) -> AttributeValue? {
        switch operand {
        case .path(let path): path.value(in: item)
        case .value(let value): value
        case .placeholder: nil
        case .condition(let condition): .boolean(holds(condition))
        case .function(let call):
            call.function == .size ? call.operands.first.flatMap(value(of:)).flatMap(size(of:)) : nil
        }
    }

    /// The length of a string in UTF-16 units or of a binary in bytes, the members of a set, list or map; other types have none.
    ///
    /// Source: Developer Guide, "size (path)". What a string's length counts was checked on AWS by the authors of dynalite (`abÿ` has
    /// three) and of ExtendDB (`é𝄞` has three).
    private func size(of value: AttributeValue) -> AttributeValue? {
        let size: Int? =
            switch value {
            case .string(let text): text.utf16.count
            case .binary(let bytes): bytes.count
            case .stringSet(let members): members.count
            case .numberSet(let members): members.count
            case .binarySet(let members): members.count
            case .list(let elements): elements.count
            case .map(let members): members.count
            case .number, .boolean, .null: nil
            }
        return size.map { .number(DynamoDBNumber($0)) }
    }
}
