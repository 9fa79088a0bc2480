import Directory

/// A user or group: what can be given another name and path.
protocol IAMRenamable: IAMEntity {
    var name: String { get set }
    var path: String { get set }

    /// Has what names it by its former name name it by the new one.
    func follow(from former: Self, in directory: inout Directory, _ references: PrincipalReferences) throws
}

extension User: IAMRenamable {
    func follow(from former: User, in directory: inout Directory, _ references: PrincipalReferences) throws {
        for var key in directory.accessKeys(of: former.name, in: account) {
            key.userName = name
            directory.accessKeys[key.id] = key
        }
        for var device in directory.devices(of: former) {
            device.userName = name
            directory.mfaDevices[device.serialNumber] = device
        }
        if arn != former.arn { try references.replace(former.arn, by: arn, in: &directory) }
    }
}

extension Group: IAMRenamable {
    func follow(from former: Group, in directory: inout Directory, _ references: PrincipalReferences) {
        for var user in directory.users(in: former) {
            user.groups = user.groups.map { $0 == former.name ? name : $0 }
            directory.users[user.key] = user
        }
    }
}
