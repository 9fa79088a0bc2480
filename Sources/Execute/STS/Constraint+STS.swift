import AWSWire

/// The constraints of STS's model.
extension Constraint {
    /// `[\w+=,.@-]*`: names of sessions, federated users and source identities.
    static let name = Constraint.pattern(#"[\w+=,.@-]*"#) { isWord($0) || "+=,.@-".unicodeScalars.contains($0) }

    static let externalID = Constraint.pattern(#"[\w+=,.@:\/-]*"#) { isWord($0) || "+=,.@:/-".unicodeScalars.contains($0) }

    static let serialNumber = Constraint.pattern(#"[\w+=/:,.@-]*"#) { isWord($0) || "+=/:,.@-".unicodeScalars.contains($0) }

    static let digits = Constraint.pattern(#"[\d]*"#) { ("0"..."9").contains($0) }

    static let accessKeyID = Constraint.pattern(#"[\w]*"#, isWord)

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_"
    }
}
