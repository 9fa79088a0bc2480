import AWSWire

/// The constraints of IAM's model.
extension Constraint {
    static let digits = Constraint.pattern(#"[\d]+"#) { ("0"..."9").contains($0) }
}
