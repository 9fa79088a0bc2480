import ByteJSON

/// What was expected and what was found instead.
package struct Mismatch: Sendable, Hashable {
    package var what: String
    package var expected: String
    package var found: String

    package init(_ what: String, expected: String, found: String) {
        (self.what, self.expected, self.found) = (what, expected, found)
    }
}

extension Expectation {
    /// All in which an answer is not as it should be.
    package func mismatches(with outcome: StepAnswer.Outcome, evidence: DenialEvidence?) -> [Mismatch] {
        switch outcome {
        case .success(let value):
            if let error { return [Mismatch("error", expected: error, found: "success: \(value.compact)")] }
            guard let answer, let expected = JSONValue(bytes: answer) else { return [] }
            return Self.mismatches(of: value, with: expected, at: "answer")
        case .failure(let code, let text):
            guard let error else { return [Mismatch("answer", expected: "success", found: "\(code): \(text)")] }
            var result: [Mismatch] = []
            if error != code { result.append(Mismatch("error", expected: error, found: code)) }
            if let message, !Wildcard.matches(text, message) { result.append(Mismatch("message", expected: message, found: text)) }
            return result + mismatches(with: evidence)
        }
    }

    private func mismatches(with evidence: DenialEvidence?) -> [Mismatch] {
        guard let deniedBy else { return [] }
        guard let evidence else { return [Mismatch("deniedBy", expected: deniedBy.layer, found: "no denial is remembered")] }
        var result: [Mismatch] = []
        if deniedBy.layer != evidence.layer { result.append(Mismatch("deniedBy.layer", expected: deniedBy.layer, found: evidence.layer)) }
        let policies = evidence.statements.isEmpty ? evidence.policies : evidence.statements.map(\.policy)
        if let policy = deniedBy.policy, !policies.contains(policy) {
            result.append(Mismatch("deniedBy.policy", expected: policy, found: policies.joined(separator: ", ")))
        }
        let sids = evidence.statements.map { $0.sid ?? String($0.number) }
        if let sid = deniedBy.sid, !sids.contains(sid) {
            result.append(Mismatch("deniedBy.sid", expected: sid, found: sids.joined(separator: ", ")))
        }
        return result
    }

    /// Objects are compared by the members that the expectation names, lists element by element, texts with `…` for any
    /// run of characters. A text that is JSON is looked into where the expectation is an object or a list.
    static func mismatches(of found: JSONValue, with expected: JSONValue, at place: String) -> [Mismatch] {
        switch (expected, found) {
        case (.object(let members), .object):
            return members.flatMap { member -> [Mismatch] in
                guard let value = found[member.name] else {
                    return [Mismatch("\(place).\(member.name)", expected: member.value.compact, found: "nothing")]
                }
                return mismatches(of: value, with: member.value, at: "\(place).\(member.name)")
            }
        case (.array(let wanted), .array(let elements)):
            guard wanted.count == elements.count else {
                return [Mismatch(place, expected: "\(wanted.count) elements: \(expected.compact)", found: found.compact)]
            }
            return zip(wanted, elements).enumerated().flatMap { index, pair in
                mismatches(of: pair.1, with: pair.0, at: "\(place)[\(index)]")
            }
        case (.string(let pattern), .string(let text)) where Wildcard.matches(text, pattern):
            return []
        case (.object, .string(let text)), (.array, .string(let text)):
            if let inner = JSONValue(bytes: Array(text.utf8)), !text.isEmpty, inner.string == nil {
                return mismatches(of: inner, with: expected, at: place)
            }
        case (.number(let wanted), .number(let number)) where Double(wanted) == Double(number):
            return []
        default:
            if expected == found { return [] }
        }
        return [Mismatch(place, expected: expected.compact, found: found.compact)]
    }
}

/// Texts with `…` for any run of characters.
enum Wildcard {
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let pieces = pattern.split(separator: "…", omittingEmptySubsequences: false)
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return text == pattern }
        guard text.hasPrefix(first) else { return false }
        var rest = text.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
