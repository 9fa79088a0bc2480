import AWSTypes

/// A constraint that a service's model puts on a member, with the words AWS uses when it is broken.
package struct Constraint: Sendable {
    let text: String
    let isSatisfied: @Sendable (String) -> Bool

    package init(_ text: String, isSatisfied: @escaping @Sendable (String) -> Bool) {
        self.text = text
        self.isSatisfied = isSatisfied
    }

    package static func minimumLength(_ length: Int) -> Constraint {
        Constraint("Member must have length greater than or equal to \(length)") { $0.unicodeScalars.count >= length }
    }

    package static func maximumLength(_ length: Int) -> Constraint {
        Constraint("Member must have length less than or equal to \(length)") { $0.unicodeScalars.count <= length }
    }

    package static func oneOf(_ values: [String]) -> Constraint {
        Constraint("Member must satisfy enum value set: [\(values.joined(separator: ", "))]") { values.contains($0) }
    }

    /// A pattern of one character class repeated, such as `[a-zA-Z0-9_.-]+`.
    package static func pattern(_ pattern: String, _ allows: @escaping @Sendable (Unicode.Scalar) -> Bool) -> Constraint {
        Constraint("Member must satisfy regular expression pattern: \(pattern)") { $0.unicodeScalars.allSatisfy(allows) }
    }

    package static func atLeast(_ minimum: Int) -> Constraint {
        Constraint("Member must have value greater than or equal to \(minimum)") { Int($0).map { $0 >= minimum } ?? false }
    }

    package static func atMost(_ maximum: Int) -> Constraint {
        Constraint("Member must have value less than or equal to \(maximum)") { Int($0).map { $0 <= maximum } ?? false }
    }
}

/// The broken constraints of one request, in the order in which they were found.
///
/// One request reports all of them at once, so reading goes on after the first.
final class ConstraintReport {
    private(set) var violations: [String] = []
    private(set) var foremost: AWSError?
    private(set) var postponed: AWSError?

    func refuse(_ fault: AWSError) { foremost = foremost ?? fault }

    func postpone(_ fault: AWSError) { postponed = postponed ?? fault }

    /// AWS prints the value for most constraints, `null` without quotes for a missing one.
    func add(value: String?, at path: String, _ constraint: String) {
        let shown = value.map { "'\($0)'" } ?? "null"
        violations.append("Value \(shown) at '\(path)' failed to satisfy constraint: \(constraint)")
    }

    func note(_ fault: String) { violations.append(fault) }

    /// `2 validation errors detected: …; …`, or nil where nothing is broken.
    var message: String? {
        guard !violations.isEmpty else { return nil }
        let plural = violations.count == 1 ? "" : "s"
        return "\(violations.count) validation error\(plural) detected: \(violations.joined(separator: "; "))"
    }
}
