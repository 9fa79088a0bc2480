/// The actions of all the statements of a policy, in one place.
///
/// Most statements are about other actions; what is asked of every one of them stands side by side here, and a statement is looked
/// at only when its actions match.
final class ActionTable: Sendable {
    private struct Entry: Sendable {
        var first: Int32
        var end: Int32
        /// Whether the statement lists what it means (`Action`), and not what it does not mean (`NotAction`).
        var isListed: Bool
    }

    private let patterns: PatternList
    private let entries: [Entry]

    init(_ statements: [PolicyStatement]) {
        patterns = PatternList(actions: statements.flatMap(\.actions.values))
        var entries: [Entry] = []
        var first: Int32 = 0
        for statement in statements {
            let end = first + Int32(statement.actions.values.count)
            entries.append(Entry(first: first, end: end, isListed: !statement.actions.isNegated))
            first = end
        }
        self.entries = entries
    }

    /// The first statement from a place on that is about an action; nil where none is.
    ///
    /// - Parameter action: In lower case.
    func statement(from start: Int, about action: Span<UInt8>) -> Int? {
        var index = start
        while index < entries.count {
            let entry = entries[index]
            if patterns.matchesAny(Int(entry.first)..<Int(entry.end), action) == entry.isListed { return index }
            index += 1
        }
        return nil
    }
}
