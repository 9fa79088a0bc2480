/// A service that endpoints lead to. Only DynamoDB and its streams are here.
struct EndpointService {
    /// `dynamodb` or `dynamodb-streams`.
    var shortName: String
    var region: String
    /// As EC2 lists them.
    var types: [String]

    var name: String { "com.amazonaws.\(region).\(shortName)" }

    /// DynamoDB has both kinds, its streams the interface alone (DynamoDB Developer Guide, "AWS PrivateLink for DynamoDB").
    static func all(in region: String) -> [EndpointService] {
        [
            EndpointService(shortName: "dynamodb", region: region, types: ["Gateway", "Interface"]),
            EndpointService(shortName: "dynamodb-streams", region: region, types: ["Interface"]),
        ]
    }

    static func named(_ name: String, in region: String) -> EndpointService? { all(in: region).first { $0.name == name } }

    /// What goes before the region in the service's own host names.
    var hostPrefix: String { shortName == "dynamodb" ? "dynamodb" : "streams.dynamodb" }

    /// The addresses that a route to a gateway endpoint covers.
    ///
    /// Two ids are AWS's (from public configurations), other regions' are made up, and so are all addresses but those of us-east-1.
    var prefixListID: String {
        ["us-east-1": "pl-02cd2c6b", "us-west-2": "pl-00a54069"][region] ?? "pl-" + Digits.hexadecimal(of: name, count: 8)
    }

    static let addresses = ["52.94.0.0/22", "52.119.224.0/20"]
}

/// Digits made of a text, the same each time, for ids and names that nobody chooses and nothing stores.
enum Digits {
    static func hexadecimal(of text: String, count: Int) -> String { digits(of: text, count: count, radix: 16) }

    /// Small letters and digits.
    static func alphanumeric(of text: String, count: Int) -> String { digits(of: text, count: count, radix: 36) }

    /// FNV-1a, mixed on for as many digits as are wanted.
    private static func digits(of text: String, count: Int, radix: UInt64) -> String {
        var state = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return (0..<count).map { _ in
            state = (state ^ state >> 29) &* 0xbf58_476d_1ce4_e5b9
            return String((state >> 32) % radix, radix: Int(radix))
        }.joined()
    }
}
