import Foundation

/// What an operator's name says.
struct Comparison: Sendable {
    enum Family: Sendable { case string, stringIgnoringCase, stringLike, numeric, date, boolean, binary, address, arn, null }

    var family: Family
    var negates = false
    /// For numbers and dates: which orders of request and policy pass.
    var orders: Set<Int> = [0]

    static let byName: [String: Comparison] = [
        "StringEquals": .init(family: .string), "StringNotEquals": .init(family: .string, negates: true),
        "StringEqualsIgnoreCase": .init(family: .stringIgnoringCase),
        "StringNotEqualsIgnoreCase": .init(family: .stringIgnoringCase, negates: true),
        "StringLike": .init(family: .stringLike), "StringNotLike": .init(family: .stringLike, negates: true),
        "NumericEquals": .init(family: .numeric), "NumericNotEquals": .init(family: .numeric, negates: true),
        "NumericLessThan": .init(family: .numeric, orders: [-1]), "NumericLessThanEquals": .init(family: .numeric, orders: [-1, 0]),
        "NumericGreaterThan": .init(family: .numeric, orders: [1]), "NumericGreaterThanEquals": .init(family: .numeric, orders: [0, 1]),
        "DateEquals": .init(family: .date), "DateNotEquals": .init(family: .date, negates: true),
        "DateLessThan": .init(family: .date, orders: [-1]), "DateLessThanEquals": .init(family: .date, orders: [-1, 0]),
        "DateGreaterThan": .init(family: .date, orders: [1]), "DateGreaterThanEquals": .init(family: .date, orders: [0, 1]),
        "Bool": .init(family: .boolean), "BinaryEquals": .init(family: .binary),
        "IpAddress": .init(family: .address), "NotIpAddress": .init(family: .address, negates: true),
        "ArnEquals": .init(family: .arn), "ArnNotEquals": .init(family: .arn, negates: true),
        "ArnLike": .init(family: .arn), "ArnNotLike": .init(family: .arn, negates: true), "Null": .init(family: .null),
    ]
    static let byLowerName = Dictionary(uniqueKeysWithValues: byName.map { ($0.lowercased(), $1) })
}

extension SecondOpinion {
    /// Whether one value of the request is what one value of the policy asks for, before negation.
    func passes(_ comparison: Comparison, policy: Pattern, request: String) -> Bool {
        switch comparison.family {
        case .string:
            if !holds(.equalsHasNoWildcards) { return policy.fits(request) }
            return same(policy.literal, request)
        case .stringIgnoringCase:
            guard holds(.ignoreCaseFoldsCase) else { return same(policy.literal, request) }
            return policy.literal.lowercased().isExactly(request.lowercased())
        case .stringLike:
            guard holds(.likeHasWildcards) else { return same(policy.literal, request) }
            return holds(.stringsHaveCase) ? policy.fits(request) : Pattern(policy.literal.lowercased()).fits(request.lowercased())
        case .numeric:
            guard holds(.numbersCompareByValue) else { return comparison.orders.contains(order(request, policy.literal)) }
            let hasExponents = holds(.numbersMayHaveExponents)
            return ordered(Reading.number(request, hasExponents), Reading.number(policy.literal, hasExponents), comparison.orders)
        case .date:
            guard holds(.datesCompareByInstant) else { return comparison.orders.contains(order(request, policy.literal)) }
            let epoch = holds(.datesMayBeEpochSeconds)
            let isOpen = holds(.datesMayLeaveTheTimeOpen)
            return ordered(
                Reading.instant(request, epoch, isOpen), Reading.instant(policy.literal, epoch, isOpen), comparison.orders)
        case .boolean:
            let folds = holds(.booleansIgnoreCase)
            let (left, right) = (folds ? request.lowercased() : request, folds ? policy.literal.lowercased() : policy.literal)
            return left.isExactly(right) && ["true", "false"].contains(left)
        case .binary:
            guard let left = Data(base64Encoded: request), let right = Data(base64Encoded: policy.literal) else { return unreadable }
            return left == right && holds(.binaryComparesBytes)
        case .address:
            return contains(policy.literal, request)
        case .arn:
            return arn(policy, request)
        case .null:
            return false
        }
    }

    private func same(_ left: String, _ right: String) -> Bool {
        holds(.stringsHaveCase) ? left.isExactly(right) : left.lowercased().isExactly(right.lowercased())
    }

    private var unreadable: Bool { !holds(.unreadableValuesMatchNothing) }

    private func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int { left < right ? -1 : left > right ? 1 : 0 }

    private func ordered(_ request: Double?, _ policy: Double?, _ orders: Set<Int>) -> Bool {
        guard let request, let policy else { return unreadable }
        return orders.contains(order(request, policy))
    }

    private func contains(_ block: String, _ address: String) -> Bool {
        let pieces = block.split(separator: "/").map(String.init)
        guard var base = Reading.address(pieces[0]), var bytes = Reading.address(address) else { return unreadable }
        var length = pieces.count == 2 && holds(.addressesHaveBlocks) ? Int(pieces[1]) ?? 0 : base.count * 8
        if holds(.mappedAddressesAreIPv4) {
            if Reading.isMapped(bytes) { bytes.removeFirst(12) }
            if Reading.isMapped(base), length >= 96 {
                base.removeFirst(12)
                length -= 96
            }
        }
        if base.count != bytes.count { return !holds(.addressFamiliesAreApart) }
        func bit(_ index: Int, of bytes: [UInt8]) -> UInt8 { (bytes[index / 8] >> UInt8(7 - index % 8)) & 1 }
        return (0..<length).allSatisfy { bit($0, of: base) == bit($0, of: bytes) }
    }

