package import AWSTypes
package import ByteJSON

/// Reads the members of a request, whichever protocol brought them.
///
/// A form is read as the JSON object it stands for (see `FormDecoder`), its values all texts. A member of the wrong JSON
/// type is a `SerializationException` at once; broken constraints are gathered and reported together by `finish()`, so a
/// required member that is missing reads as an empty value until then.
package struct StructureReader {
    /// The structure as JSON; its root may be of any kind.
    package let view: JSONView?
    private let isForm: Bool
    private let path: String
    private let report: ConstraintReport

    package init(_ document: JSONDocument?, isForm: Bool = false) {
        self.init(view: document?.root, isForm: isForm, path: "", report: ConstraintReport())
    }

    private init(view: JSONView?, isForm: Bool, path: String, report: ConstraintReport) {
        self.view = view
        self.isForm = isForm
        self.path = path
        self.report = report
    }

    /// Reports a refusal that comes before the constraints, else every broken constraint found so far; where there is none, what was postponed.
    package func finish() throws(AWSError) {
        if let fault = report.foremost { throw fault }
        if let message = report.message { throw AWSError.validation(message) }
        if let fault = report.postponed { throw fault }
    }

    /// Keeps a refusal that comes before broken constraints, but after members of the wrong type. Of several the first is told.
    package func refuse(_ fault: AWSError) { report.refuse(fault) }

    /// Keeps a refusal of the service's own until the whole request was read: broken constraints and members of the wrong type come before
    /// it. Of several the first is told.
    package func postpone(_ fault: AWSError) { report.postpone(fault) }

    /// The member as JSON, or nil where it is missing or null.
    package func json(_ name: String) -> JSONView? {
        guard let member = view?[name], member.kind != .null else { return nil }
        return member
    }

    package func has(_ name: String) -> Bool { json(name) != nil }

    // MARK: Texts

    package func string(_ name: String, _ constraints: Constraint...) throws(AWSError) -> String? {
        try text(name, constraints)
    }

    /// The same for one constraint: most such members are left out, and then no list of constraints is made.
    package func string(_ name: String, _ constraint: Constraint) throws(AWSError) -> String? {
        guard let member = json(name) else { return nil }
        return try text(member, of: name, [constraint])
    }

    /// A member that must be there.
    package func required(_ name: String, _ constraints: Constraint...) throws(AWSError) -> String {
        guard let value = try text(name, constraints) else {
            requireMember(name)
            return ""
        }
        return value
    }

    /// Notes that a member the model requires is not there.
    package func requireMember(_ name: String) {
        report.add(value: nil, at: memberPath(name), "Member must not be null")
    }

    /// Notes a broken constraint in words of its own, for what a service words otherwise than its framework.
    package func note(_ fault: String) { report.note(fault) }

    private func text(_ name: String, _ constraints: [Constraint]) throws(AWSError) -> String? {
        guard let member = json(name) else { return nil }
        return try text(member, of: name, constraints)
    }

    private func text(_ member: JSONView, of name: String, _ constraints: [Constraint]) throws(AWSError) -> String {
        guard let value = member.string else { throw Self.mismatch(member, expected: "String") }
        check(value, of: name, constraints)
        return value
    }

    private func check(_ value: String, of name: String, _ constraints: [Constraint]) {
        for constraint in constraints where !constraint.isSatisfied(value) {
            report.add(value: value, at: memberPath(name), constraint.text)
        }
    }

    // MARK: Numbers, flags, moments, bytes

    package func integer(_ name: String, _ constraints: Constraint...) throws(AWSError) -> Int? {
        try integer(name, type: "Integer", constraints)
    }

    /// A member that the model has as a long, which its SerializationException names so.
    package func long(_ name: String, _ constraints: Constraint...) throws(AWSError) -> Int? {
        try integer(name, type: "Long", constraints)
    }

    private func integer(_ name: String, type: String, _ constraints: [Constraint]) throws(AWSError) -> Int? {
        guard let member = json(name) else { return nil }
        guard let text = isForm ? member.string : member.number, let value = Self.integer(text) else {
            throw isForm ? AWSError(.serialization) : Self.mismatch(member, expected: type)
        }
        check(String(value), of: name, constraints)
        return value
    }

    package func boolean(_ name: String) throws(AWSError) -> Bool? {
        guard let member = json(name) else { return nil }
        if isForm, let text = member.string, text.lowercased() == "true" || text.lowercased() == "false" {
            return text.lowercased() == "true"
        }
        guard let value = member.boolean else { throw Self.mismatch(member, expected: "Boolean") }
        return value
    }

    /// A moment: seconds since the epoch in JSON, ISO 8601 in a form.
    package func timestamp(_ name: String) throws(AWSError) -> Timestamp? {
        guard let member = json(name) else { return nil }
        if let text = member.number, let seconds = Double(text), seconds.magnitude < 1e12 {
            return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
        }
        if let text = member.string, let moment = Timestamp(iso8601: text) { return moment }
        throw Self.mismatch(member, expected: "Timestamp")
    }

    /// A number that need not be whole.
    package func double(_ name: String) throws(AWSError) -> Double? {
        guard let member = json(name) else { return nil }
        guard let value = member.number.flatMap(Double.init) else { throw Self.mismatch(member, expected: "Double") }
        return value
    }

    // MARK: Lists, maps, structures

    package func strings(_ name: String) throws(AWSError) -> [String]? {
        guard let elements = try list(name) else { return nil }
        var result: [String] = []
        for element in elements {
            guard let value = element.string else { throw Self.mismatch(element, expected: "String") }
            result.append(value)
        }
        return result
    }

    /// A list of texts, each under constraints and the whole between two lengths; all broken ones are reported, the list's value as AWS prints it.
    package func strings(_ name: String, count: ClosedRange<Int>, each: [Constraint] = []) throws(AWSError) -> [String]? {
        guard let values = try strings(name) else { return nil }
        let (path, shown) = (memberPath(name), "[\(values.joined(separator: ", "))]")
        check(count: values.count, shown: shown, at: path, in: count)
        if !each.isEmpty, values.contains(where: { value in each.contains { !$0.isSatisfied(value) } }) {
            report.add(value: shown, at: path, "Member must satisfy constraint: [\(each.map(\.text).joined(separator: ", "))]")
        }
        return values
    }

    /// Notes a list or map that has too few or too many elements.
    package func check(count: Int, shown: String, of name: String, in range: ClosedRange<Int>) {
        check(count: count, shown: shown, at: memberPath(name), in: range)
    }

    private func check(count: Int, shown: String, at path: String, in range: ClosedRange<Int>) {
        if count < range.lowerBound { report.add(value: shown, at: path, Constraint.minimumLength(range.lowerBound).text) }
        if count > range.upperBound { report.add(value: shown, at: path, Constraint.maximumLength(range.upperBound).text) }
    }

    package func stringMap(_ name: String) throws(AWSError) -> [(key: String, value: String)]? {
        guard let member = json(name) else { return nil }
        guard member.kind == .object else { throw Self.mismatch(member, expected: "Map", of: memberName(name)) }
        var result: [(key: String, value: String)] = []
        for entry in member.members {
            guard let value = entry.value.string else { throw Self.mismatch(entry.value, expected: "String") }
            result.append((entry.key.string ?? "", value))
        }
        return result
    }

    package func structure(_ name: String) throws(AWSError) -> StructureReader? {
        guard let member = json(name) else { return nil }
        guard member.kind == .object else { throw Self.mismatch(member, expected: "Structure", of: memberName(name)) }
        return StructureReader(view: member, isForm: isForm, path: memberPath(name), report: report)
    }

    package func structures(_ name: String) throws(AWSError) -> [StructureReader]? {
        guard let elements = try list(name) else { return nil }
        return try structures(elements, at: memberPath(name), of: memberName(name) + "[]")
    }

    /// A list of structures, between two lengths.
    ///
    /// - Parameter element: The model's name of an element, as which AWS prints each of a list that is too long.
    package func structures(_ name: String, count: ClosedRange<Int>, of element: String = "") throws(AWSError) -> [StructureReader]? {
        guard let found = try structures(name) else { return nil }
        if !count.contains(found.count) {
            check(count: found.count, shown: "[\(found.map { $0.shown(as: element) }.joined(separator: ", "))]", of: name, in: count)
        }
        return found
    }

    private func shown(as name: String) -> String {
        let members = view?.members.map { entry in
            let key = entry.key.string ?? ""
            return "\(key.prefix(1).lowercased() + key.dropFirst())=\(Self.shown(entry.value))"
        }
        return "\(name)(\((members ?? []).joined(separator: ", ")))"
    }

    private static func shown(_ value: JSONView) -> String {
        switch value.kind {
        case .object: "{\(value.members.map { "\($0.key.string ?? "")=\(shown($0.value))" }.joined(separator: ", "))}"
        case .array: "[\(value.elements.map(shown).joined(separator: ", "))]"
        case .string: value.string ?? ""
        case .number: value.number ?? ""
        case .true: "true"
        case .false: "false"
        case .null: "null"
        }
    }

    /// Refuses a member that is there and is no list.
    package func requireList(_ name: String) throws(AWSError) { _ = try list(name) }

    /// The structure that a map has under a key, which is printed as it is.
    package func entry(_ key: String) throws(AWSError) -> StructureReader? {
        guard let member = json(key) else { return nil }
        guard member.kind == .object else { throw Self.mismatch(member, expected: "Element", of: ownName + "{}") }
        return StructureReader(view: member, isForm: isForm, path: entryPath(key), report: report)
    }

    /// The structures of the list that a map has under a key.
    package func entries(_ key: String) throws(AWSError) -> [StructureReader]? {
        if let member = json(key), member.kind != .array, member.kind != .object { throw AWSError(.serialization, Self.typeWithParameters) }
        guard let elements = try list(key) else { return nil }
        return try structures(elements, at: entryPath(key), of: ownName + "{}[]")
    }

    private func entryPath(_ key: String) -> String { "\(path).\(key).member" }

    private func structures(_ elements: [JSONView], at path: String, of name: String) throws(AWSError) -> [StructureReader] {
        var result: [StructureReader] = []
        for (offset, element) in elements.enumerated() {
            guard element.kind == .object else { throw Self.mismatch(element, expected: "Element", of: name) }
            let place = "\(path).\(offset + 1).member"
            result.append(StructureReader(view: element, isForm: isForm, path: place, report: report))
        }
        return result
    }

    /// A list's elements; in a form those numbered below the name, or below its `member`.
    private func list(_ name: String) throws(AWSError) -> [JSONView]? {
        guard let member = json(name) else { return nil }
        if isForm, member.kind == .object {
            let numbered = (member["member"] ?? member).members.compactMap { entry in
                entry.key.string.flatMap(Int.init).map { (number: $0, value: entry.value) }
            }
            return numbered.sorted { $0.number < $1.number }.map(\.value)
        }
        guard member.kind == .array else { throw Self.mismatch(member, expected: "List") }
        return Array(member.elements)
    }

    /// Where a member stands, in the words of a constraint error: each name with a small first letter.
    private func memberPath(_ name: String) -> String {
        path.isEmpty ? memberName(name) : "\(path).\(memberName(name))"
    }

    private func memberName(_ name: String) -> String { name.prefix(1).lowercased() + name.dropFirst() }

    /// The name of the member that this structure stands at.
    private var ownName: String { path.split(separator: ".").last.map(String.init) ?? "" }

    private static func integer(_ text: String) -> Int? {
        // AWS's reader takes 5.0 and 5.7 for an integer and cuts the fraction off.
        Int(text) ?? Double(text).flatMap { $0.magnitude < 9e15 ? Int($0) : nil }
    }

    /// The text of a `SerializationException` for a value of another type (recorded on DynamoDB for strings, numbers
    /// and collections; dynalite's connection tests).
    ///
    /// - Parameter expected: A Java type; `List`, `Map` and `Structure` for members, `Element` for a structure in a list or map.
    /// - Parameter member: Where it stands, as `ModelShapes` has it.
    private static func mismatch(_ found: JSONView, expected: String, of member: String = "") -> AWSError {
        let isContainer = ["List", "Map", "Structure", "Element"].contains(expected)
        let text =
            switch found.kind {
            case .object: "Start of structure or map found where not expected"
            case .array where isContainer:
                ModelShapes.javaName(member).map { "Unrecognized collection type \($0)" } ?? "Start of list found where not expected"
            case .array: "Unrecognized collection type class java.lang.\(expected)"
            case _ where expected == "Element": ModelShapes.isMap(member) ? typeWithParameters : "Unexpected value type in payload"
            case _ where isContainer: "Unexpected field type"
            case .string where expected == "Boolean": "Unexpected token received from parser"
            case .string: "STRING_VALUE cannot be converted to \(expected)"
            case .number:
                "\(found.number?.contains { ".eE".contains($0) } == true ? "DECIMAL" : "NUMBER")_VALUE cannot be converted to \(expected)"
            case .true: "TRUE_VALUE cannot be converted to \(expected)"
            case .false: "FALSE_VALUE cannot be converted to \(expected)"
            case .null: "NULL_VALUE cannot be converted to \(expected)"
            }
        return AWSError(.serialization, text)
    }

    /// What the framework says of a scalar where a list or map should be that is itself an element of one (dynalite's type tests).
    private static let typeWithParameters =
        "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
        + "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')"
}
