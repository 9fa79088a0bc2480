package import ByteJSON
package import DynamoDBValues

/// What the placeholders of a request's expressions stand for, and which of them have been used.
///
/// One request has one set of names and values for all its expressions: bind each expression with the same instance, then call
/// `refuseUnused()`.
package struct ExpressionAttributes: Sendable {
    private let names: [(key: String, name: String)]
    private let values: Item
    private var usedNames: Set<String> = []
    private var usedValues: Set<String> = []
    /// Whether a name that begins with `#` is that name.
    private var isLiteral = false

    /// None at all, for a language without placeholders.
    static let literal: ExpressionAttributes = {
        var attributes = ExpressionAttributes()
        attributes.isLiteral = true
        return attributes
    }()

    package init(names: [(key: String, name: String)] = [], values: Item = Item()) {
        self.names = names
        self.values = values
    }

    /// Reads ExpressionAttributeNames and ExpressionAttributeValues of a request, each of which may be left out.
    ///
    /// JSON of another shape is refused first, as everywhere; then the names, then the values' keys, then the values.
    package init(names: JSONView?, values: JSONView?) throws(ExpressionError) {
        let readNames = try names.map(Self.read(names:))
        var readValues: [(name: String, value: AttributeValue)] = []
        var faultyValue: ExpressionError?
        if let values {
            for member in values.members {
                let key = member.key.string ?? ""
                do throws(AttributeValueError) {
                    readValues.append((key, try AttributeValue(reading: member.value)))
                } catch {
                    if error.isSerialization { throw .invalidValue(error, key: key) }
                    faultyValue = faultyValue ?? .invalidValue(error, key: key)
                    readValues.append((key, .null))
                }
            }
        }
        if readNames?.isEmpty == true { throw .namesEmpty }
        for (key, _) in readNames ?? [] where !Self.isKey(key, "#") { throw .invalidNameKey(key) }
        for (key, name) in readNames ?? [] {
            if name.isEmpty { throw .invalidName(.emptyAttributeName, key: key) }
            if name.utf8.count > ItemSize.nameLimit { throw .invalidName(.attributeNameTooLong, key: key) }
        }
        if values != nil, readValues.isEmpty { throw .valuesEmpty }
        for (key, _) in readValues where !Self.isKey(key, ":") { throw .invalidValueKey(key) }
        if let faultyValue { throw faultyValue }
        self.init(names: readNames ?? [], values: Item(readValues))
    }

    private static func read(names: JSONView) throws(ExpressionError) -> [(key: String, name: String)] {
        var read: [(key: String, name: String)] = []
        for (key, view) in names.members {
            let key = key.string ?? ""
            guard let name = view.string else {
                throw .invalidValue(AttributeValueError.string(expectedAt: view), key: key)
            }
            read.append((key, name))
        }
        return read
    }

    private static func isKey(_ key: String, _ mark: Character) -> Bool {
        key.first == mark && key.utf8.count > 1 && key.utf8.dropFirst().allSatisfy(Tokenizer.isNamePart)
    }

    mutating func resolve(_ path: DocumentPath) throws(ExpressionFault) -> DocumentPath {
        guard !isLiteral else { return path }
        var resolved = path
        for (at, element) in path.elements.enumerated() {
            guard case .attribute(let key) = element, key.utf8.first == UInt8(ascii: "#") else { continue }
            guard let found = names.last(where: { $0.key == key }) else { throw .undefinedName(key) }
            usedNames.insert(key)
            resolved.elements[at] = .attribute(found.name)
        }
        return resolved
    }

    mutating func resolve(value key: String) throws(ExpressionFault) -> AttributeValue {
        guard let value = values[key] else { throw .undefinedValue(key) }
        usedValues.insert(key)
        return value
    }

    mutating func resolve(_ operand: Operand) throws(ExpressionFault) -> Operand {
        switch operand {
        case .path(let path): return .path(try resolve(path))
        case .placeholder(let key): return .value(try resolve(value: key))
        case .value: return operand
        case .function(let call): return .function(try resolve(call))
        case .condition(let condition): return .condition(try resolve(condition))
        }
    }

    mutating func resolve(_ call: FunctionCall) throws(ExpressionFault) -> FunctionCall {
        var operands: [Operand] = []
        for operand in call.operands { operands.append(try resolve(operand)) }
        return FunctionCall(function: call.function, operands: operands)
    }

    /// Refuses names and values that no expression has used; names first.
    package func refuseUnused() throws(ExpressionError) {
        let unusedNames = names.map(\.key).filter { !usedNames.contains($0) }
        if !unusedNames.isEmpty { throw .namesUnused(unusedNames) }
        let unusedValues = values.names.filter { !usedValues.contains($0) }
        if !unusedValues.isEmpty { throw .valuesUnused(unusedValues) }
    }
}
