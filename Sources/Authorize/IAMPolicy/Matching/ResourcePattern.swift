/// The `Resource` or `NotResource` of a statement, compiled.
///
/// An ARN's six parts are matched one by one, so that `*` inside one of the first five stays within its colons; a `*` that ends a
/// part may reach beyond them, and in the sixth part it spans everything (IAM User Guide, "Resource": as the last character of
/// a segment it "can expand to match beyond the colon boundaries").
struct ResourcePatternList: Sendable {
    /// `*`: everything, actions without a resource included.
    private(set) var matchesEverything = false
    /// Six entries an ARN.
    private var fixed = PatternList()
    /// Those that are written without a wildcard, whole: what is the same text needs no taking apart.
    private var literal = PatternList()
    private var withVariables: [TemplatedARN] = []
    /// The ARNs of which a part ends in `*` and may swallow colons.
    private var reaching: [ReachingARN] = []

    private struct TemplatedARN: Sendable {
        /// The five parts before the resource.
        var head: PatternList
        var resource: PolicyTemplate
    }

    mutating func appendEverything() { matchesEverything = true }

    /// Adds an ARN by its parts; those that a short ARN leaves out match anything.
    mutating func append(_ parts: [PolicyTemplate]) {
        if let arn = ReachingARN(parts) { reaching.append(arn) }
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
            let whole = Array(parts.map { $0.constant ?? [] }.joined(separator: [UInt8(ascii: ":")]))
            if parts.count == 6, !whole.contains(where: { $0 >= Wildcard.one }) { literal.append(whole) }
        }
    }

    func matches(_ question: Question) -> Bool {
        if matchesEverything { return true }
        guard question.resource.isARN else { return false }
        if literal.matchesAny(question.asked.request.resource.utf8.span) { return true }
        var first = 0
        while first < fixed.count {
            if question.resource.parts(6, match: fixed, from: first) { return true }
            first += 6
        }
        for pattern in withVariables where matches(pattern, question) { return true }
        for pattern in reaching where pattern.matches(question) { return true }
        return false
    }

    private func matches(_ pattern: TemplatedARN, _ question: Question) -> Bool {
        guard question.resource.parts(5, match: pattern.head, from: 0) else { return false }
        return question.resource.rest(from: question.resource.name, matches: pattern.resource, in: question)
    }
}

/// An ARN of which some part before the last ends in `*`, matched against ARNs with more colons than it has itself.
///
/// Where both have the same number of colons no `*` can swallow one, and matching part by part says all; so this is for short
/// ARNs, `arn:aws:dynamodb:*:table/Music`, and for resources with colons in their names, such as streams.
struct ReachingARN: Sendable {
    /// All parts but the last, in lower case, as an ARN's first five are compared.
    private var parts: PatternList
    /// The same as they are written, as what stands behind the fifth colon is compared.
    private var writtenParts: PatternList
    /// Whether each part but the last may go on past its colon.
    private var reaches: [Bool]
    /// The last part; it is matched with all that is left.
    private var last: PolicyTemplate

    /// Nil where no part can reach further.
    init?(_ parts: [PolicyTemplate]) {
        guard let last = parts.last, parts.count > 1 else { return nil }
        let before = parts.dropLast().map { $0.constant ?? [] }
        reaches = before.map { $0.last == Wildcard.run }
        guard reaches.contains(true) else { return nil }
        self.parts = PatternList()
        writtenParts = PatternList()
        for part in before {
            self.parts.append(part.map(\.lowercasedASCII))
            writtenParts.append(part)
        }
        self.last = last
    }

    /// Goes back to the last part that reaches only, never further: it can swallow whatever an earlier one could. So the worst case is
    /// the colons times the length.
    func matches(_ question: Question) -> Bool {
        guard question.resource.colons > parts.count else { return false }
        let resource = question.resource.lowercased
        // The next part of the pattern, and where it begins in the resource.
        var (part, start) = (0, 0)
        // The last part that reaches, and where what comes after it was last looked for.
        var (reaching, retry) = (-1, 0)
        while true {
            if part == parts.count {
                if resource.rest(from: start, matches: last, in: question) { return true }
            } else if let colon = resource.segment(from: start, matches: resource.isName(start) ? writtenParts : parts, part) {
                if reaches[part] { (reaching, retry) = (part, colon + 1) }
                (part, start) = (part + 1, colon + 1)
                continue
            }
            guard reaching >= 0, let colon = resource.colon(from: retry) else { return false }
            retry = colon + 1
            (part, start) = (reaching + 1, retry)
        }
    }
}
