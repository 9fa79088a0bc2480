import AWSTypes
import Directory

/// A user, group or role: what has a name within an account, and policies.
protocol IAMEntity: Codable, Sendable {
    /// In the names of operations and members: `User`.
    static var kind: String { get }
    static var records: WritableKeyPath<Directory, Records<Self>> { get }
    /// The longest name that can be given.
    static var longestName: Int { get }
    /// How many characters all its inline policies may have, white space not counted (IAM User Guide, "IAM quotas").
    static var inlineCharacters: Int { get }

    var account: String { get }
    var name: String { get }
    var path: String { get }
    var id: String { get }
    var arn: String { get }
    var key: String { get }
    var policies: PolicySet { get set }
    /// Its tags; a group has none.
    var resourceTags: [Tag] { get }
    /// The ARN of its permissions boundary; a group has none.
    var boundaryARN: String? { get }
}

/// A user or role: what can be bounded and tagged.
protocol IAMPrincipalEntity: IAMEntity, IAMTaggable {
    var boundary: String? { get set }
    var tags: [Tag] { get set }
}

extension IAMPrincipalEntity {
    var resourceTags: [Tag] { tags }
    var boundaryARN: String? { boundary }
}

extension IAMEntity {
    /// As texts have it: `user`.
    static var word: String { kind.lowercased() }
    static var nameMember: String { kind + "Name" }
}

extension User: IAMPrincipalEntity {
    static var kind: String { "User" }
    static var records: WritableKeyPath<Directory, Records<User>> { \.users }
    static var longestName: Int { 64 }
    static var inlineCharacters: Int { 2048 }
}

extension Group: IAMEntity {
    static var kind: String { "Group" }
    static var records: WritableKeyPath<Directory, Records<Group>> { \.groups }
    static var longestName: Int { 128 }
    static var inlineCharacters: Int { 5120 }
    var resourceTags: [Tag] { [] }
    var boundaryARN: String? { nil }
}

extension Role: IAMPrincipalEntity {
    static var kind: String { "Role" }
    static var records: WritableKeyPath<Directory, Records<Role>> { \.roles }
    static var longestName: Int { 64 }
    static var inlineCharacters: Int { 10_240 }
}

extension Directory {
    func entity<Entity: IAMEntity>(_ name: String, in account: String, as: Entity.Type = Entity.self) -> Entity? {
        self[keyPath: Entity.records][Self.key(account, name)]
    }

    /// An entity that must be there.
    func find<Entity: IAMEntity>(_ name: String, in account: String, as: Entity.Type = Entity.self) throws(AWSError) -> Entity {
        guard let entity: Entity = entity(name, in: account) else { throw .notFound(Entity.word, name) }
        return entity
    }

    /// An entity that must be there and can be changed: the role of a service, which no SCP or RCP binds, belongs to AWS (IAM User Guide,
    /// "Service-linked roles").
    func findOwn<Entity: IAMEntity>(_ name: String, in account: String) throws(AWSError) -> Entity {
        let entity: Entity = try find(name, in: account)
        if let role = entity as? Role, role.isServiceLinked { throw .protectedRole(role.name) }
        return entity
    }

    /// The entities of an account by name, below a path.
    func entities<Entity: IAMEntity>(_: Entity.Type, in account: String, below path: String = "/") -> [Entity] {
        self[keyPath: Entity.records].all.filter { $0.account == account && $0.path.hasPrefix(path) }
    }

    /// Tells whether a name is taken; names that differ in case only are the same (IAM User Guide, "IAM quotas").
    func isTaken<Entity: IAMEntity>(_ name: String, in account: String, by: Entity.Type) -> Bool {
        let name = name.lowercased()
        return self[keyPath: Entity.records].unordered.contains { $0.account == account && $0.name.lowercased() == name }
    }

    func users(in group: Group) -> [User] {
        users.all.filter { $0.account == group.account && $0.groups.contains(group.name) }
    }

    func devices(of user: User) -> [MFADevice] { mfaDevices.all.filter { $0.account == user.account && $0.userName == user.name } }
}
