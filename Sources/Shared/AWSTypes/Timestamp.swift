/// A moment of the world's clock, to the millisecond.
package struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(seconds: Int64) { milliseconds = seconds * 1000 }

    package var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

    /// Seconds with a fraction, the form of the JSON protocols.
    package var secondsWithFraction: Double { Double(milliseconds) / 1000 }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    package func adding(seconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + seconds * 1000) }
}

extension Timestamp {
    /// `2026-01-31T12:00:00Z`: the form of condition keys, events and the Query protocol.
    package var iso8601: String { format(date: "-", time: ":", fraction: false) }

    /// `2026-01-31T12:00:00.123Z`.
    package var iso8601Milliseconds: String { format(date: "-", time: ":", fraction: true) }

    /// `20260131T120000Z`, ISO 8601's basic format, the form of `X-Amz-Date`.
    package var iso8601Basic: String { format(date: "", time: "", fraction: false) }

    /// `Sat, 31 Jan 2026 12:00:00 GMT`: the form of HTTP's `Date` (RFC 9110, section 5.6.7).
    package var httpDate: String {
        let parts = CivilTime(self)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[Int(((parts.dayNumber % 7) + 7) % 7)]
        return "\(weekday), \(padded(parts.day, 2)) \(months[Int(parts.month) - 1]) \(padded(parts.year, 4)) "
            + "\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2)) GMT"
    }

    /// Reads ISO 8601, extended (`2026-01-31T12:00:00.5+01:00`, `2026-01-31`) or basic (`20260131T120000Z`); nil for
    /// anything else. A time without a zone is in UTC.
    package init?(iso8601 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4) else { return nil }
        let isExtended = reader.skip("-")
        guard let month = reader.number(2), !isExtended || reader.skip("-"), let day = reader.number(2) else { return nil }
        var (hour, minute, second, fraction, zone): (Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0)
        if reader.skip("T") || reader.skip("t") || reader.skip(" ") {
            guard let hours = reader.number(2), !isExtended || reader.skip(":"), let minutes = reader.number(2) else { return nil }
            (hour, minute) = (hours, minutes)
            if isExtended ? reader.skip(":") : reader.hasDigit {
                guard let seconds = reader.number(2) else { return nil }
                second = seconds
                if reader.skip(".") {
                    guard let digits = reader.milliseconds() else { return nil }
                    fraction = digits
                }
            }
            guard let offset = reader.zone() else { return nil }
            zone = offset
        }
        let isMidnight = hour == 24 && minute == 0 && second == 0 && fraction == 0
        guard reader.isAtEnd, (1...12).contains(month), (1...CivilTime.days(inMonth: month, of: year)).contains(day), minute < 60,
            second < 61, hour < 24 || isMidnight
        else { return nil }
        let days = CivilTime.dayNumber(year: year, month: month, day: day)
        self.init(milliseconds: ((days * 24 + hour) * 60 + minute - zone) * 60_000 + second * 1000 + fraction)
    }

    /// How many days after 1970-01-01 a day of the proleptic Gregorian calendar is; nil where there is no such day.
    package static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1...12).contains(month), (1...CivilTime.days(inMonth: month, of: year)).contains(day) else { return nil }
        return CivilTime.dayNumber(year: year, month: month, day: day)
    }

    private func format(date: String, time: String, fraction: Bool) -> String {
        let parts = CivilTime(self)
        let milliseconds = fraction ? "." + padded(parts.millisecond, 3) : ""
        return padded(parts.year, 4) + date + padded(parts.month, 2) + date + padded(parts.day, 2) + "T" + padded(parts.hour, 2) + time
            + padded(parts.minute, 2) + time + padded(parts.second, 2) + milliseconds + "Z"
    }
}

/// A moment in UTC by the proleptic Gregorian calendar.
private struct CivilTime {
    var dayNumber: Int64
    var year: Int64
    var month: Int64
    var day: Int64
    var hour: Int64
    var minute: Int64
    var second: Int64
    var millisecond: Int64

    init(_ timestamp: Timestamp) {
        let seconds = timestamp.seconds
        dayNumber = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - dayNumber * 86_400
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        millisecond = timestamp.milliseconds - seconds * 1000
        // Years that begin in March put the leap day last, in cycles of 400 years or 146,097 days.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeapYear ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Reads fixed-width digits off the front of a text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    var hasDigit: Bool { rest.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ width: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<width {
            guard hasDigit, let digit = rest.popFirst() else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return value
    }

    mutating func milliseconds() -> Int64? {
        var (value, places): (Int64, Int) = (0, 0)
        while hasDigit, let digit = rest.popFirst() {
            if places < 3 { value = value * 10 + Int64(digit - UInt8(ascii: "0")) }
            places += 1
        }
        guard places > 0 else { return nil }
        for _ in places..<max(places, 3) { value *= 10 }
        return value
    }

    /// Minutes east of UTC; nil where what follows is no zone.
    mutating func zone() -> Int64? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let isWest = skip("-")
        guard isWest || skip("+"), let hours = number(2) else { return nil }
        _ = skip(":")
        guard let minutes = isAtEnd ? 0 : number(2) else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
