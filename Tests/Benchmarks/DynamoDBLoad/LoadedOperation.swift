/// One kind of call that the load is made of: its name, and its body for the item of a number.
///
/// The table holds customers with 25 orders each, of about 400 bytes.
struct LoadedOperation: Sendable {
    let word: String
    let name: String
    let body: @Sendable (_ item: Int, _ items: Int) -> String

    static let all = [
        LoadedOperation(word: "get", name: "GetItem") { item, _ in #"{"TableName":"Orders","Key":{\#(key(item))}}"# },
        LoadedOperation(word: "put", name: "PutItem") { item, _ in #"{"TableName":"Orders","Item":\#(order(item))}"# },
        LoadedOperation(word: "update", name: "UpdateItem") { item, _ in
            #"{"TableName":"Orders","Key":{\#(key(item))},"UpdateExpression":"SET paid = :p ADD visits :one","#
                + #""ExpressionAttributeValues":{":p":{"BOOL":true},":one":{"N":"1"}}}"#
        },
        LoadedOperation(word: "query", name: "Query") { item, _ in
            #"{"TableName":"Orders","KeyConditionExpression":"pk = :c","ExpressionAttributeValues":{":c":{"S":"\#(customer(item))"}}}"#
        },
        LoadedOperation(word: "scan", name: "Scan") { _, _ in #"{"TableName":"Orders","Limit":100}"# },
        LoadedOperation(word: "batch-write", name: "BatchWriteItem") { item, items in
            let first = item * ordersOfACustomer % items
            let puts = (first..<first + ordersOfACustomer).map { #"{"PutRequest":{"Item":\#(order($0))}}"# }
            return #"{"RequestItems":{"Orders":[\#(puts.joined(separator: ","))]}}"#
        },
        LoadedOperation(word: "transact-write", name: "TransactWriteItems") { item, items in
            let puts = (0..<4).map { #"{"Put":{"TableName":"Orders","Item":\#(order((item + $0 * items / 4) % items))}}"# }
            return #"{"TransactItems":[\#(puts.joined(separator: ","))]}"#
        },
    ]

    static let ordersOfACustomer = 25

    private static func customer(_ item: Int) -> String { "customer-\(item / ordersOfACustomer)" }

    private static func key(_ item: Int) -> String {
        #""pk":{"S":"\#(customer(item))"},"sk":{"S":"order-\#(item % ordersOfACustomer)"}"#
    }

    private static func order(_ item: Int) -> String { "{\(key(item)),\(attributes)}" }

    /// What makes an item about 400 bytes.
    private static let attributes: String = {
        let note = String(repeating: "x", count: 250)
        let lines = #"{"L":[{"M":{"sku":{"S":"A-17"},"count":{"N":"3"}}}]}"#
        return #""total":{"N":"1299.95"},"paid":{"BOOL":true},"lines":\#(lines),"note":{"S":"\#(note)"}"#
    }()
}
