import AWSTypes

/// A date as a policy or a request writes it: seconds since 1970, or ISO 8601 (IAM User Guide, "Condition operators: date").
///
/// Which spellings IAM takes was recorded: a year or a month alone, `01T`, `2016-12-13t2:00:00.593194+23`, years of eight digits
/// and below zero, but no tenth digit of a second and no hour of 24. All of them are what the parser `dateTimeParser` of
/// Joda-Time takes, so its grammar is followed here; its week dates and days of the year are left out.
///
///     date  [-]Y[-M[-D]]      then, after a T, [h[:m[:s[.f]]]][zone]      zone  Z, ±hh, ±hh:mm, ±hhmm
///
/// A text of digits alone is a number of seconds, even `2026`.
struct PolicyDate {
    let timestamp: Timestamp

    /// Seconds beyond every calendar, and still milliseconds of 64 bits; IAM takes any number of that width.
    private static let farthestSecond: Int64 = 9_000_000_000_000_000
    /// What IAM takes reaches to 292,278,993; one of these years is as far away.
    private static let farthestYear: Int64 = 200_000_000

    init?(_ text: String) {
        if text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
            guard let seconds = Int64(text) else { return nil }
            timestamp = Timestamp(seconds: min(seconds, Self.farthestSecond))
            return
        }
        var reader = DateReader(text)
        guard let day = Self.day(&reader), let milliseconds = Self.time(&reader), reader.isAtEnd else { return nil }
        timestamp = Timestamp(milliseconds: day * 86_400_000 + milliseconds)
    }

    /// The number of a day, counted from 1970.
    private static func day(_ reader: inout DateReader) -> Int64? {
        let isNegative = reader.skip("-")
        guard let digits = reader.number(upTo: 9), digits <= (isNegative ? 292_275_054 : 292_278_993) else { return nil }
        var (month, day): (Int64, Int64) = (1, 1)
        if reader.skip("-") {
            guard let number = reader.number(upTo: 2) else { return nil }
            month = number
            if reader.skip("-") {
                guard let number = reader.number(upTo: 2) else { return nil }
                day = number
            }
        }
        let year = min(digits, farthestYear)
        return Timestamp.dayNumber(year: isNegative ? -year : year, month: month, day: day)
    }

    /// Milliseconds of the day in UTC, below 0 or beyond a day where the zone makes them so.
    private static func time(_ reader: inout DateReader) -> Int64? {
        guard reader.skip("T") || reader.skip("t") else { return 0 }
        var (minute, second, millisecond): (Int64, Int64, Int64) = (0, 0, 0)
        let hour = reader.number(upTo: 2)
        if hour != nil, reader.skip(":") {
            guard let number = reader.number(upTo: 2) else { return nil }
            minute = number
            if reader.skip(":") {
                guard let number = reader.number(upTo: 2) else { return nil }
                second = number
                if reader.skip(".") || reader.skip(",") {
                    guard let fraction = reader.milliseconds() else { return nil }
                    millisecond = fraction
                }
            }
        }
        guard hour ?? 0 < 24, minute < 60, second < 60, let east = reader.minutesEast() else { return nil }
        return (((hour ?? 0) * 60 + minute - east) * 60 + second) * 1000 + millisecond
    }
}

/// Reads a date's digits and marks off the front of a text, without making anything.
private struct DateReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(upTo width: Int) -> Int64? { digits(width)?.value }

    private mutating func digits(_ width: Int) -> (value: Int64, count: Int)? {
        var (value, count): (Int64, Int) = (0, 0)
        while count < width, let byte = rest.first, byte &- UInt8(ascii: "0") < 10 {
            rest.removeFirst()
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            count += 1
        }
        return count == 0 ? nil : (value, count)
    }

    /// A fraction of a second, nine digits at most.
    mutating func milliseconds() -> Int64? {
        guard let fraction = digits(9) else { return nil }
        var value = fraction.value
        for _ in fraction.count..<9 { value *= 10 }
        return value / 1_000_000
    }

    /// Minutes east of UTC; 0 where no zone is given, nil where one is that cannot be read.
    mutating func minutesEast() -> Int64? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let isWest = skip("-")
        guard isWest || skip("+"), let hours = digits(2), hours.count == 2 else { return nil }
        var minutes: Int64 = 0
        if !isAtEnd {
            _ = skip(":")
            guard let number = digits(2), number.count == 2 else { return nil }
            minutes = number.value
        }
        guard hours.value < 24, minutes < 60 else { return nil }
        return (isWest ? -1 : 1) * (hours.value * 60 + minutes)
    }
}
