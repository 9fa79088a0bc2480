extension ConditionOperator {
    /// `Bool` has no negated twin: one writes the other value.
    static let booleanOperators = [bool]

    /// `true` or `false`, whatever the case. A request's value that is neither matches nothing.
    ///
    /// AWS's pages disagree about variables here; they are taken, since a value that is no Boolean matches nothing anyway.
    private static let bool = ConditionOperator(
        "Bool", takesVariables: true,
        test: .value { bytes in
            guard let wanted = boolean(String(decoding: bytes, as: UTF8.self)) else { return nil }
            return { boolean($0) == wanted }
        })

    @Sendable static func boolean(_ text: String) -> Bool? {
        if text.utf8.elementsEqual("true".utf8, by: isSameLetter) { return true }
        return text.utf8.elementsEqual("false".utf8, by: isSameLetter) ? false : nil
    }

    private static func isSameLetter(_ letter: UInt8, _ small: UInt8) -> Bool { letter.lowercasedASCII == small }
}

extension ConditionOperator {
    /// `Null` looks at the key alone: `true` means that it is absent.
    static let presenceOperators = [ConditionOperator("Null", test: .absence)]
}
