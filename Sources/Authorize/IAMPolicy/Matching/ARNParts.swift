/// An ARN of a request, cut into its six parts.
///
/// The first five are compared without regard to case, with patterns in lower case; the resource keeps its own.
struct ARNParts: Sendable {
    private let text: String
    private let ends: InlineArray<5, Int>
    let isARN: Bool

    init(_ text: String) {
        self.text = text
        var ends: InlineArray<5, Int> = [0, 0, 0, 0, 0]
        var (found, start) = (0, 0)
        let bytes = text.utf8.span
        while found < 5, let colon = bytes.firstColon(from: start) {
            ends[found] = colon
            (found, start) = (found + 1, colon + 1)
        }
        self.ends = ends
        isARN = found == 5 && bytes.extracting(0..<ends[0]).spellsARN
    }

    /// The same with the parts before the resource in lower case.
    var lowercased: ARNParts {
        let head = text.utf8.prefix(name)
        guard head.contains(where: { $0 != $0.lowercasedASCII }) else { return self }
        return ARNParts(String(decoding: head.map(\.lowercasedASCII) + text.utf8.dropFirst(name), as: UTF8.self))
    }

    /// How many colons there are, those in the resource's name included.
    var colons: Int { text.utf8.count { $0 == UInt8(ascii: ":") } }

    /// Matches the first parts, as many as are asked for, with as many patterns of a list.
    ///
    /// - Parameter first: The pattern of the first part.
    func parts(_ count: Int, match patterns: PatternList, from first: Int) -> Bool {
        let bytes = text.utf8.span
        // The resource first: it is what differs.
        var index = count - 1
        while index >= 0 {
            let start = index == 0 ? 0 : ends[index - 1] + 1
            let part = bytes.extracting(start..<(index == 5 ? bytes.count : ends[index]))
            let fits =
                patterns.matches(first + index, part)
                || index < 5 && part.hasCapitals && patterns.matches(first + index, part.lowercasedASCII.span)
            if !fits { return false }
            index -= 1
        }
        return true
    }

    /// Where the resource begins, behind the fifth colon.
    var name: Int { ends[4] + 1 }

    /// Whether a place is in the resource, which keeps its case.
    func isName(_ place: Int) -> Bool { place >= name }

    /// The first colon from a place on; nil where there is none.
    func colon(from start: Int) -> Int? { text.utf8.span.firstColon(from: start) }

    /// Matches what stands between a place and the next colon with one pattern of a list; the colon if it fits.
    func segment(from start: Int, matches patterns: PatternList, _ pattern: Int) -> Int? {
        guard let end = colon(from: start), patterns.matches(pattern, text.utf8.span.extracting(start..<end)) else { return nil }
        return end
    }

    /// Matches all that stands from a place on.
    func rest(from start: Int, matches template: PolicyTemplate, in question: Question) -> Bool {
        let rest = text.utf8.span.extracting(start..<text.utf8.count)
        if let matches = template.matches(rest, in: question) { return matches }
        guard let pattern = template.resolve(in: question, limit: rest.count) else { return false }
        return Wildcard.matches(pattern.span, rest)
    }
}

extension Span<UInt8> {
    /// The first colon from a place on; nil where there is none.
    @inline(never)
    fileprivate func firstColon(from start: Int) -> Int? {
        var at = start
        while at < count {
            if self[at] == UInt8(ascii: ":") { return at }
            at += 1
        }
        return nil
    }

    /// `arn`, in whatever case.
    fileprivate var spellsARN: Bool {
        count == 3 && self[0].lowercasedASCII == UInt8(ascii: "a") && self[1].lowercasedASCII == UInt8(ascii: "r")
            && self[2].lowercasedASCII == UInt8(ascii: "n")
    }

    fileprivate var hasCapitals: Bool {
        for index in indices where self[index] != self[index].lowercasedASCII { return true }
        return false
    }

    fileprivate var lowercasedASCII: [UInt8] {
        var bytes: [UInt8] = []
        for index in indices { bytes.append(self[index].lowercasedASCII) }
        return bytes
    }
}
