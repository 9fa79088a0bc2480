/// What the examples of operations are made of: the names that a world for tests gives its first key and grant.
enum Example {
    static let keyID = "1234abcd-12ab-34cd-56ef-1234567890ab"
    static let grantID = String(repeating: "0c237476b39f8bc4", count: 4)

    /// A request that names a key, with further members as JSON.
    static func key(_ members: String = "") -> String { "{\"KeyId\":\"\(keyID)\"\(members)}" }
}
