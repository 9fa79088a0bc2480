import AWSTypes
import Directory
import IAM
import IAMPolicy
import OpenSSL
import ServiceModel
import Synchronization
import Testing

/// A renamed user or group is the same one: what names it goes on to mean it (IAM User Guide, "Renaming an IAM user").
@Suite struct RenamingTests {
    private static let bob = "arn:aws:iam::111122223333:user/Bob"
    private static let robert = "arn:aws:iam::111122223333:user/team/Robert"

    private static func trust(_ principal: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"Action":"sts:AssumeRole"}]}"#
    }

    @Test func `keys, devices, groups, sessions, policies and grants follow a user`() throws {
        let world = try World()
        try world.call("CreateUser", ["UserName": "Bob"])
        try world.call("CreateGroup", ["GroupName": "Readers"])
        try world.call("AddUserToGroup", ["GroupName": "Readers", "UserName": "Bob"])
        let accessKey = try world.call("CreateAccessKey", ["UserName": "Bob"])["AccessKeyId"]
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": Self.trust(Self.bob)])
        let policy = try PolicyDocument(
            parsing: Self.trust(Self.bob).replacing("sts:AssumeRole\"", with: "kms:*\",\"Resource\":\"*\""), as: .key)
        var key = Key(
            id: "1234abcd-12ab-34cd-56ef-1234567890ab", account: World.account, region: "us-east-1", policy: StoredPolicy(policy),
            created: World.start, material: [])
        key.grants = [
            Key.IssuedGrant(
                id: "1", token: "t", name: nil, created: World.start, grantee: Self.bob, retiring: Self.bob, issuingAccount: World.account,
                operations: ["Decrypt"], encryptionContextEquals: nil, encryptionContextSubset: nil)
        ]
        var device = MFADevice(account: World.account, pathAndName: "/bob", seed: [], created: World.start)
        device.userName = "Bob"
        try world.store.update { [key, device] in
            $0.keys[key.arn] = key
            $0.mfaDevices[device.serialNumber] = device
        }
        let id = try #require(world.store.snapshot.user("Bob", in: World.account)).id

        try world.call("UpdateUser", ["UserName": "Bob", "NewUserName": "Robert", "NewPath": "/team/"])

        let directory = world.store.snapshot
        #expect(directory.user("Bob", in: World.account) == nil)
        let robert = try #require(directory.user("Robert", in: World.account))
        #expect((robert.id, robert.arn) == (id, Self.robert))
        #expect(robert.groups == ["Readers"])
        #expect(try directory.caller(with: #require(directory.accessKeys[accessKey])).arn == Self.robert)
        #expect(directory.mfaDevices[device.serialNumber]?.userName == "Robert")
        #expect(directory.role("R", in: World.account)?.trust.text == Self.trust(Self.robert))
        let changed = try #require(directory.keys[key.arn])
        #expect(changed.policy.text.contains(Self.robert) && !changed.policy.text.contains(Self.bob))
        #expect(changed.grants.map(\.grantee) == [Self.robert] && changed.grants.map(\.retiring) == [Self.robert])
        let session = Session(
            kind: .user, account: World.account, name: "Bob", principalID: id, accessKeyID: "ASIA", secret: "s", issued: World.start,
            expires: World.start)
        #expect(try directory.caller(in: session).arn == Self.robert)

        try world.call("UpdateGroup", ["GroupName": "Readers", "NewGroupName": "Writers"])
        #expect(world.store.snapshot.user("Robert", in: World.account)?.groups == ["Writers"])
        #expect(try world.call("GetGroup", ["GroupName": "Writers"])["UserName"] == "Robert")
    }

    @Test func `policies that others keep follow too, by the new name and at last by the id`() throws {
        final class Keeper: PolicyKeeper {
            let replaced = Mutex<[String]>([])
            func replacePrincipal(_ name: String, by other: String) { replaced.withLock { $0.append("\(name) \(other)") } }
        }
        let keeper = Keeper()
        let world = try World(keepers: [keeper])
        try world.call("CreateUser", ["UserName": "Bob"])
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": World.trust])
        let id = try #require(world.store.snapshot.user("Bob", in: World.account)).id
        let role = try #require(world.store.snapshot.role("R", in: World.account))
        try world.call("UpdateUser", ["UserName": "Bob"])
        try world.call("UpdateUser", ["UserName": "Bob", "NewUserName": "Robert", "NewPath": "/team/"])
        try world.call("DeleteUser", ["UserName": "Robert"])
        try world.call("DeleteRole", ["RoleName": "R"])
        #expect(keeper.replaced.withLock { $0 } == ["\(Self.bob) \(Self.robert)", "\(Self.robert) \(id)", "\(role.arn) \(role.id)"])
    }

    /// Source: IAM User Guide, "AWS JSON policy elements: Principal".
    @Test func `a policy that names an id means and shows the ARN`() throws {
        let world = try World()
        try world.call("CreateUser", ["UserName": "Bob"])
        let id = try #require(world.store.snapshot.user("Bob", in: World.account)).id
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": Self.trust(id)])
        #expect(world.store.snapshot.role("R", in: World.account)?.trust.text == Self.trust(Self.bob))
        #expect(
            try world.fault("CreateRole", ["RoleName": "S", "AssumeRolePolicyDocument": Self.trust("AIDANOBODYNOBODY")]).code.name
                == "MalformedPolicyDocument")
    }

    @Test func `leave is needed for the former and the new one`() throws {
        let world = try World()
        try world.call("CreateUser", ["UserName": "Bob", "Path": "/a/"])
        let questions = try world.question("UpdateUser", ["UserName": "Bob", "NewUserName": "Robert"])
        #expect(questions.map(\.action) == ["iam:UpdateUser", "iam:UpdateUser"])
        #expect(questions.map(\.resource) == ["arn:aws:iam::111122223333:user/a/Bob", "arn:aws:iam::111122223333:user/a/Robert"])
    }

    @Test func `a name that is taken is refused, a change of its case is not`() throws {
        let world = try World()
        for name in ["Bob", "Robert"] { try world.call("CreateUser", ["UserName": name]) }
        let fault = try world.fault("UpdateUser", ["UserName": "Bob", "NewUserName": "ROBERT"])
        #expect(fault.code.name == "EntityAlreadyExists")
        #expect(fault.message == "User with name ROBERT already exists.")
        try world.call("UpdateUser", ["UserName": "Bob", "NewUserName": "BOB"])
        #expect(world.store.snapshot.user("BOB", in: World.account) != nil)
    }
}
