import AWSTypes
import Directory
import IAMPolicy
import Organizations
import ServiceModel
import Testing

@Suite struct OrganizationTagTests {
    @Test(arguments: ["r-root", "ou-root-workload", "111122223333", "p-examplepolicy"])
    func `roots, units, accounts and policies are tagged, and conditions see it`(_ id: String) throws {
        let world = try World()
        let tags = #"[{"Key":"team","Value":"blue"},{"Key":"stage","Value":""}]"#
        var asked: [AuthorizationRequest] = []
        try world.call("TagResource", #"{"ResourceId":"\#(id)","Tags":\#(tags)}"#) { asked = $0 }
        let question = try #require(asked.first)
        #expect(asked.count == 1)
        #expect(question.context.value(of: "aws:RequestTag/team") == .single("blue"))
        #expect(question.context.value(of: "aws:TagKeys") == .list(["team", "stage"]))
        let isPolicy = id.hasPrefix("p-")
        #expect(question.context.value(of: "organizations:PolicyType") == (isPolicy ? .single("SERVICE_CONTROL_POLICY") : nil))
        #expect(try world.call("ListTagsForResource", #"{"ResourceId":"\#(id)"}"#) == #"{"Tags":\#(tags)}"#)
        #expect(
            world.service.resource(question.resource, world.store.snapshot).tags
                == [Tag(key: "team", value: "blue"), Tag(key: "stage", value: "")])

        try world.call("TagResource", #"{"ResourceId":"\#(id)","Tags":[{"Key":"team","Value":"red"}]}"#)
        try world.call("UntagResource", #"{"ResourceId":"\#(id)","TagKeys":["stage","none"]}"#)
        #expect(try world.call("ListTagsForResource", #"{"ResourceId":"\#(id)"}"#) == #"{"Tags":[{"Key":"team","Value":"red"}]}"#)
    }

    @Test func `what is made with tags needs a second permission, and has them`() throws {
        let world = try World()
        let tags = #""Tags":[{"Key":"team","Value":"blue"}]"#
        let unit = #"{"ParentId":"r-root","Name":"New",\#(tags)}"#
        #expect(
            try world.questions(of: "CreateOrganizationalUnit", unit) == [
                "organizations:CreateOrganizationalUnit arn:aws:organizations::999988887777:root/o-exampleorg1/r-root",
                "organizations:TagResource arn:aws:organizations::999988887777:ou/o-exampleorg1/ou-*",
            ])
        let organization = try #require(world.store.snapshot.organization(of: World.management))
        let made = try #require(organization.units.first { $0.name == "New" })
        #expect(organization[tagsOf: made.id] == [Tag(key: "team", value: "blue")])
        try world.call("DeleteOrganizationalUnit", #"{"OrganizationalUnitId":"\#(made.id)"}"#)
        #expect(try #require(world.store.snapshot.organization(of: World.management))[tagsOf: made.id] == [])
    }

    @Test func `fifty tags are the most`() throws {
        let world = try World()
        let tags = (1...51).map { #"{"Key":"k\#($0)","Value":""}"# }.joined(separator: ",")
        let error = #expect(throws: AWSError.self) { try world.call("TagResource", #"{"ResourceId":"r-root","Tags":[\#(tags)]}"#) }
        #expect(error?.code.name == "ConstraintViolationException")
        #expect(error?.message == "You have exceeded the number of tags allowed on this resource.")
    }
}
