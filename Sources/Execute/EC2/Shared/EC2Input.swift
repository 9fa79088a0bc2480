import AWSTypes
import AWSWire
import ServiceModel

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

/// What a call that lists is asked: which ones, through which filters, and which part of them.
struct Listing {
    var isDryRun: Bool
    var ids: [String]
    var filters: [EC2Filter]
    private var page: PageRequest

    private static let largest = 1000

    /// More than a thousand are a thousand (EC2 API Reference); fewer than five are refused.
    ///
    /// - Parameters:
    ///   - member: The one that names what is wanted, if not all.
    ///   - check: Refuses what is no name of such a thing.
    init(
        _ request: StructureReader, of member: String, check: (String) throws(AWSError) -> Void = { _ throws(AWSError) in }
    ) throws(AWSError) {
        ids = try request.strings(member) ?? []
        for id in ids { try check(id) }
        isDryRun = try request.isDryRun()
        filters = try EC2Filter.reading(request)
        let wanted = try request.integer("MaxResults") ?? Self.largest
        if wanted < 5 { throw .tooFewResults(wanted) }
        page = PageRequest(limit: min(wanted, Self.largest), after: try request.string("NextToken"))
    }

    /// Those of all that are wanted, by name and by the filters, and of these the part that is. A token is the id after which it begins.
    func page<Element>(
        of all: [Element], named name: (Element) -> String, matching: (Element, EC2Filter) throws(AWSError) -> Bool,
        id: (Element) -> String
    ) throws(AWSError) -> Page<Element> {
        var found: [Element] = []
        for element in all where ids.isEmpty || ids.contains(name(element)) {
            var isWanted = true
            for filter in filters where isWanted { isWanted = try matching(element, filter) }
            if isWanted { found.append(element) }
        }
        return try page.page(of: found, lost: .nextTokenNotValid, identifiedBy: id)
    }
}
