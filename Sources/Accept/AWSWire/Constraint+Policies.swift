/// The constraints that the models of IAM and STS have alike, of policies and tags.
extension Constraint {
    package static let policyText = Constraint.pattern(#"[\u0009\u000A\u000D\u0020-\u00FF]+"#) { scalar in
        (0x20...0xff).contains(scalar.value) || [9, 10, 13].contains(scalar.value)
    }

    package static let tagText = Constraint.pattern(#"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"#, isTagLetter)

    package static let tagKey = Constraint.pattern(#"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#, isTagLetter)

    /// A letter, digit, space or one of the signs that tags may have.
    package static func isTagLetter(_ scalar: Unicode.Scalar) -> Bool {
        if "_.:/=+-@".unicodeScalars.contains(scalar) { return true }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spaceSeparator, .lineSeparator,
            .paragraphSeparator, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
