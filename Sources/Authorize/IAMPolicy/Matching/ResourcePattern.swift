/// The `Resource` or `NotResource` of a statement, compiled.
///
/// An ARN's six parts are matched one by one, so that `*` in one of the first five never reaches over its colon; in the
/// sixth it spans everything (IAM User Guide, "Resource").
struct ResourcePatternList: Sendable {
    /// `*`: everything, actions without a resource included.
    private var matchesEverything = false
    /// Six entries an ARN.
    private var fixed = PatternList()
    private var withVariables: [TemplatedARN] = []

    private struct TemplatedARN: Sendable {
        /// The five parts before the resource.
        var head: PatternList
        var resource: PolicyTemplate
    }

    mutating func appendEverything() { matchesEverything = true }

    /// Adds an ARN by its parts; those that a short ARN leaves out match anything.
    mutating func append(_ parts: [PolicyTemplate]) {
        var head: [[UInt8]] = parts.prefix(5).map { ($0.constant ?? []).map(\.lowercasedASCII) }
        while head.count < 5 { head.append([Wildcard.run]) }
        let resource = parts.count > 5 ? parts[5] : nil
        if let resource, resource.constant == nil {
            var list = PatternList()
            for part in head { list.append(part) }
            withVariables.append(TemplatedARN(head: list, resource: resource))
        } else {
            for part in head { fixed.append(part) }
            fixed.append(resource?.constant ?? [Wildcard.run])
        }
    }

    func matches(_ question: Question) -> Bool {
        if matchesEverything { return true }
        guard question.resource.isARN else { return false }
        var first = 0
        while first < fixed.count {
            if matchesARN(from: first, question) { return true }
            first += 6
        }
        for pattern in withVariables where matches(pattern, question) { return true }
        return false
    }

    private func matchesARN(from first: Int, _ question: Question) -> Bool {
        // The resource first: it is what differs.
        var part = 5
        while part >= 0 {
            if !question.resource.part(part, matches: fixed, first + part) { return false }
            part -= 1
        }
        return true
    }

    private func matches(_ pattern: TemplatedARN, _ question: Question) -> Bool {
        for part in 0..<5 where !question.resource.part(part, matches: pattern.head, part) { return false }
        guard let resource = pattern.resource.resolve(in: question) else { return false }
        var list = PatternList()
        list.append(resource)
        return question.resource.part(5, matches: list, 0)
    }
}

/// An ARN of a request, cut into its six parts.
///
/// The first five are compared without regard to case and so held in lower case; the resource keeps its own.
struct ARNParts: Sendable {
    private let bytes: [UInt8]
    private let ends: InlineArray<5, Int>
    let isARN: Bool

    init(_ text: String) {
        var bytes = Array(text.utf8)
        var ends: InlineArray<5, Int> = [0, 0, 0, 0, 0]
        var found = 0
        var at = 0
        while at < bytes.count, found < 5 {
            if bytes[at] == UInt8(ascii: ":") {
                ends[found] = at
                found += 1
            } else {
                bytes[at] = bytes[at].lowercasedASCII
            }
            at += 1
        }
        isARN = found == 5 && ends[0] == 3 && bytes.starts(with: "arn".utf8)
        self.bytes = bytes
        self.ends = ends
    }

    /// Matches one of the parts, from 0, with one pattern of a list.
    func part(_ index: Int, matches patterns: PatternList, _ pattern: Int) -> Bool {
        let start = index == 0 ? 0 : ends[index - 1] + 1
        return patterns.matches(pattern, bytes.span.extracting(start..<(index == 5 ? bytes.count : ends[index])))
    }
}
