import AWSTypes
import Testing

/// A moment, and the ways in which AWS writes it.
struct MomentCase: CustomTestStringConvertible, Sendable {
    var source: String
    var milliseconds: Int64
    var iso8601: String
    var basic: String
    var http: String

    var testDescription: String { "\(iso8601) [\(source)]" }
}

/// A text, and the moment that it names; nil for one that names none.
struct ReadingCase: CustomTestStringConvertible, Sendable {
    var source: String
    var text: String
    var milliseconds: Int64?

    init(_ source: String, _ text: String, _ milliseconds: Int64?) {
        self.source = source
        self.text = text
        self.milliseconds = milliseconds
    }

    var testDescription: String { "'\(text)' [\(source)]" }
}

@Suite struct TimestampTests {
    /// Seconds are those of GNU `date -u -d … +%s`.
    private static let moments = [
        MomentCase(
            source: "POSIX, the epoch", milliseconds: 0, iso8601: "1970-01-01T00:00:00.000Z", basic: "19700101T000000Z",
            http: "Thu, 01 Jan 1970 00:00:00 GMT"),
        MomentCase(
            source: "RFC 9110, 5.6.7", milliseconds: 784_111_777_000, iso8601: "1994-11-06T08:49:37.000Z", basic: "19941106T084937Z",
            http: "Sun, 06 Nov 1994 08:49:37 GMT"),
        MomentCase(
            source: "a leap day of a century", milliseconds: 951_825_599_999, iso8601: "2000-02-29T11:59:59.999Z",
            basic: "20000229T115959Z", http: "Tue, 29 Feb 2000 11:59:59 GMT"),
        MomentCase(
            source: "no leap day in 2100", milliseconds: 4_107_542_400_000, iso8601: "2100-03-01T00:00:00.000Z",
            basic: "21000301T000000Z", http: "Mon, 01 Mar 2100 00:00:00 GMT"),
        MomentCase(
            source: "a leap day", milliseconds: 1_709_164_800_001, iso8601: "2024-02-29T00:00:00.001Z", basic: "20240229T000000Z",
            http: "Thu, 29 Feb 2024 00:00:00 GMT"),
        MomentCase(
            source: "the end of a year", milliseconds: 1_798_761_599_050, iso8601: "2026-12-31T23:59:59.050Z", basic: "20261231T235959Z",
            http: "Thu, 31 Dec 2026 23:59:59 GMT"),
        MomentCase(
            source: "before the epoch", milliseconds: -1, iso8601: "1969-12-31T23:59:59.999Z", basic: "19691231T235959Z",
            http: "Wed, 31 Dec 1969 23:59:59 GMT"),
        MomentCase(
            source: "no leap day in 1900", milliseconds: -2_203_891_200_000, iso8601: "1900-03-01T00:00:00.000Z",
            basic: "19000301T000000Z", http: "Thu, 01 Mar 1900 00:00:00 GMT"),
    ]

    @Test(arguments: moments) func `a moment is written in each form`(_ row: MomentCase) {
        let moment = Timestamp(milliseconds: row.milliseconds)
        #expect(moment.iso8601Milliseconds == row.iso8601)
        #expect(moment.iso8601 == row.iso8601.prefix(19) + "Z")
        #expect(moment.iso8601Basic == row.basic)
        #expect(moment.httpDate == row.http)
    }

    @Test(arguments: moments) func `what is written reads back`(_ row: MomentCase) {
        let moment = Timestamp(milliseconds: row.milliseconds)
        let whole = Timestamp(seconds: moment.seconds)
        #expect(Timestamp(iso8601: row.iso8601) == moment)
        #expect(Timestamp(iso8601: moment.iso8601) == whole)
        #expect(Timestamp(iso8601: row.basic) == whole)
    }

    private static let noon: Int64 = 1_769_860_800_000

