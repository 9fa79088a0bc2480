/// Cuts what comes a piece at a time into lines, so that of a long object only the line that has begun is in memory.
///
/// A line of CSV ends where no quotes are open (RFC 4180).
struct ImportLines {
    /// A line that no item can be.
    struct TooLong: Error {}

    /// An item has 400 KB, its JSON in escapes some six times that, and in blanks what nobody writes.
    static let longest = 16 << 20

    private let isCSV: Bool
    private let delimiter: UInt8
    private var begun: [UInt8] = []
    private var quotes = Quotes.fieldBegins
    private var isWanted = true

    /// Where in a field of CSV the next byte stands.
    private enum Quotes {
        case fieldBegins, inField, inQuotes, afterQuote
    }

    init(_ job: TableImport) {
        isCSV = job.format == .csv
        delimiter = job.csv.byte
    }

    /// Takes in the next piece, and hands on the lines that are whole.
    ///
    /// - Parameter take: Gets a line without its end, and returns false for no more.
    /// - Returns: Whether more is wanted.
    mutating func append(_ piece: ArraySlice<UInt8>, _ take: (ArraySlice<UInt8>) throws -> Bool) throws -> Bool {
        var start = piece.startIndex
        for at in piece.indices where endsLine(piece[at]) {
            if begun.isEmpty {
                isWanted = try take(piece[start..<at])
            } else {
                begun += piece[start..<at]
                isWanted = try take(begun[...])
                begun.removeAll(keepingCapacity: true)
            }
            guard isWanted else { return false }
            start = at + 1
        }
        begun += piece[start...]
        guard begun.count <= Self.longest else { throw TooLong() }
        return true
    }

    /// Hands on the last line, which need not have an end.
    mutating func finish(_ take: (ArraySlice<UInt8>) throws -> Bool) throws {
        if isWanted, !begun.isEmpty { _ = try take(begun[...]) }
    }

    private mutating func endsLine(_ byte: UInt8) -> Bool {
        let isEnd = byte == UInt8(ascii: "\n") || isCSV && byte == UInt8(ascii: "\r")
        guard isCSV else { return isEnd }
        switch (quotes, byte) {
        case (.inQuotes, UInt8(ascii: "\"")): quotes = .afterQuote
        case (.inQuotes, _): return false
        case (.fieldBegins, UInt8(ascii: "\"")), (.afterQuote, UInt8(ascii: "\"")): quotes = .inQuotes
        case (_, delimiter): quotes = .fieldBegins
        default: quotes = isEnd ? .fieldBegins : .inField
        }
        return isEnd
    }
}

/// The lines of a CSV file, as RFC 4180 has them: fields in quotes may hold delimiters, quotes written twice, and ends of lines.
struct CSVLines: IteratorProtocol {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var at = 0

    init(_ bytes: [UInt8], delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
        // A mark of the byte order, as spreadsheets write it, is no part of the first name.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func next() -> [String]? {
        while at < bytes.count, isLineEnd(bytes[at]) { at += 1 }
        guard at < bytes.count else { return nil }
        var fields: [String] = []
        while true {
            fields.append(field())
            guard at < bytes.count, bytes[at] == delimiter else { break }
            at += 1
        }
        return fields
    }

    private mutating func field() -> String {
        var text: [UInt8] = []
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            at += 1
            while at < bytes.count {
                if bytes[at] == UInt8(ascii: "\"") {
                    at += 1
                    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { break }
                }
                text.append(bytes[at])
                at += 1
            }
        }
        while at < bytes.count, bytes[at] != delimiter, !isLineEnd(bytes[at]) {
            text.append(bytes[at])
            at += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
