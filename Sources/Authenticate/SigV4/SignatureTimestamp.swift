/// The moment of a signature, as seconds since 1970 and as the ISO 8601 basic text that is signed (`20150830T123600Z`).
struct SignatureTimestamp: Equatable {
    var seconds: Int64
    var text: String

    init(seconds: Int64) {
        self.seconds = seconds
        text = Self.text(for: seconds)
    }

    /// Reads `YYYYMMDD'T'HHMMSS'Z'`, the only form of `X-Amz-Date`.
    init?(basic text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]), let day = Self.number(bytes[6..<8]),
            let time = Self.time(bytes[9..<11], bytes[11..<13], bytes[13..<15]),
            let days = Self.days(year: year, month: month, day: day)
        else {
            return nil
        }
        self.text = text
        seconds = days * 86_400 + time
    }

    /// Reads a `Date` header: the HTTP form (`Sun, 30 Aug 2015 12:36:00 GMT`) or the basic one.
    ///
    /// `-0000` for `GMT` is what botocore writes there.
    init?(dateHeader text: String) {
        if let timestamp = SignatureTimestamp(basic: text) {
            self = timestamp
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count > 26, bytes[3] == UInt8(ascii: ","), bytes[19] == UInt8(ascii: ":"), bytes[22] == UInt8(ascii: ":"),
            [4, 7, 11, 16, 25].allSatisfy({ bytes[$0] == UInt8(ascii: " ") }),
            ["GMT", "UTC", "-0000", "+0000"].contains(String(bytes: bytes[26...])),
            let month = Self.months.firstIndex(of: String(bytes: bytes[8..<11])),
            let year = Self.number(bytes[12..<16]), let day = Self.number(bytes[5..<7]),
            let time = Self.time(bytes[17..<19], bytes[20..<22], bytes[23..<25]),
            let days = Self.days(year: year, month: Int64(month) + 1, day: day)
        else {
            return nil
        }
        self.init(seconds: days * 86_400 + time)
    }

    /// The basic text of a moment.
    static func text(for seconds: Int64) -> String {
        let time = ((seconds % 86_400) + 86_400) % 86_400
        let date = civilDate(days: (seconds &- time) / 86_400)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        func append(_ number: Int64, width: Int) {
            let digits = Array(String(abs(number)).utf8)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
            bytes.append(contentsOf: digits)
        }
        append(date.year, width: 4)
        append(date.month, width: 2)
        append(date.day, width: 2)
        bytes.append(UInt8(ascii: "T"))
        append(time / 3600, width: 2)
        append(time / 60 % 60, width: 2)
        append(time % 60, width: 2)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var number: Int64 = 0
        for digit in digits {
            guard ASCII.isDigit(digit) else {
                return nil
            }
            number = number * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return number
    }

    private static func time(_ hour: ArraySlice<UInt8>, _ minute: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Int64? {
        guard let hour = number(hour), hour < 24, let minute = number(minute), minute < 60, let second = number(second), second < 60 else {
            return nil
        }
        return hour * 3600 + minute * 60 + second
    }

    /// Days since 1970 of a date in the Gregorian calendar, nil if there is no such date.
    ///
    /// The year is counted from March, so that the leap day is its last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1...12).contains(month), day >= 1 else {
            return nil
        }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length: Int64 = month == 2 ? (isLeapYear ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
        guard day <= length else {
            return nil
        }
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day counted from 1970; the way back from `days`.
    private static func civilDate(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days &+ 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}
