import AWSTypes

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
        let bytes = text.utf8.span
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
            let year = Self.number(bytes, 0..<4), let month = Self.number(bytes, 4..<6), let day = Self.number(bytes, 6..<8),
            let time = Self.time(bytes, hour: 9, minute: 11, second: 13),
            let days = Timestamp.dayNumber(year: year, month: month, day: day)
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
        let bytes = text.utf8.span
        guard bytes.count > 26, bytes[3] == UInt8(ascii: ","), bytes[19] == UInt8(ascii: ":"), bytes[22] == UInt8(ascii: ":"),
            bytes[4] == UInt8(ascii: " "), bytes[7] == UInt8(ascii: " "), bytes[11] == UInt8(ascii: " "),
            bytes[16] == UInt8(ascii: " "), bytes[25] == UInt8(ascii: " "),
            Self.zones.contains(where: { bytes.extracting(26...).isSame(as: $0) }),
            let month = Self.months.firstIndex(where: { bytes.extracting(8..<11).isSame(as: $0) }),
            let year = Self.number(bytes, 12..<16), let day = Self.number(bytes, 5..<7),
            let time = Self.time(bytes, hour: 17, minute: 20, second: 23),
            let days = Timestamp.dayNumber(year: year, month: Int64(month) + 1, day: day)
        else {
            return nil
        }
        self.init(seconds: days * 86_400 + time)
    }

    /// The basic text of a moment; of one before the year 0 or after 9999 that of the nearest that the format can say.
    static func text(for seconds: Int64) -> String {
        Timestamp(seconds: min(max(seconds, -62_167_219_200), 253_402_300_799)).iso8601Basic
    }

    private static let zones: [StaticString] = ["GMT", "UTC", "-0000", "+0000"]

    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ bytes: Span<UInt8>, _ digits: Range<Int>) -> Int64? {
        var number: Int64 = 0
        var index = digits.lowerBound
        while index < digits.upperBound {
            guard ASCII.isDigit(bytes[index]) else {
                return nil
            }
            number = number &* 10 &+ Int64(bytes[index] & 15)
            index += 1
        }
        return number
    }

    /// The second of the day that three numbers of two digits each name.
    private static func time(_ bytes: Span<UInt8>, hour: Int, minute: Int, second: Int) -> Int64? {
        guard let hour = number(bytes, hour..<hour + 2), hour < 24, let minute = number(bytes, minute..<minute + 2), minute < 60,
            let second = number(bytes, second..<second + 2), second < 60
        else {
            return nil
        }
        return hour * 3600 + minute * 60 + second
    }
}
