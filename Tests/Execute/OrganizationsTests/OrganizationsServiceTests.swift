import AWSTypes
import Directory
import IAMPolicy
import Organizations
import ServiceModel
import Testing

@Suite struct OrganizationsServiceTests {
    static let names = [
        "AttachPolicy", "CreateOrganization", "CreateOrganizationalUnit", "CreatePolicy", "DeleteOrganizationalUnit", "DeletePolicy",
        "DescribeAccount", "DescribeEffectivePolicy", "DescribeOrganization", "DescribeOrganizationalUnit", "DescribePolicy",
        "DescribeResourcePolicy", "DetachPolicy", "DisablePolicyType", "EnablePolicyType",
        "ListAccounts", "ListAccountsForParent", "ListChildren", "ListOrganizationalUnitsForParent", "ListParents", "ListPolicies",
        "ListPoliciesForTarget", "ListRoots", "ListTagsForResource", "ListTargetsForPolicy", "MoveAccount", "TagResource", "UntagResource",
        "UpdateOrganizationalUnit", "UpdatePolicy",
    ]

    /// What they describe is never there.
    static let neverThere = ["DescribeEffectivePolicy", "DescribeResourcePolicy"]

    @Test func `the table is complete`() throws {
        #expect(try World().service.operations.keys.sorted() == Self.names)
    }

    /// The one operation that is for accounts outside an organization.
    static let founding = "CreateOrganization"

    @Test func `an account outside founds an organization, in which no policy type is enabled yet`() throws {
        let world = try World()
        var actions: [String] = []
        let answer = try world.call(Self.founding, as: "444455556666") { actions = $0.map(\.action) }
        #expect(actions == ["organizations:CreateOrganization"])
        let organization = try #require(world.store.snapshot.organization(of: "444455556666"))
        #expect(organization.managementAccount == "444455556666")
        #expect(organization.enabledTypes.isEmpty)
        #expect(!answer.isEmpty)
        let error = #expect(throws: AWSError.self) { try world.call(Self.founding, as: "444455556666") }
        #expect(error?.code.name == "AlreadyInOrganizationException")
    }

    @Test(arguments: names.filter { $0 != founding && !neverThere.contains($0) })
    func `every operation answers its own example, and asks for its own action`(_ name: String) throws {
        let world = try World()
        if name == "EnablePolicyType" { try world.change { $0.disable(.resourceControl) } }
        let example = try #require(world.service.operations[name]).example
        var actions: Set<String> = []
        try world.call(name, example) { actions = Set($0.map(\.action)) }
        #expect(actions == ["organizations:\(name)"])
    }

    @Test(arguments: names.filter { !["DescribeOrganization", "DescribeEffectivePolicy", founding].contains($0) })
    func `a member account may do nothing but describe its organization and what holds for itself`(_ name: String) throws {
        let world = try World()
        let example = try #require(world.service.operations[name]).example
        var asked = false
        let error = #expect(throws: AWSError.self) { try world.call(name, example, as: World.member) { _ in asked = true } }
        #expect(error?.code == .accessDenied)
        #expect(error?.message == "You don't have permissions to access this resource.")
        #expect(asked)
    }

    @Test func `a member is allowed DescribeOrganization by its own policies alone`() throws {
        let allow = AttachedPolicy(
            name: "all",
            document: try PolicyDocument(
                parsing: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#, as: .identity))
        var decisions: [Bool] = []
        try World().call("DescribeOrganization", as: World.member) { questions in
            let caller = Principal(kind: .user, account: World.member, arn: "arn:aws:iam::\(World.member):user/Admin")
            decisions = questions.map { question in
                IAMPolicy.decide(question, by: caller, layers: PolicyLayers(identity: [allow]), context: NoConditionKeys()).isAllowed
            }
        }
        #expect(decisions == [true])
    }

    @Test(arguments: names.filter { $0 != founding })
    func `an account outside has no organization`(_ name: String) throws {
        let world = try World()
        let example = try #require(world.service.operations[name]).example
        let error = #expect(throws: AWSError.self) { try world.call(name, example, as: "444455556666") }
        #expect(error?.code.name == "AWSOrganizationsNotInUseException")
        #expect(error?.message == "Your account is not a member of an organization.")
    }

    /// Resources as the Service Authorization Reference lists them.
    static let questions: [(name: String, request: String, questions: [String])] = [
        (
            "AttachPolicy", #"{"PolicyId":"p-examplepolicy","TargetId":"111122223333"}"#,
            [
                "organizations:AttachPolicy arn:aws:organizations::999988887777:policy/o-exampleorg1/service_control_policy/p-examplepolicy",
                "organizations:AttachPolicy arn:aws:organizations::999988887777:account/o-exampleorg1/111122223333",
            ]
        ),
        (
            "DescribePolicy", #"{"PolicyId":"p-FullAWSAccess"}"#,
            ["organizations:DescribePolicy arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"]
        ),
        (
            "MoveAccount", #"{"AccountId":"111122223333","SourceParentId":"ou-root-workload","DestinationParentId":"r-root"}"#,
            [
                "organizations:MoveAccount arn:aws:organizations::999988887777:account/o-exampleorg1/111122223333",
                "organizations:MoveAccount arn:aws:organizations::999988887777:ou/o-exampleorg1/ou-root-workload",
                "organizations:MoveAccount arn:aws:organizations::999988887777:root/o-exampleorg1/r-root",
            ]
        ),
        ("ListAccounts", "{}", ["organizations:ListAccounts *"]),
    ]

    @Test(arguments: questions)
    func `questions name what is touched`(_ name: String, _ request: String, _ questions: [String]) throws {
        #expect(try World().questions(of: name, request) == questions)
    }
}
