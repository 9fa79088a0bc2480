/// The `Resource` or `NotResource` of a statement, compiled.
///
/// An ARN's six parts are matched one by one, so that `*` inside one of the first five stays within its colons; a `*` that ends a
/// part may reach beyond them, and in the sixth part it spans everything (IAM User Guide, "Resource": as the last character of
/// a segment it "can expand to match beyond the colon boundaries").
struct ResourcePatternList: Sendable {
    /// `*`: everything, actions without a resource included.
    private var matchesEverything = false
    /// Six entries an ARN.
    private var fixed = PatternList()
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
        for pattern in reaching where pattern.matches(question) { return true }
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
        let resource = question.resource
        guard resource.colons > parts.count else { return false }
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

/// An ARN of a request, cut into its six parts.
///
/// The first five are compared without regard to case and so held in lower case; the resource keeps its own.
struct ARNParts: Sendable {
    private let bytes: [UInt8]
    private let ends: InlineArray<5, Int>
    let isARN: Bool
    /// How many colons there are, those in the resource's name included.
    let colons: Int

    init(_ text: String) {
        var bytes = Array(text.utf8)
        var ends: InlineArray<5, Int> = [0, 0, 0, 0, 0]
        var found = 0
        for at in bytes.indices {
            if bytes[at] == UInt8(ascii: ":") {
                if found < 5 { ends[found] = at }
                found += 1
            } else if found < 5 {
                bytes[at] = bytes[at].lowercasedASCII
            }
        }
        isARN = found >= 5 && ends[0] == 3 && bytes.starts(with: "arn".utf8)
        colons = found
        self.bytes = bytes
        self.ends = ends
    }

    /// Matches one of the parts, from 0, with one pattern of a list.
    func part(_ index: Int, matches patterns: PatternList, _ pattern: Int) -> Bool {
        let start = index == 0 ? 0 : ends[index - 1] + 1
        return patterns.matches(pattern, bytes.span.extracting(start..<(index == 5 ? bytes.count : ends[index])))
    }

    /// Where the resource begins, behind the fifth colon.
    var name: Int { ends[4] + 1 }

    /// Whether a place is in the resource, which keeps its case.
    func isName(_ place: Int) -> Bool { place >= name }

    /// The first colon from a place on; nil where there is none.
    func colon(from start: Int) -> Int? {
        var at = start
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: ":") { return at }
            at += 1
        }
        return nil
    }

    /// Matches what stands between a place and the next colon with one pattern of a list; the colon if it fits.
    func segment(from start: Int, matches patterns: PatternList, _ pattern: Int) -> Int? {
        guard let end = colon(from: start), patterns.matches(pattern, bytes.span.extracting(start..<end)) else { return nil }
        return end
    }

    /// Matches all that stands from a place on.
    func rest(from start: Int, matches template: PolicyTemplate, in question: Question) -> Bool {
        let rest = bytes.span.extracting(start..<bytes.count)
        if let matches = template.matches(rest, in: question) { return matches }
        guard let pattern = template.resolve(in: question, limit: rest.count) else { return false }
        return Wildcard.matches(pattern.span, rest)
    }
}
