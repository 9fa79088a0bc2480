import AWSTypes
import AWSWire

extension StructureReader {
    func parameter(_ name: String) throws(AWSError) -> String {
        guard let value = try string(name), !value.isEmpty else { throw .missingParameter(name) }
        return value
    }

    func isDryRun() throws(AWSError) -> Bool { try boolean("DryRun") ?? false }

    /// The form `vpce-` and eight or seventeen digits of base 16.
    static func checkEndpointID(_ id: String) throws(AWSError) {
        let digits = id.dropFirst(5)
        let isHexadecimal = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard id.hasPrefix("vpce-"), digits.count == 8 || digits.count == 17, isHexadecimal else { throw .endpointIDMalformed(id) }
    }

    /// The tags for one type of resource in `TagSpecification.N`.
    func tagSpecifications(for type: String) throws(AWSError) -> [Tag] {
        var tags: [Tag] = []
        for specification in try structures("TagSpecification") ?? [] {
            guard try specification.string("ResourceType") == type else {
                throw .value(try specification.string("ResourceType") ?? "", ofParameter: "ResourceType")
            }
            for tag in try specification.structures("Tag") ?? [] {
                tags.append(Tag(key: try tag.parameter("Key"), value: try tag.string("Value") ?? ""))
            }
        }
        return tags
    }
}

/// One `Filter.N`: a name, and values of which one must match.
struct EC2Filter {
    var name: String
    var values: [String]

    static func reading(_ request: StructureReader) throws(AWSError) -> [EC2Filter] {
        var filters: [EC2Filter] = []
        for filter in try request.structures("Filter") ?? [] {
            filters.append(EC2Filter(name: try filter.parameter("Name"), values: try filter.strings("Value") ?? []))
        }
        return filters
    }

    /// Compares with regard to case; `*` stands for any characters, `?` for one (EC2 User Guide, "Filter resources").
    func matches(_ candidates: [String]) -> Bool {
        values.contains { pattern in candidates.contains { Self.matches(Array($0.unicodeScalars), Array(pattern.unicodeScalars)) } }
    }

    func matches(_ candidate: String?) -> Bool { matches(candidate.map { [$0] } ?? []) }

    private static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
        var (textIndex, patternIndex) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while textIndex < text.count {
            if patternIndex < pattern.count, pattern[patternIndex] == "*" {
                star = (patternIndex, textIndex)
                patternIndex += 1
            } else if patternIndex < pattern.count, pattern[patternIndex] == "?" || pattern[patternIndex] == text[textIndex] {
                textIndex += 1
                patternIndex += 1
            } else if let last = star {
                // The star takes one character more.
                star = (last.pattern, last.text + 1)
                textIndex = last.text + 1
                patternIndex = last.pattern + 1
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == "*" }
    }
}

/// Which part of a list a request wants; a token is the id after which the page begins.
struct EC2Page {
    static let largest = 1000

    var limit: Int
    var token: String?

    /// More than a thousand are a thousand (EC2 API Reference); fewer than five are refused.
    init(_ request: StructureReader) throws(AWSError) {
        let wanted = try request.integer("MaxResults") ?? Self.largest
        if wanted < 5 { throw .tooFewResults(wanted) }
        limit = min(wanted, Self.largest)
        token = try request.string("NextToken")
    }

    func slice<Element>(of all: [Element], id: (Element) -> String) throws(AWSError) -> (elements: [Element], nextToken: String?) {
        var start = 0
        if let token {
            guard let last = all.firstIndex(where: { id($0) == token }) else { throw .nextTokenNotValid }
            start = last + 1
        }
        let elements = Array(all[start...].prefix(limit))
        return (elements, start + elements.count == all.count ? nil : elements.last.map(id))
    }
}
