import AWSTypes
import AWSWire
import IAMPolicy

/// `x-portcullis-context: aws:SourceIp=203.0.113.7; aws:SourceVpc=vpc-1`: condition keys that a test sets.
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
            let pieces = part.split(separator: "=", maxSplits: 1)
            guard pieces.count == 2 else { throw AWSError.validation("\(name): '\(part)' is not of the form key=value") }
            let key = ConditionKey(String(pieces[0].filter { $0 != " " }))
            let values = pieces[1].split(separator: ",").map { value in
                String(value.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            keys[key] = values.count == 1 ? .single(values[0]) : .list(values)
        }
        return keys
    }
}