    private static let readings = [
        ReadingCase("ISO 8601, extended", "2026-01-31T12:00:00Z", noon),
        ReadingCase("RFC 3339, 5.6: small letters", "2026-01-31t12:00:00z", noon),
        ReadingCase("RFC 3339, 5.6: a blank", "2026-01-31 12:00:00Z", noon),
        ReadingCase("ISO 8601, basic", "20260131T120000Z", noon),
        ReadingCase("ISO 8601, basic, offset", "20260131T130000+0100", noon),
        ReadingCase("ISO 8601, offset east", "2026-01-31T13:30:00+01:30", noon),
        ReadingCase("ISO 8601, offset west, without colon", "2026-01-31T04:00:00-0800", noon),
        ReadingCase("ISO 8601, offset of hours", "2026-01-31T13:00:00+01", noon),
        ReadingCase("ISO 8601, without zone", "2026-01-31T12:00:00", noon),
        ReadingCase("ISO 8601, without seconds", "2026-01-31T12:00Z", noon),
        ReadingCase("ISO 8601, without time", "2026-01-31", noon - 43_200_000),
        ReadingCase("ISO 8601, basic without time", "20260131", noon - 43_200_000),
        ReadingCase("one decimal", "2026-01-31T12:00:00.5Z", noon + 500),
        ReadingCase("three decimals", "2026-01-31T12:00:00.123Z", noon + 123),
        ReadingCase("nine decimals are cut", "2026-01-31T12:00:00.123999999Z", noon + 123),
        ReadingCase("a leap second", "2026-01-31T11:59:60Z", noon),
        ReadingCase("the end of a day", "2026-01-30T24:00:00Z", noon - 43_200_000),
        ReadingCase("nothing", "", nil),
        ReadingCase("a word", "yesterday", nil),
        ReadingCase("seconds of the epoch", "1769860800", nil),
        ReadingCase("a month too many", "2026-13-01", nil),
        ReadingCase("month nought", "2026-00-01", nil),
        ReadingCase("day nought", "2026-01-00", nil),
        ReadingCase("day 32", "2026-01-32", nil),
        ReadingCase("RFC 3339, 5.7: the 29th of February in a common year", "2026-02-29T00:00:00Z", nil),
        ReadingCase("RFC 3339, 5.7: the 31st of April", "2026-04-31T00:00:00Z", nil),
        ReadingCase("one digit", "2026-1-31", nil),
        ReadingCase("hour 25", "2026-01-31T25:00:00Z", nil),
        ReadingCase("ISO 8601: hour 24 is the end of a day alone", "2026-01-31T24:00:01Z", nil),
        ReadingCase("minute 60", "2026-01-31T12:60:00Z", nil),
        ReadingCase("second 61", "2026-01-31T12:00:61Z", nil),
        ReadingCase("a dot and nothing", "2026-01-31T12:00:00.Z", nil),
        ReadingCase("a zone by name", "2026-01-31T12:00:00UTC", nil),
        ReadingCase("text at the end", "2026-01-31T12:00:00Zx", nil),
        ReadingCase("half extended", "2026-0131", nil),
        ReadingCase("a mix of forms", "2026-01-31T120000Z", nil),
        ReadingCase("a sign", "-2026-01-31", nil),
        ReadingCase("full-width digits", "２０２６-01-31", nil),
    ]

    @Test(arguments: readings) func `a text is read in ISO 8601 or not at all`(_ row: ReadingCase) {
        #expect(Timestamp(iso8601: row.text)?.milliseconds == row.milliseconds)
    }

    @Test func `every day of four centuries reads back`() {
        var seen = 0
        var moment = Timestamp(seconds: -11_676_096_000)
        #expect(moment.iso8601 == "1600-01-01T00:00:00Z")
        while moment.iso8601 < "2000-01-01" {
            if Timestamp(iso8601: moment.iso8601) != moment { Issue.record("\(moment.iso8601)") }
            moment = moment.adding(seconds: 86_400)
            seen += 1
        }
        #expect(seen == 146_097)
    }

    @Test func `parts of a moment`() {
        let moment = Timestamp(milliseconds: -1500)
        #expect(moment.seconds == -2)
        #expect(moment.secondsWithFraction == -1.5)
        #expect(moment < Timestamp(seconds: 0))
        #expect(moment.adding(seconds: 2) == Timestamp(milliseconds: 500))
    }
}
