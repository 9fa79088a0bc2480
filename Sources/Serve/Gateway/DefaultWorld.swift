package import AWSTypes
import Directory

extension World.Beginning {
    /// The world when no scenario is named: one account, and an administrator with the keys that AWS's documentation
    /// prints.
    package static func `default`(now: Timestamp) -> World.Beginning {
        let account = "111122223333"
        var directory = Directory()
        directory.accounts[account] = Account(id: account, name: "default", email: "default@example.com", created: now)
        var admin = User(account: account, name: "Admin", id: "AIDAIOSFODNN7EXAMPLE2", created: now)
        admin.policies.attached = ["arn:aws:iam::aws:policy/AdministratorAccess"]
        directory.users[admin.key] = admin
        let key = AccessKey(
            id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", account: account, userName: admin.name,
            created: now)
        directory.accessKeys[key.id] = key
        return World.Beginning(directory: directory)
    }
}
