/// Finds what somebody probably meant.
package enum Spelling {
    /// The candidate that takes the fewest changes of a letter, if it takes few.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let distances = candidates.map { (candidate: $0, distance: distance(Array(word.lowercased().utf8), Array($0.lowercased().utf8))) }
        guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= max(2, word.utf8.count / 3) else { return nil }
        return best.candidate
    }

    /// What to say behind a word that is not known: `; did you mean 'port'?`, or nothing where no candidate is near.
    ///
    /// - Parameter shown: How the candidate is written there.
    package static func suggestion(
        for word: String, among candidates: [String], shown: (String) -> String = { "'\($0)'" }
    ) -> String {
        nearest(to: word, among: candidates).map { "; did you mean \(shown($0))?" } ?? ""
    }

    /// Levenshtein's distance: letters added, removed or changed.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(min(previous[column + 1] + 1, current[column] + 1, previous[column] + (letter == other ? 0 : 1)))
            }
            previous = current
        }
        return previous[right.count]
    }
}
