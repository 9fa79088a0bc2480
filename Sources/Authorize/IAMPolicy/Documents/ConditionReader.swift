import ByteJSON

/// Reads what stands under one operator of a `Condition`.
struct ConditionReader {
    private let name: String
    private let quantifier: PolicyCondition.Quantifier?
    private let ifExists: Bool
    private let conditionOperator: ConditionOperator
    private let hasVariables: Bool

    /// Reads an operator's name: `ForAllValues:StringLikeIfExists`.
    ///
    /// `Null` takes no suffix, since it asks itself whether the key exists; a prefix is taken and means nothing there
    /// (recorded from PutRolePolicy: `ForAllValues:Null` is accepted, `NullIfExists` is not).
    init(_ view: JSONView, _ version: PolicyVersion) throws(PolicySyntaxError) {
        name = view.string ?? ""
        var rest = name.lowercased()[...]
        if let colon = rest.firstIndex(of: ":") {
            switch rest[..<colon] {
            case "forallvalues": quantifier = .all
            case "foranyvalue": quantifier = .any
            default: throw Self.unknown(view)
            }
            rest = rest[rest.index(after: colon)...]
        } else {
            quantifier = nil
        }
        ifExists = rest.hasSuffix("ifexists")
        if ifExists { rest = rest.dropLast("ifexists".count) }
        guard let found = ConditionOperator.byName[String(rest)] else { throw Self.unknown(view) }
        if case .absence = found.test, ifExists { throw Self.unknown(view) }
        conditionOperator = found
        hasVariables = version == .y2012
    }

    private static func unknown(_ view: JSONView) -> PolicySyntaxError {
        let name = view.string ?? ""
        return view.fault("There is no condition operator \"\(name)\"", .unknownOperator(name))
    }

    /// Reads a key and its values.
    ///
    /// IAM takes keys without a vendor and empty lists of values (recorded from CreatePolicy): no request has the former,
    /// and nothing equals one of no values.
    func read(_ keyView: JSONView, _ valuesView: JSONView) throws(PolicySyntaxError) -> PolicyCondition {
        let key = keyView.string ?? ""
        if key.isEmpty { throw keyView.fault("A condition key must have a name") }
        let values = try valuesView.texts("A condition key", takesScalars: true)
        return PolicyCondition(
            operatorName: name, quantifier: quantifier, ifExists: ifExists, conditionOperator: conditionOperator, keyName: key,
            key: ConditionKey(key), values: values.map(\.text), wanted: try wanted(values))
    }

    private func wanted(_ values: [JSONText]) throws(PolicySyntaxError) -> PolicyCondition.Wanted {
        var wanted = PolicyCondition.Wanted()
        if case .absence = conditionOperator.test { wanted.presence = PolicyCondition.Presence() }
        for value in values {
            if case .absence = conditionOperator.test, let isAbsent = ConditionOperator.boolean(value.text) {
                if isAbsent { wanted.presence?.mayBeAbsent = true } else { wanted.presence?.mayBePresent = true }
            } else if let pattern = conditionOperator.pattern(value.text, hasVariables: hasVariables) {
                wanted.patterns.append(pattern)
            } else if let test = conditionOperator.compile(value.text, hasVariables: hasVariables) {
                wanted.tests.append(test)
            } else {
                throw value.view.fault(
                    "\(conditionOperator.name) cannot read \"\(value.text)\"",
                    .conditionValue(operator: conditionOperator.name, value: value.text))
            }
        }
        return wanted
    }
}
