import AWSTypes
import AWSWire
import IAMPolicy

/// `x-portcullis-context: aws:SourceIp=203.0.113.7; aws:SourceVpc=vpc-1`: condition keys that a test sets.
///
/// Values of one key are parted by commas. Keys of services and identity providers (`www.amazon.com:user_id`) are taken as they are.
enum ContextHeader {
    static let name = "x-portcullis-context"

    /// The keys that a request sets; a request that sets any where that is not allowed is refused.
    static func keys(of request: IncomingRequest, isAllowed: Bool) throws -> [ConditionKey: ConditionValue] {
        guard let text = request.header(name) else { return [:] }
        guard isAllowed else {
            throw AWSError.validation(
                "\(name) is not allowed: start the server with --allow-context-header to let requests set condition keys")
        }
        var keys: [ConditionKey: ConditionValue] = [:]
        for part in text.split(separator: ";") {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2 else { throw AWSError.validation("\(name): '\(part)' is not of the form key=value") }
            let keyName = String(pieces[0].filter { $0 != " " })
            if keyName.isEmpty { throw AWSError.validation("\(name): '\(part)' names no key") }
            try check(keyName)
            let key = ConditionKey(keyName)
            guard keys[key] == nil else { throw AWSError.validation("\(name): \(keyName) stands twice") }
            let values = pieces[1].split(separator: ",", omittingEmptySubsequences: false).map { value in
                String(value.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            let isList = values.count > 1 || GlobalConditionKey.multivalued.contains(key.name)
            keys[key] = isList ? .list(values == [""] ? [] : values) : .single(values[0])
        }
        return keys
    }

    /// Refuses a global key that AWS does not have: it would be a key that no policy asks for.
    private static func check(_ keyName: String) throws {
        let lowered = keyName.lowercased()
        guard lowered.hasPrefix("aws:"), !tagFamilies.contains(where: lowered.hasPrefix),
            !GlobalConditionKey.allNames.contains(where: { $0.lowercased() == lowered })
        else { return }
        let nearest = Spelling.suggestion(for: keyName, among: GlobalConditionKey.allNames) { $0 }
        throw AWSError.validation("\(name): there is no global condition key \(keyName)\(nearest)")
    }

    private static let tagFamilies = ["aws:principaltag/", "aws:resourcetag/", "aws:requesttag/"]
}
