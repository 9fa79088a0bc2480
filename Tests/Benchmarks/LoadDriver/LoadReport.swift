import NIOCore

/// What the connections of one loop have counted; touched on that loop only, and read when all have closed.
final class Tally: @unchecked Sendable {
    let begin: NIODeadline
    let end: NIODeadline
    fileprivate var answers = 0
    fileprivate var refusals = 0
    var broken = 0
    /// By microseconds up to ten milliseconds, then by tenths of a millisecond up to a second.
    fileprivate var fine = [Int](repeating: 0, count: 10_000)
    fileprivate var coarse = [Int](repeating: 0, count: 10_000)

    init(begin: NIODeadline, end: NIODeadline) {
        self.begin = begin
        self.end = end
    }

    func count(from start: NIODeadline, to now: NIODeadline, isOK: Bool) {
        guard now >= begin, now < end else { return }
        answers += 1
        if !isOK { refusals += 1 }
        let microseconds = Int((now - start).nanoseconds / 1_000)
        if microseconds < fine.count {
            fine[microseconds] += 1
        } else {
            coarse[min(coarse.count - 1, microseconds / 100)] += 1
        }
    }
}

/// How many requests were answered, and how quickly.
package struct LoadReport: Sendable, CustomStringConvertible {
    package let seconds: Int
    package private(set) var answers = 0
    /// Answers whose status was not 2xx: a run with any of them measured something else.
    package private(set) var refusals = 0
    /// Connections that the server closed before the end.
    package private(set) var broken = 0
    private var fine = [Int](repeating: 0, count: 10_000)
    private var coarse = [Int](repeating: 0, count: 10_000)

    init(seconds: Int) {
        self.seconds = seconds
    }

    mutating func add(_ tally: Tally) {
        answers += tally.answers
        refusals += tally.refusals
        broken += tally.broken
        for index in fine.indices { fine[index] += tally.fine[index] }
        for index in coarse.indices { coarse[index] += tally.coarse[index] }
    }

    package var perSecond: Int { answers / seconds }

    /// The time within which this part of the requests was answered, in microseconds.
    package func microseconds(within part: Double) -> Int {
        var left = Int((Double(answers) * part).rounded(.up))
        for (index, count) in fine.enumerated() {
            left -= count
            if left <= 0 { return index }
        }
        for (index, count) in coarse.enumerated() {
            left -= count
            if left <= 0 { return index * 100 }
        }
        return coarse.count * 100
    }

    package var description: String {
        "requests/s \(perSecond)  p50 \(microseconds(within: 0.5)) us  p99 \(microseconds(within: 0.99)) us  refused \(refusals)  broken \(broken)"
    }
}
