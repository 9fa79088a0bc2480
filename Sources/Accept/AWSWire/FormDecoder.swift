package import ByteJSON

/// Reads `application/x-www-form-urlencoded` and gives it the shape that its dotted names describe.
///
///     Action=TagUser&UserName=a&Tags.member.1.Key=k   ->   {"Action":"TagUser","UserName":"a","Tags":{"member":{"1":{"Key":"k"}}}}
///
/// Of a name given twice the first counts (recorded on STS). A name that is both a value and a prefix keeps its first use.
package enum FormDecoder {
    /// The parameters in the order in which they came, decoded.
    package static func parameters(of form: some Sequence<UInt8>) -> [(name: String, value: String)] {
        var result: [(name: String, value: String)] = []
        for pair in Array(form).split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            result.append((decode(parts[0]), parts.count > 1 ? decode(parts[1]) : ""))
        }
        return result
    }

    package static func document(of parameters: [(name: String, value: String)]) -> JSONDocument? {
        let root = Node()
        for (name, value) in parameters {
            let path = name.split(separator: ".").prefix(16).map(String.init)
            // A nameless value would take the place of the whole structure.
            if !path.isEmpty { root.insert(value, at: path) }
        }
        var writer = JSONWriter()
        root.write(into: &writer)
        return try? JSONDocument(parsing: writer.bytes)
    }

    /// Undoes percent and plus encoding; broken escapes stay as they are, broken UTF-8 becomes U+FFFD.
    private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.endIndex, let high = digit(bytes[at + 1]), let low = digit(bytes[at + 2]) {
                result.append(high << 4 | low)
                at += 3
            } else {
                result.append(bytes[at] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[at])
                at += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }

    /// A value or a group of named nodes.
    private final class Node {
        private var value: String?
        private var names: [String] = []
        private var children: [String: Node] = [:]

        func insert(_ text: String, at path: [String]) {
            guard let first = path.first else {
                if value == nil && names.isEmpty { value = text }
                return
            }
            guard value == nil else { return }
            let child = children[first] ?? Node()
            if children.updateValue(child, forKey: first) == nil { names.append(first) }
            child.insert(text, at: Array(path.dropFirst()))
        }

        func write(into writer: inout JSONWriter) {
            if let value { return writer.string(value) }
            writer.beginObject()
            for name in names {
                writer.name(name)
                children[name]?.write(into: &writer)
            }
            writer.endObject()
        }
    }
}
