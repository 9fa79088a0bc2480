import AWSTypes
import ByteJSON
import Directory
import Foundation
import IAMPolicy
import Organizations
import Testing

/// Members and their order are those of the service's model (botocore).
@Suite struct AnswerTests {
    static let rows: [(name: String, request: String, answer: String)] = [
        (
            "DescribeOrganization", "{}",
            #"{"Organization":{"Id":"o-exampleorg1","Arn":"arn:aws:organizations::999988887777:organization/o-exampleorg1","#
                + #""FeatureSet":"ALL","MasterAccountArn":"arn:aws:organizations::999988887777:account/o-exampleorg1/999988887777","#
                + #""MasterAccountId":"999988887777","MasterAccountEmail":"management@example.com","#
                + #""AvailablePolicyTypes":[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"}]}}"#
        ),
        (
            "ListRoots", "{}",
            #"{"Roots":[{"Id":"r-root","Arn":"arn:aws:organizations::999988887777:root/o-exampleorg1/r-root","Name":"Root","#
                + #""PolicyTypes":[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"},{"Type":"RESOURCE_CONTROL_POLICY","Status":"ENABLED"}]}]}"#
        ),
        (
            "DescribeAccount", #"{"AccountId":"111122223333"}"#,
            #"{"Account":{"Id":"111122223333","Arn":"arn:aws:organizations::999988887777:account/o-exampleorg1/111122223333","#
                + #""Email":"workload@example.com","Name":"Workload","Status":"ACTIVE","State":"ACTIVE","#
                + #""Paths":["o-exampleorg1/r-root/ou-root-workload/111122223333/"],"JoinedMethod":"CREATED","JoinedTimestamp":1790000000}}"#
        ),
        (
            "DescribeOrganizationalUnit", #"{"OrganizationalUnitId":"ou-root-workload"}"#,
            #"{"OrganizationalUnit":{"Id":"ou-root-workload","Arn":"arn:aws:organizations::999988887777:ou/o-exampleorg1/ou-root-workload","#
                + #""Name":"Workloads","Path":"o-exampleorg1/r-root/ou-root-workload/"}}"#
        ),
        ("ListParents", #"{"ChildId":"111122223333"}"#, #"{"Parents":[{"Id":"ou-root-workload","Type":"ORGANIZATIONAL_UNIT"}]}"#),
        ("ListParents", #"{"ChildId":"ou-root-workload"}"#, #"{"Parents":[{"Id":"r-root","Type":"ROOT"}]}"#),
        ("ListChildren", #"{"ParentId":"r-root","ChildType":"ACCOUNT"}"#, #"{"Children":[{"Id":"999988887777","Type":"ACCOUNT"}]}"#),
        (
            "ListChildren", #"{"ParentId":"r-root","ChildType":"ORGANIZATIONAL_UNIT","MaxResults":1}"#,
            #"{"Children":[{"Id":"ou-root-workload","Type":"ORGANIZATIONAL_UNIT"}],"NextToken":"ou-root-workload"}"#
        ),
        (
            "DescribePolicy", #"{"PolicyId":"p-FullAWSAccess"}"#,
            #"{"Policy":{"PolicySummary":{"Id":"p-FullAWSAccess","Arn":"arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess","#
                + #""Name":"FullAWSAccess","Description":"Allows access to every operation","Type":"SERVICE_CONTROL_POLICY","AwsManaged":true},"#
                + #""Content":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}}"#
        ),
        (
            "ListPoliciesForTarget", #"{"TargetId":"111122223333","Filter":"RESOURCE_CONTROL_POLICY"}"#,
            #"{"Policies":[{"Id":"p-RCPFullAWSAccess","Arn":"arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess","#
                + #""Name":"RCPFullAWSAccess","Description":"Allows access to every resource","Type":"RESOURCE_CONTROL_POLICY","AwsManaged":true}]}"#
        ),
        ("ListPoliciesForTarget", #"{"TargetId":"111122223333","Filter":"TAG_POLICY"}"#, #"{"Policies":[]}"#),
        (
            "ListTargetsForPolicy", #"{"PolicyId":"p-attachedone"}"#,
            #"{"Targets":[{"TargetId":"ou-root-workload","Arn":"arn:aws:organizations::999988887777:ou/o-exampleorg1/ou-root-workload","#
                + #""Name":"Workloads","Type":"ORGANIZATIONAL_UNIT"}]}"#
        ),
        ("DetachPolicy", #"{"PolicyId":"p-attachedone","TargetId":"ou-root-workload"}"#, "{}"),
    ]

    @Test(arguments: rows)
    func `an answer has the model's members`(_ name: String, _ request: String, _ answer: String) throws {
        #expect(try World().call(name, request) == answer)
    }

    @Test func `a new policy is attached, found, changed, detached and removed`() throws {
        let world = try World()
        var writer = JSONWriter()
        writer.string(World.content)
        let created = try world.call(
            "CreatePolicy", #"{"Content":\#(writer.text),"Description":"D","Name":"N","Type":"SERVICE_CONTROL_POLICY"}"#)
        let id = try #require(JSONDocument(parsing: Array(created.utf8)).root["Policy"]?["PolicySummary"]?["Id"]?.string)
        let summary =
            #"{"Id":"\#(id)","Arn":"arn:aws:organizations::999988887777:policy/o-exampleorg1/service_control_policy/\#(id)","#
            + #""Name":"N","Description":"D","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false}"#
        #expect(created == #"{"Policy":{"PolicySummary":\#(summary),"Content":\#(writer.text)}}"#)
        try world.call("AttachPolicy", #"{"PolicyId":"\#(id)","TargetId":"111122223333"}"#)
        let levels = try #require(world.store.snapshot.serviceControlLevels(of: World.member))
        #expect(
            levels.map { $0.policies.map(\.name) } == [
                ["FullAWSAccess"], ["FullAWSAccess", "Name of p-attachedone"], ["FullAWSAccess", "N"],
            ])
        #expect(try world.call("UpdatePolicy", #"{"PolicyId":"\#(id)","Name":"M"}"#).contains(#""Name":"M","Description":"D""#))
        try world.call("DetachPolicy", #"{"PolicyId":"\#(id)","TargetId":"111122223333"}"#)
        try world.call("DeletePolicy", #"{"PolicyId":"\#(id)"}"#)
        #expect(try !world.call("ListPolicies", #"{"Filter":"SERVICE_CONTROL_POLICY"}"#).contains(id))
    }

    @Test func `a new unit has the default policies, and takes accounts`() throws {
        let world = try World()
        let created = try world.call("CreateOrganizationalUnit", #"{"ParentId":"ou-root-workload","Name":"Test"}"#)
        let id = try #require(JSONDocument(parsing: Array(created.utf8)).root["OrganizationalUnit"]?["Id"]?.string)
        #expect(created.contains(#""Name":"Test","Path":"o-exampleorg1/r-root/ou-root-workload/\#(id)/"}"#))
        try world.call("MoveAccount", #"{"AccountId":"111122223333","SourceParentId":"ou-root-workload","DestinationParentId":"\#(id)"}"#)
        let levels = try #require(world.store.snapshot.serviceControlLevels(of: World.member))
        #expect(levels.map(\.target) == ["r-root", "ou-root-workload", id, "111122223333"])
        #expect(levels.allSatisfy { $0.policies.first?.name == "FullAWSAccess" })
    }

    @Test func `disabling a type detaches everything, enabling it again leaves the default`() throws {
        let world = try World()
        try world.call("DisablePolicyType", #"{"RootId":"r-root","PolicyType":"SERVICE_CONTROL_POLICY"}"#)
        #expect(world.store.snapshot.serviceControlLevels(of: World.member) == nil)
        try world.call("EnablePolicyType", #"{"RootId":"r-root","PolicyType":"SERVICE_CONTROL_POLICY"}"#)
        let levels = try #require(world.store.snapshot.serviceControlLevels(of: World.member))
        #expect(levels.map { $0.policies.map(\.name) } == Array(repeating: ["FullAWSAccess"], count: 3))
    }

    /// AWS's own RCP allows, which the grammar of RCPs refuses to everybody else.
    @Test func `an organization is saved and loaded with AWS's own policies`() throws {
        let organization = try #require(World().store.snapshot.organizations["o-exampleorg1"])
        let loaded = try JSONDecoder().decode(Organization.self, from: JSONEncoder().encode(organization))
        let policy = try #require(loaded.policies["p-RCPFullAWSAccess"]).policy.document
        #expect(policy.text == organization.policies["p-RCPFullAWSAccess"]?.policy.text)
        #expect(policy.statements.map(\.effect) == [.allow])
    }

    @Test func `pages follow each other`() throws {
        let world = try World()
        try world.change { organization in
            for number in 0..<30 { organization.add(account: String(100_000_000_000 + number), to: "r-root", joined: World.now) }
        }
        var found: [String] = []
        var request = "{}"
        while true {
            let answer = try JSONDocument(parsing: Array(world.call("ListAccounts", request).utf8)).root
            found += answer["Accounts"]?.elements.compactMap { $0["Id"]?.string } ?? []
            guard let token = answer["NextToken"]?.string else { break }
            request = #"{"NextToken":"\#(token)"}"#
        }
        #expect(found.count == 32)
        #expect(found == found.sorted())
    }
}
