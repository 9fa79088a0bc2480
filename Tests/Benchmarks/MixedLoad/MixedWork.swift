import NIOCore
import SigV4

/// The calls of one connection in turn: plain and conditional writes, reads, batches and transactions over items that all
/// connections share.
struct MixedWork: Sendable {
    /// One kind of call, and which faults are right for it.
    enum Kind: Int, CaseIterable {
        case count, get, claim, release, query, countTwice, update, batch, scan

        /// How much a success adds to the counters.
        var counted: Int {
            switch self {
            case .count: 1
            case .countTwice: 2
            default: 0
            }
        }

        /// What AWS may answer besides 200: a condition that another connection was quicker to break.
        var fault: String? {
            switch self {
            case .claim, .release: "ConditionalCheckFailedException"
            case .countTwice: "TransactionCanceledException"
            default: nil
            }
        }
    }

    static let counters = 8

    let port: Int
    let signer: RequestSigner
    let now: @Sendable () -> Int64

    func kind(_ number: Int) -> Kind { Kind.allCases[number % Kind.allCases.count] }

    func request(_ connection: Int, _ number: Int) -> ByteBuffer {
        let (name, members) = call(kind(number), connection &* 31 &+ number)
        return signed(name, members)
    }

    func signed(_ name: String, _ members: String) -> ByteBuffer {
        let body = "{\(members)}"
        var request = SignableRequest(
            method: "POST", path: "/",
            headers: [
                ("Host", "localhost:\(port)"), ("Content-Type", "application/x-amz-json-1.0"),
                ("X-Amz-Target", "DynamoDB_20120810.\(name)"),
            ], body: Array(body.utf8))
        signer.sign(&request, now: now())
        var head = "POST / HTTP/1.1\r\n"
        for header in request.headers { head += "\(header.name): \(header.value)\r\n" }
        return ByteBuffer(string: head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
    }

    static func counter(_ number: Int) -> String { #"{"pk":{"S":"counters"},"sk":{"S":"counter-\#(number % counters)"}}"# }

    private func call(_ kind: Kind, _ seed: Int) -> (name: String, members: String) {
        let table = #""TableName":"Orders""#
        let item = #"{"pk":{"S":"customer-\#(seed % 40)"},"sk":{"S":"order-\#(seed / 40 % 25)"}}"#
        let claim = #"{"pk":{"S":"claims"},"sk":{"S":"claim-\#(seed % 50)"}}"#
        let add = #""UpdateExpression":"ADD hits :one","ExpressionAttributeValues":{":one":{"N":"1"}}"#
        switch kind {
        case .count: return ("UpdateItem", #"\#(table),"Key":\#(Self.counter(seed)),\#(add)"#)
        case .get: return ("GetItem", #"\#(table),"Key":\#(item),"ConsistentRead":true"#)
        case .claim: return ("PutItem", #"\#(table),"Item":\#(claim),"ConditionExpression":"attribute_not_exists(pk)""#)
        case .release: return ("DeleteItem", #"\#(table),"Key":\#(claim),"ConditionExpression":"attribute_exists(pk)""#)
        case .query:
            return (
                "Query",
                #"\#(table),"KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"customer-\#(seed % 40)"}}"#
            )
        case .countTwice:
            let updates = [seed, seed + 1].map { #"{"Update":{\#(table),"Key":\#(Self.counter($0)),\#(add)}}"# }
            return ("TransactWriteItems", #""TransactItems":[\#(updates.joined(separator: ","))]"#)
        case .update:
            return (
                "UpdateItem",
                #"\#(table),"Key":\#(item),"UpdateExpression":"SET seen = :s","ExpressionAttributeValues":{":s":{"N":"\#(seed)"}}"#
            )
        case .batch:
            let puts = (0..<5).map { #"{"PutRequest":{"Item":{"pk":{"S":"batch-\#(seed % 20)"},"sk":{"S":"\#($0)"}}}}"# }
            return ("BatchWriteItem", #""RequestItems":{"Orders":[\#(puts.joined(separator: ","))]}"#)
        case .scan: return ("Scan", #"\#(table),"Limit":20"#)
        }
    }
}
