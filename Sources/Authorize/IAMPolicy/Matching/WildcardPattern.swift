/// Text with wildcards, as bytes.
///
/// `*` and `?` that stand for something are held as the bytes 0xFF and 0xFE, which UTF-8 never contains; a `*` that means
/// itself (`${*}`, or one that came out of a variable) stays 0x2A. So a pattern is one array, and matching looks at bytes
/// only.
enum Wildcard {
    static let run: UInt8 = 0xFF
    static let one: UInt8 = 0xFE

    /// A text in which every `*` and `?` is a wildcard.
    static func pattern(_ text: some Sequence<UInt8>) -> [UInt8] {
        text.map(symbol)
    }

    /// A byte of a text in which `*` and `?` are wildcards.
    static func symbol(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "*") ? run : byte == UInt8(ascii: "?") ? one : byte }

    /// Tells whether `pattern` matches the whole of `subject`.
    ///
    /// It goes back to the last `*` only, never further, so the worst case is the product of the lengths and no pattern
    /// is exponential. `?` takes a whole character of UTF-8.
    static func matches(_ pattern: Span<UInt8>, _ subject: Span<UInt8>) -> Bool { match(pattern, subject) {} }

    /// - Parameter step: Called for each byte that is looked at, for tests that count.
    @inline(__always)
    static func match(_ pattern: Span<UInt8>, _ subject: Span<UInt8>, step: () -> Void) -> Bool {
        var (at, place) = (0, 0)
        var lastRun = -1
        var retry = 0
        while place < subject.count {
            step()
            if at < pattern.count, pattern[at] == run {
                lastRun = at
                retry = place
                at += 1
            } else if at < pattern.count, pattern[at] == one {
                at += 1
                place += 1
                while place < subject.count, subject[place] & 0xC0 == 0x80 { place += 1 }
            } else if at < pattern.count, pattern[at] == subject[place] {
                at += 1
                place += 1
            } else if lastRun >= 0 {
                retry += 1
                place = retry
                at = lastRun + 1
            } else {
                return false
            }
        }
        while at < pattern.count, pattern[at] == run { at += 1 }
        return at == pattern.count
    }
}

/// Many patterns in one array, each with the cheapest way to match it.
struct PatternList: Sendable {
    private enum Form: UInt8 { case any, exact, prefix, general }

    private struct Entry {
        var form: Form
        var start: Int32
        var count: Int32
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    init() {}

    /// Patterns of actions: compared without regard to case (IAM User Guide, "Action"), hence in lower case.
    init(actions: [String]) {
        for action in actions { append(Wildcard.pattern(action.utf8.map(\.lowercasedASCII))) }
    }

    var count: Int { entries.count }

    mutating func append(_ pattern: [UInt8]) {
        let body = pattern.last == Wildcard.run ? pattern.dropLast() : pattern[...]
        let isPlain = !body.contains { $0 >= Wildcard.one }
        let form: Form = !isPlain ? .general : body.count == pattern.count ? .exact : body.isEmpty ? .any : .prefix
        let kept = form == .general ? pattern[...] : body
        entries.append(Entry(form: form, start: Int32(bytes.count), count: Int32(kept.count)))
        bytes.append(contentsOf: kept)
    }

    func matchesAny(_ subject: Span<UInt8>) -> Bool { matchesAny(entries.indices, subject) }

    func matchesAny(_ indices: Range<Int>, _ subject: Span<UInt8>) -> Bool {
        for index in indices where matches(index, subject) { return true }
        return false
    }

    func matches(_ index: Int, _ subject: Span<UInt8>) -> Bool {
        let entry = entries[index]
        let (start, count) = (Int(entry.start), Int(entry.count))
        switch entry.form {
        case .any: return true
        case .exact: return subject.isSame(as: bytes.span.extracting(start..<start + count))
        case .prefix: return subject.begins(with: bytes.span.extracting(start..<start + count))
        case .general: return Wildcard.matches(bytes.span.extracting(start..<start + count), subject)
        }
    }

    /// Whether a text ends as a pattern wants it, as far as its last bytes can tell; a text that does not cannot fit.
    func mayEnd(_ text: Span<UInt8>, _ index: Int) -> Bool {
        let entry = entries[index]
        return entry.form != .exact || text.ends(with: bytes.span.extracting(Int(entry.start)..<Int(entry.start + entry.count)))
    }
}

extension UInt8 {
    var lowercasedASCII: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
