import AWSTypes
import Directory
import IAMPolicy
import Testing

/// IAM User Guide, "AWS JSON policy elements: Principal": a policy means a user or role, not whoever has its name later.
@Suite struct DeletedPrincipalTests {
    private static let bob = "arn:aws:iam::111122223333:user/Bob"

    private static func text(_ principal: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole","#
            + #""Condition":{"ArnEquals":{"aws:PrincipalArn":"\#(bob)"}}}]}"#
    }

    struct Row: CustomTestStringConvertible {
        var before: String
        /// With `ID` for the id of the deleted user; nil where nothing changes.
        var after: String?
        var testDescription: String { before }
    }

    static let rows = [
        Row(before: #"{"AWS":"\#(bob)"}"#, after: #"{"AWS":"ID"}"#),
        Row(before: #"{"AWS":["111122223333","\#(bob)"]}"#, after: #"{"AWS":["111122223333","ID"]}"#),
        Row(before: #"{"AWS":"arn:aws:iam::111122223333:root"}"#, after: nil),
        Row(before: #"{"AWS":"arn:aws:iam::111122223333:user/Bobby"}"#, after: nil),
    ]

    @Test(arguments: rows) func `a trust policy names a deleted user by its id`(_ row: Row) throws {
        let world = try World()
        for name in ["Bob", "Bobby"] { try world.call("CreateUser", ["UserName": name]) }
        let id = try #require(world.store.snapshot.user("Bob", in: World.account)).id
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": Self.text(row.before)])
        try world.call("DeleteUser", ["UserName": "Bob"])
        let trust = try #require(world.store.snapshot.role("R", in: World.account)).trust
        #expect(trust.text == Self.text((row.after ?? row.before).replacing("ID", with: id)))
    }

    @Test func `a key's policy names a deleted role by its id`() throws {
        let world = try World()
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": World.trust])
        let id = try #require(world.store.snapshot.role("R", in: World.account)).id
        let policy = #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"WHO"},"Action":"kms:*","Resource":"*"}}"#
        let before = try PolicyDocument(parsing: policy.replacing("WHO", with: "arn:aws:iam::111122223333:role/R"), as: .key)
        let key = Key(
            id: "1234abcd-12ab-34cd-56ef-1234567890ab", account: World.account, region: "us-east-1", policy: StoredPolicy(before),
            created: World.start, material: [])
        try world.store.update { $0.keys[key.arn] = key }
        try world.call("DeleteRole", ["RoleName": "R"])
        #expect(world.store.snapshot.keys[key.arn]?.policy.text == policy.replacing("WHO", with: id))
    }
}
