import AWSTypes
import ByteJSON
import Directory
import IAMPolicy
import ScenarioKit
import Testing

@Suite struct WorldReaderTests {
    struct Row: CustomTestStringConvertible {
        var account: [String]
        var organization: [String] = []
        var message: String
        var testDescription: String { account.joined(separator: " ") + organization.joined(separator: " ") }
    }

    private static let here = "scenario.yaml"
    private static let place = "world.accounts.111122223333"

    static let faults = [
        Row(
            account: ["user: {}"],
            message:
                "\(here):6:13: \(place).user: unknown name 'user', expected one of name, policies, groups, users, roles, keys, mfaDevices, "
                + "endpoints, tables, rootAccessKey; did you mean 'users'?"),
        Row(
            account: ["users: {A: {policies: [AdministratorAcess]}}"],
            message:
                "\(here):6:30: \(place).users.A.policies.[1]: there is no managed policy 'AdministratorAcess'; a file must end in .json"),
        Row(
            account: ["users: {A: {policies: [none.json]}}"],
            message: "\(here):6:30: \(place).users.A.policies.[1]: there is no file 'none.json' in FOLDER"),
        Row(
            account: ["users: {A: {policies: [../x.json]}}"],
            message: "\(here):6:30: \(place).users.A.policies.[1]: '../x.json' is outside the scenario's folder"),
        Row(
            account: ["users: {A: {groups: [G]}}"],
            message: "\(here):6:27: \(place).users.A.groups: there is no group 'G' in account 111122223333"),
        Row(account: ["roles: {R: {}}"], message: "\(here):6:18: \(place).roles.R: 'trust' is missing"),
        Row(
            account: ["keys: {k: {policy: open.json, state: Off}}"],
            message: "\(here):6:44: \(place).keys.k.state: expected Enabled, Disabled or PendingDeletion"),
        Row(
            account: ["mfaDevices: {d: {user: U}}"],
            message: "\(here):6:30: \(place).mfaDevices.d.user: there is no such user in 111122223333"
        ),
        Row(account: ["endpoints: {vpce-1: {}}"], message: "\(here):6:27: \(place).endpoints.vpce-1: 'policy' is missing"),
        Row(
            account: ["{}"], organization: ["{id: o-exampleorg1, managementAccount: \"1\"}"],
            message: "\(here):8:5: world.organization: the management account 1 is not among the accounts"),
        Row(
            account: ["{}"],
            organization: ["{id: o-exampleorg1, managementAccount: \"111122223333\", root: {units: [{name: U, attach: [Deny]}]}}"],
            message: "\(here):8:94: world.organization.root.units.[1].attach.[1]: there is no policy 'Deny' in the organization"),
    ]

    @Test(arguments: faults)
    func `a fault in a world is told with its place`(_ row: Row) throws {
        let scenario = try TemporaryScenario(account: row.account, organization: row.organization)
        #expect(scenario.faults() == [row.message.replacing("FOLDER", with: scenario.folder)])
    }

    @Test func `a fault in a policy is told at its place in the policy's file`() throws {
        let fault = try #require(try TemporaryScenario(account: ["users: {A: {policies: [broken.json]}}"]).faults().first)
        #expect(fault.hasPrefix("broken.json:3:28: not a policy that can be attached here (identity): "))
    }

    @Test func `a world comes out as it is described`() throws {
        let scenario = try TemporaryScenario(
            account: [
                "name: workloads", "policies: {Deny: deny.json}", "groups: {G: {policies: [deny.json]}}",
                "users: {A: {policies: [Deny, \"arn:aws:iam::aws:policy/AdministratorAccess\"], groups: [G], boundary: Deny, tags: {k: v}}, "
                    + "B: {path: /x/, accessKey: {id: AKIAEXAMPLE, secret: s}}}",
                "roles: {R: {trust: trust.json, policies: [deny.json], maxSessionDuration: 7200}}",
                "keys: {k: {policy: open.json, state: Disabled}}", "mfaDevices: {d: {user: A, seed: JBSWY3DPEHPK3PXP}}",
                "endpoints: {vpce-1: {policy: open.json, vpc: vpc-1}}", "tables: [{file: table.json, items: [items.json]}, table.json]",
                "rootAccessKey: true",
            ],
            organization: [
                "id: o-exampleorg1", "managementAccount: \"111122223333\"", "policies: {NoMore: deny.json}",
                "root: {units: [{name: U, attach: [FullAWSAccess, NoMore]}]}",
            ])
        let world = try scenario.read().world
        let directory = world.directory
        let user = try #require(directory.user("A", in: "111122223333"))
        #expect(user.policies.attached == ["arn:aws:iam::111122223333:policy/Deny", "arn:aws:iam::aws:policy/AdministratorAccess"])
        #expect(directory.identityPolicies(of: user).map(\.name) == ["Deny", "AdministratorAccess", "deny"])
        #expect(user.boundary == "arn:aws:iam::111122223333:policy/Deny")
        #expect(user.tags.map(\.value) == ["v"])
        #expect(directory.user("B", in: "111122223333")?.arn == "arn:aws:iam::111122223333:user/x/B")
        #expect(directory.accessKeys["AKIAEXAMPLE"]?.userName == "B")
        #expect(directory.accessKeys.all.filter { $0.userName == nil }.count == 1)
        #expect(directory.role("R", in: "111122223333")?.maxSessionDuration == 7200)
        let key = try #require(directory.keys.all.first)
        #expect(key.state == .disabled)
        #expect(directory.aliases.all.map(\.keyARN) == [key.arn])
        #expect(directory.mfaDevices["arn:aws:iam::111122223333:mfa/d"]?.userName == "A")
        #expect(directory.endpoints["vpce-1"]?.vpc == "vpc-1")
        #expect(world.tables.map(\.items.count) == [2, 0])
        #expect(world.tables.map { String(decoding: $0.input, as: UTF8.self) } == [#"{"TableName":"T"}"#, #"{"TableName":"T"}"#])
        let organization = try #require(directory.organizations["o-exampleorg1"])
        let unit = try #require(organization.units.first)
        let attached = (organization.attachments[unit.id] ?? []).compactMap { organization.policies[$0]?.name }
        #expect(attached == ["RCPFullAWSAccess", "FullAWSAccess", "NoMore"])
        #expect(organization.parents == ["111122223333": organization.root])
    }

    @Test func `callers are named by their name, and by their account where that is not enough`() throws {
        let text =
            "title: t\ncause: identity\nworld: {accounts: {\"111122223333\": {name: one, users: {A: {}, B: {}}}, "
            + "\"444455556666\": {name: two, users: {A: {}}}}}\nsteps: []\n"
        let callers = WorldCallers(try TemporaryScenario(text).read().world.directory)
        #expect(try callers.credentials(of: "one/A") == callers.credentials(of: "111122223333/A"))
        #expect(try callers.credentials(of: "two/A") != callers.credentials(of: "one/A"))
        #expect(try callers.credentials(of: "B") == callers.credentials(of: "one/B"))
        #expect(throws: CommandError("'A' may be any of 111122223333/A, 444455556666/A")) { try callers.credentials(of: "A") }
    }
}