    private func arn(_ policy: Pattern, _ request: String) -> Bool {
        if policy == [.anyRun] { return true }
        guard holds(.conditionARNsHaveWildcards) else { return policy.literal.isExactly(request) }
        guard holds(.conditionARNsMatchPartByPart) else { return policy.fits(request) }
        // A variable that is the whole value brings all six parts.
        let isWhole = policy.allSatisfy { if case .filled = $0 { true } else { false } }
        if isWhole { return policy.literal.isExactly(request) && request.parts(upTo: 6).count == 6 }
        let wanted = policy.parts(upTo: 6)
        let seen = request.parts(upTo: 6)
        return wanted.count == 6 && seen.count == 6 && zip(wanted, seen).allSatisfy { $0.fits($1) }
    }
}

/// Reads the values of typed operators, the long way.
enum Reading {
    static func number(_ text: String, _ hasExponents: Bool) -> Double? {
        guard !text.isEmpty, text.allSatisfy({ (hasExponents ? "0123456789.+-eE" : "0123456789.+-").contains($0) }) else { return nil }
        return Double(text)
    }

    /// Seconds since 1970 of `2026-01-31T12:00:00Z` and its shorter forms, or of a number of seconds; thousandths count, no more.
    ///
    /// - Parameter isOpen: Whether what follows the T may be left out in part: minutes, seconds, zone, or all.
    static func instant(_ text: String, _ takesSeconds: Bool, _ isOpen: Bool) -> Double? {
        if takesSeconds, !text.isEmpty, text.allSatisfy({ "0123456789".contains($0) }) { return Double(text) }
        var date = text
        var time = "00:00:00Z"
        if let separator = text.firstIndex(where: { $0 == "T" || isOpen && $0 == "t" }) {
            date = String(text[..<separator])
            time = String(text[text.index(after: separator)...])
        }
        let isBeforeZero = date.hasPrefix("-")
        let pieces = date.dropFirst(isBeforeZero ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...3).contains(pieces.count), let year = pieces[0] else { return nil }
        guard let month = pieces.count > 1 ? pieces[1] : 1, let day = pieces.count > 2 ? pieces[2] : 1 else { return nil }
        guard let days = days(isBeforeZero ? -year : year, month, day), let seconds = secondsOfDay(time, isOpen) else { return nil }
        return Double(days) * 86400 + seconds
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        // Far away the day does not matter.
        guard abs(year) < 1_000_000_000 else { return nil }
        if abs(year) >= 10_000 { return Int(Double(year - 1970) * 365.2425) }
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        func length(_ years: Range<Int>) -> Int { years.map { isLeap($0) ? 366 : 365 }.reduce(0, +) }
        let begun = year < 1970 ? -length(year..<1970) : length(1970..<year)
        return begun + lengths[..<(month - 1)].reduce(0, +) + day - 1
    }

    private static func secondsOfDay(_ text: String, _ isOpen: Bool) -> Double? {
        var clock = text
        var offset = 0
        if text.hasSuffix("Z") || isOpen && text.hasSuffix("z") {
            clock.removeLast()
        } else if let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            clock = String(text[..<sign])
            let digits = text[text.index(after: sign)...].filter { $0 != ":" }
            guard digits.count == 4 || isOpen && digits.count == 2, let hours = Int(digits.prefix(2)),
                let rest = Int("0" + digits.dropFirst(2))
            else { return nil }
            offset = (hours * 3600 + rest * 60) * (text[sign] == "-" ? -1 : 1)
        } else if !isOpen {
            return nil
        }
        if clock.isEmpty { return isOpen ? Double(-offset) : nil }
        let pieces = clock.split(separator: ":").map { Double($0) }
        guard pieces.count >= (isOpen ? 1 : 2), let hours = pieces[0], let minutes = pieces.count > 1 ? pieces[1] : 0 else { return nil }
        guard let seconds = pieces.count > 2 ? pieces[2] : 0 else { return nil }
        return hours * 3600 + minutes * 60 + (seconds * 1000).rounded(.down) / 1000 - Double(offset)
    }

    /// Four bytes or sixteen.
    static func address(_ text: String) -> [UInt8]? {
        if !text.contains(":") {
            let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
            let known = bytes.compactMap { $0 }
            return known.count == 4 && bytes.count == 4 ? known : nil
        }
        let halves = text.components(separatedBy: "::")
        guard halves.count <= 2 else { return nil }
        guard let head = groups(halves[0]), let tail = groups(halves.count == 2 ? halves[1] : "") else { return nil }
        let missing = 16 - head.count - tail.count
        guard halves.count == 2 ? missing > 0 : missing == 0 else { return nil }
        return head + Array(repeating: 0, count: missing) + tail
    }

    /// Whether an address of IPv6 stands for one of IPv4: `::ffff:203.0.113.7`.
    static func isMapped(_ bytes: [UInt8]) -> Bool {
        bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    }

    private static func groups(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for group in text.isEmpty ? [] : text.components(separatedBy: ":") {
            if group.contains(".") {
                guard let four = address(group) else { return nil }
                bytes += four
            } else {
                guard let number = UInt16(group, radix: 16) else { return nil }
                bytes += [UInt8(number >> 8), UInt8(number & 0xFF)]
            }
        }
        return bytes
    }
}
