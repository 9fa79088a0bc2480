import DynamoDBValues

/// Puts parameters into a statement and turns what it says into values, conditions and updates.
struct PartiQLBinding {
    let source: [UInt8]
    let parameters: [AttributeValue]

    func place(of expression: PartiQLExpression) -> PartiQLPlace { PartiQLPlace(of: expression.range, in: source) }

    func parameter(_ number: Int) throws(PartiQLError) -> AttributeValue {
        guard parameters.indices.contains(number) else { throw .parameterCount }
        return parameters[number]
    }

    func path(_ expression: PartiQLExpression) -> DocumentPath? {
        guard case .path(let steps) = expression.node else { return nil }
        return DocumentPath(
            steps.map { step in
                switch step {
                case .name(let name): .attribute(name)
                case .index(let index): .index(index)
                }
            })
    }

    // MARK: - Literals

    /// The value of a literal or a parameter; nil for what is computed from the item.
    func value(_ expression: PartiQLExpression) throws(PartiQLError) -> AttributeValue? {
        switch expression.node {
        case .parameter(let number): try parameter(number)
        case .string, .number, .boolean, .null, .list, .bag, .structure: try literal(expression, at: ["root"])
        default: nil
        }
    }

    /// The value of a literal.
    ///
    /// - Parameter key: The way to it in the attribute's value, as errors tell it: `root`, `.x`, `[1]`. Parameters stand only outside
    ///   collections (recorded).
    private func literal(_ expression: PartiQLExpression, at key: [String]) throws(PartiQLError) -> AttributeValue {
        guard key.count <= ItemSize.levels else { throw .tooDeep(key: key.joined()) }
        switch expression.node {
        case .string(let text): return .string(text)
        case .boolean(let flag): return .boolean(flag)
        case .null: return .null
        case .number(let text):
            do throws(AttributeValueError) {
                return .number(try DynamoDBNumber(text))
            } catch {
                throw .number(error, key: key.joined())
            }
        case .list(let members):
            var values: [AttributeValue] = []
            for (at, member) in members.enumerated() { values.append(try literal(member, at: key + ["[\(at)]"])) }
            return .list(values)
        case .bag(let members): return try bag(members, at: key)
        case .structure(let members):
            return .map(try item(members) { value, name throws(PartiQLError) in try literal(value, at: key + [".\(name)"]) })
        default: throw .unsupportedType(expression.typeName, key: key.joined(), place(of: expression))
        }
    }

    private func item(
        _ members: [(key: PartiQLExpression, value: PartiQLExpression)],
        _ read: (PartiQLExpression, String) throws(PartiQLError) -> AttributeValue
    ) throws(PartiQLError) -> Item {
        var attributes: [Item.Element] = []
        for (key, value) in members {
            guard case .string(let name) = key.node else { throw .unreadable }
            attributes.append((name, try read(value, name)))
        }
        return Item(attributes)
    }

    /// A set: of strings or of numbers, with one member at least and none twice.
    private func bag(_ members: [PartiQLExpression], at key: [String]) throws(PartiQLError) -> AttributeValue {
        guard let first = members.first else { throw .emptyBag }
        if case .string = first.node {
            var texts: [String] = []
            for member in members {
                guard case .string(let text) = member.node else { throw .mixedBag }
                texts.append(text)
            }
            guard Set(texts.map { Array($0.utf8) }).count == texts.count else { throw .duplicateStrings(texts) }
            return .stringSet(of: texts)
        }
        var texts: [String] = []
        var numbers: [DynamoDBNumber] = []
        for member in members {
            guard case .number(let text) = member.node else { throw .mixedBag }
            guard case .number(let number) = try literal(member, at: key) else { throw .mixedBag }
            texts.append(text)
            numbers.append(number)
        }
        guard Set(numbers).count == numbers.count else { throw .duplicateNumbers(texts, key: key.joined()) }
        return .numberSet(of: numbers)
    }

    /// The item of an INSERT: a literal whose attributes may be parameters, or one parameter.
    func insertedItem(_ expression: PartiQLExpression) throws(PartiQLError) -> Item {
        switch expression.node {
        case .structure(let members):
            return try item(members) { value, _ throws(PartiQLError) in
                if case .parameter(let number) = value.node { return try parameter(number) }
                return try literal(value, at: ["root"])
            }
        case .parameter(let number):
            guard case .map(let item) = try parameter(number) else { throw .insertedValue }
            return item
        default: throw .insertedValue
        }
    }
}

extension PartiQLExpression {
    /// What a refusal calls an expression that stands where a value should (recorded: `Parameter`, a function's own name).
    var typeName: String {
        if case .call(let name, _) = node { name } else { operationName }
    }
}
