import AWSTypes
package import ByteJSON
package import Directory

/// A key pair to sign with, and its token if it is temporary.
package struct CallerCredentials: Sendable, Hashable {
    package var accessKeyID: String
    package var secretAccessKey: String
    package var sessionToken: String?

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }

    /// The credentials in an answer of STS, or the new key in one of `create-access-key`.
    init?(answer: JSONValue) {
        guard let credentials = answer["Credentials"] ?? answer["AccessKey"], let id = credentials["AccessKeyId"]?.string,
            let secret = credentials["SecretAccessKey"]?.string
        else { return nil }
        self.init(accessKeyID: id, secretAccessKey: secret, sessionToken: credentials["SessionToken"]?.string)
    }
}

/// Who may be named by a step's `as` and by `portcullis env`: the principals of the world that have a key.
package struct WorldCallers: Sendable {
    private let keys: [(name: String, account: String, accountName: String, credentials: CallerCredentials)]

    package init(_ directory: Directory) {
        keys = directory.accessKeys.all.map { key in
            (
                key.userName ?? "root", key.account, directory.accounts[key.account]?.name ?? key.account,
                CallerCredentials(accessKeyID: key.id, secretAccessKey: key.secret)
            )
        }
    }

    /// Those of a running server, as its control path `principals` tells them.
    package init(_ answer: JSONView) {
        keys = (answer["principals"]?.elements.map { $0 } ?? []).map { key in
            let account = key["account"]?.string ?? ""
            return (
                key["name"]?.string ?? "", account, key["accountName"]?.string ?? account,
                CallerCredentials(accessKeyID: key["accessKeyId"]?.string ?? "", secretAccessKey: key["secretAccessKey"]?.string ?? "")
            )
        }
    }

    /// - Parameters:
    ///   - name: `Admin`; where several accounts have one, `111122223333/Admin` or the account's name before the slash.
    ///   - unknown: What to say where nobody is called so.
    package func credentials(
        of name: String, unknown: (String) -> String = { "nobody with an access key is called '\($0)'" }
    ) throws(CommandError) -> CallerCredentials {
        let parts = name.split(separator: "/").map(String.init)
        let matching = keys.filter { key in
            parts.count == 1
                ? key.name == name : parts.count == 2 && key.name == parts[1] && [key.account, key.accountName].contains(parts[0])
        }
        guard let first = matching.first else {
            let nearest = Spelling.suggestion(for: name, among: keys.map(\.name))
            throw CommandError(unknown(name) + nearest)
        }
        guard Set(matching.map(\.account)).count == 1 else {
            throw CommandError("'\(name)' may be any of \(matching.map { "\($0.account)/\($0.name)" }.sorted().joined(separator: ", "))")
        }
        return first.credentials
    }
}
