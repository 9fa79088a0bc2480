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
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]), let day = Self.number(bytes[6..<8]),
            let time = Self.time(bytes[9..<11], bytes[11..<13], bytes[13..<15]),
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
        let bytes = Array(text.utf8)
        guard bytes.count > 26, bytes[3] == UInt8(ascii: ","), bytes[19] == UInt8(ascii: ":"), bytes[22] == UInt8(ascii: ":"),
            [4, 7, 11, 16, 25].allSatisfy({ bytes[$0] == UInt8(ascii: " ") }),
            ["GMT", "UTC", "-0000", "+0000"].contains(String(bytes: bytes[26...])),
            let month = Self.months.firstIndex(of: String(bytes: bytes[8..<11])),
            let year = Self.number(bytes[12..<16]), let day = Self.number(bytes[5..<7]),
            let time = Self.time(bytes[17..<19], bytes[20..<22], bytes[23..<25]),
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
}
