/// A condition operator: what it compares, and how.
///
/// Only the bare comparison stands here. `…IfExists`, `ForAllValues:`, `ForAnyValue:`, negation and the list of values
/// are the evaluator's, once for all operators.
package struct ConditionOperator: Sendable {
    /// Compares a request's value with one value of a policy, which was read when this was made.
    package typealias Comparison = @Sendable (_ requestValue: String) -> Bool

    enum Test: Sendable {
        /// Compares values. The policy's value comes as a pattern's bytes; nil comes back where it cannot be read.
        case value(@Sendable ([UInt8]) -> Comparison?)
        /// Asks only whether the key is there (`Null`).
        case absence
    }

    package let name: String
    /// Whether it holds where its positive twin does not.
    package let negates: Bool
    /// Whether `${…}` is a variable in its values (IAM User Guide, "Policy elements: Variables and tags").
    let takesVariables: Bool
    let takesWildcards: Bool
    let isARN: Bool
    /// Whether a text fits a value, wildcards apart, if it has the same bytes.
    let comparesBytes: Bool
    let test: Test

    init(
        _ name: String, negates: Bool = false, takesVariables: Bool = false, takesWildcards: Bool = false, isARN: Bool = false,
        comparesBytes: Bool = false, test: Test
    ) {
        self.name = name
        self.negates = negates
        self.takesVariables = takesVariables
        self.takesWildcards = takesWildcards
        self.isARN = isARN
        self.comparesBytes = comparesBytes
        self.test = test
    }

    /// An operator on values that must be read first, numbers or dates; an unreadable value of a request never compares.
    init<Value: Sendable>(
        _ name: String, reading read: @escaping @Sendable (String) -> Value?, compare: @escaping @Sendable (Value, Value) -> Bool
    ) {
        self.init(
            name,
            test: .value { bytes in
                guard let wanted = read(String(decoding: bytes, as: UTF8.self)) else { return nil }
                return { text in read(text).map { compare($0, wanted) } ?? false }
            })
    }

    /// The operator that holds exactly where this one does not.
    func negated(as name: String) -> ConditionOperator {
        ConditionOperator(
            name, negates: !negates, takesVariables: takesVariables, takesWildcards: takesWildcards, isARN: isARN,
            comparesBytes: comparesBytes, test: test)
    }

    /// The same comparison under another name.
    func named(_ name: String) -> ConditionOperator {
        ConditionOperator(
            name, negates: negates, takesVariables: takesVariables, takesWildcards: takesWildcards, isARN: isARN,
            comparesBytes: comparesBytes, test: test)
    }

    package static let all =
        stringOperators + numericOperators + dateOperators + booleanOperators + binaryOperators + addressOperators + arnOperators
        + presenceOperators

    /// Every operator by its name in lower case: names are compared without regard to case.
    package static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name.lowercased(), $0) })
}
