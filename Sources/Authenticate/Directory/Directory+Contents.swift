import AWSTypes

/// What a directory holds, behind one reference: every call copies its snapshot several times, and a copy of the records
/// one by one would count two dozen references up and down.
extension Directory {
    struct Contents: Sendable {
        var accounts = Records<Account>()
        var users = Records<User>()
        var groups = Records<Group>()
        var roles = Records<Role>()
        var managedPolicies = Records<ManagedPolicy>()
        var accessKeys = Records<AccessKey>()
        var mfaDevices = Records<MFADevice>()
        var organizations = Records<Organization>()
        var endpoints = Records<VPCEndpoint>()
        var keys = Records<Key>()
        var aliases = Records<KeyAlias>()
        var revision: UInt64 = 0
    }

    /// `@unchecked Sendable`: the contents are changed only where a single directory has the box.
    final class Box: @unchecked Sendable {
        var contents: Contents

        init(_ contents: Contents) { self.contents = contents }
    }

    private var contents: Contents {
        get { box.contents }
        _modify {
            if !isKnownUniquelyReferenced(&box) { box = Box(box.contents) }
            yield &box.contents
        }
    }

    package var accounts: Records<Account> {
        get { box.contents.accounts }
        _modify { yield &contents.accounts }
    }
    package var users: Records<User> {
        get { box.contents.users }
        _modify { yield &contents.users }
    }
    package var groups: Records<Group> {
        get { box.contents.groups }
        _modify { yield &contents.groups }
    }
    package var roles: Records<Role> {
        get { box.contents.roles }
        _modify { yield &contents.roles }
    }
    package var managedPolicies: Records<ManagedPolicy> {
        get { box.contents.managedPolicies }
        _modify { yield &contents.managedPolicies }
    }
    package var accessKeys: Records<AccessKey> {
        get { box.contents.accessKeys }
        _modify { yield &contents.accessKeys }
    }
    package var mfaDevices: Records<MFADevice> {
        get { box.contents.mfaDevices }
        _modify { yield &contents.mfaDevices }
    }
    package var organizations: Records<Organization> {
        get { box.contents.organizations }
        _modify { yield &contents.organizations }
    }
    package var endpoints: Records<VPCEndpoint> {
        get { box.contents.endpoints }
        _modify { yield &contents.endpoints }
    }
    package var keys: Records<Key> {
        get { box.contents.keys }
        _modify { yield &contents.keys }
    }
    package var aliases: Records<KeyAlias> {
        get { box.contents.aliases }
        _modify { yield &contents.aliases }
    }

    /// Grows with every change, so that what was derived from a snapshot can tell whether it still holds.
    package internal(set) var revision: UInt64 {
        get { box.contents.revision }
        set { contents.revision = newValue }
    }
}
