/// The list of a signature's headers, joined by semicolons, as a signer has to write it.
enum SignedHeaders {
    /// Whether the names are in lower case and in order, as they are from every signer that is known.
    static func areCanonical(_ names: Span<UInt8>) -> Bool {
        var previous = 0..<0
        var start = 0
        while start <= names.count {
            let end = names.next(UInt8(ascii: ";"), from: start)
            let name = names.extracting(start..<end)
            if name.hasUppercaseLetter || name.precedes(names.extracting(previous)) {
                return false
            }
            previous = start..<end
            start = end + 1
        }
        return true
    }

    /// The names in lower case and in order.
    static func canonical(_ names: Span<UInt8>) -> [UInt8] {
        var lowercased: [UInt8] = []
        for index in names.indices {
            lowercased.append(ASCII.lowercased(names[index]))
        }
        if areCanonical(lowercased.span) {
            return lowercased
        }
        let parts = lowercased.split(separator: UInt8(ascii: ";")).sorted { $0.lexicographicallyPrecedes($1) }
        return Array(parts.joined(separator: [UInt8(ascii: ";")]))
    }
}
