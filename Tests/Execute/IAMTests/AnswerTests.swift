import AWSTypes
import Directory
import IAMPolicy
import OpenSSL
import Testing

@Suite struct AnswerTests {
    private static let created = World.start.iso8601

    @Test func `a user as it was made`() throws {
        let world = try World()
        let xml = try world.call("CreateUser", ["UserName": "Bob", "Path": "/team/", "Tags": [["Key": "a", "Value": "b"]]]).xml
        let id = try #require(world.store.snapshot.user("Bob", in: World.account)).id
        #expect(
            xml == "<User><Path>/team/</Path><UserName>Bob</UserName><UserId>\(id)</UserId>"
                + "<Arn>arn:aws:iam::111122223333:user/team/Bob</Arn><CreateDate>\(Self.created)</CreateDate>"
                + "<Tags><member><Key>a</Key><Value>b</Value></member></Tags></User>")
        #expect(!(try world.call("ListUsers").xml.contains("Tags")))
    }

    @Test(arguments: ["User", "Group", "Role"])
    func `AWS's own policies are listed where they are attached`(_ kind: String) throws {
        let world = try World()
        try world.call("CreateGroup", ["GroupName": "Admin"])
        try world.call("CreateRole", ["RoleName": "Admin", "AssumeRolePolicyDocument": World.trust])
        try world.call("Attach\(kind)Policy", ["\(kind)Name": "Admin", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"])
        #expect(
            try world.call("ListAttached\(kind)Policies", ["\(kind)Name": "Admin"]).xml
                == "<AttachedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName>"
                + "<PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member></AttachedPolicies><IsTruncated>false</IsTruncated>"
        )
    }

    @Test func `the root user has no name`() throws {
        let world = try World()
        #expect(
            try world.call("GetUser", as: world.root).xml
                == "<User><UserId>111122223333</UserId><Arn>arn:aws:iam::111122223333:root</Arn><CreateDate>\(Self.created)</CreateDate></User>"
        )
    }

    @Test func `a role shows other members when made, found and listed`() throws {
        let world = try World()
        let made = try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": World.trust, "Description": "d"])
        #expect(made["AssumeRolePolicyDocument"].hasPrefix("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B"))
        #expect(made["Description"] == "d")
        #expect(made["MaxSessionDuration"] == "")
        #expect(!made.xml.contains("RoleLastUsed"))
        let found = try world.call("GetRole", ["RoleName": "R"])
        #expect(found["MaxSessionDuration"] == "3600")
        #expect(found.xml.contains("<RoleLastUsed></RoleLastUsed>"))
        let listed = try world.call("ListRoles")
        #expect(listed["MaxSessionDuration"] == "3600")
        #expect(!listed.xml.contains("RoleLastUsed"))
    }

    @Test func `a managed policy shows description and tags only when asked for alone`() throws {
        let world = try World()
        let made = try world.call("CreatePolicy", ["PolicyName": "P", "PolicyDocument": World.policy, "Description": "d"])
        let id = try #require(world.store.snapshot.managedPolicies["arn:aws:iam::111122223333:policy/P"]).id
        #expect(
            made.xml == "<Policy><PolicyName>P</PolicyName><PolicyId>\(id)</PolicyId><Arn>arn:aws:iam::111122223333:policy/P</Arn>"
                + "<Path>/</Path><DefaultVersionId>v1</DefaultVersionId><AttachmentCount>0</AttachmentCount>"
                + "<PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount><IsAttachable>true</IsAttachable>"
                + "<CreateDate>\(Self.created)</CreateDate><UpdateDate>\(Self.created)</UpdateDate></Policy>")
        let found = try world.call("GetPolicy", ["PolicyArn": "arn:aws:iam::111122223333:policy/P"])
        #expect(found["Description"] == "d")
        #expect(found.xml.contains("<Tags></Tags>"))
    }

    @Test func `a document comes percent-encoded`() throws {
        let world = try World()
        try world.call("PutUserPolicy", ["UserName": "Admin", "PolicyName": "own", "PolicyDocument": World.policy])
        let answer = try world.call("GetUserPolicy", ["UserName": "Admin", "PolicyName": "own"])
        #expect(
            answer["PolicyDocument"]
                == "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22dynamodb%3A%2A"
                + "%22%2C%22Resource%22%3A%22%2A%22%7D%7D")
    }

    @Test func `an access key shows its secret once`() throws {
        let world = try World()
        let made = try world.call("CreateAccessKey")
        #expect(made["UserName"] == "Admin")
        #expect(made["AccessKeyId"].hasPrefix("AKIA"))
        #expect(made["SecretAccessKey"].utf8.count == 40)
        #expect(made["Status"] == "Active")
        #expect(try world.call("ListAccessKeys")["SecretAccessKey"] == "")
    }

    @Test func `a device shows its seed once`() throws {
        let world = try World()
        let made = try world.call("CreateVirtualMFADevice", ["VirtualMFADeviceName": "article"])
        #expect(made["SerialNumber"] == "arn:aws:iam::111122223333:mfa/article")
        #expect(!made["Base32StringSeed"].isEmpty)
        let picture = try #require(Base64.decode(made["QRCodePNG"]))
        #expect(picture.starts(with: [0x89] + Array("PNG\r\n".utf8)))
        #expect(
            try world.call("ListVirtualMFADevices").xml
                == "<VirtualMFADevices><member><SerialNumber>arn:aws:iam::111122223333:mfa/article</SerialNumber></member></VirtualMFADevices>"
                + "<IsTruncated>false</IsTruncated>")
    }

    @Test func `pages follow each other without a gap, whatever happens between them`() throws {
        let world = try World()
        for number in 1...5 { try world.call("CreateUser", ["UserName": "u\(number)"]) }
        var (names, marker): ([String], String) = ([], "")
        repeat {
            let input: [String: Any] = marker.isEmpty ? ["MaxItems": 2] : ["MaxItems": 2, "Marker": marker]
            let page = try world.call("ListUsers", input)
            names += page.xml.split(separator: "<UserName>").dropFirst().map { String($0.prefix { $0 != "<" }) }
            #expect((page["IsTruncated"] == "true") == !page["Marker"].isEmpty)
            marker = page["Marker"]
            if names.count == 4 { try world.call("DeleteUser", ["UserName": "u1"]) }
        } while !marker.isEmpty
        #expect(names == ["Admin", "u1", "u2", "u3", "u4", "u5"])
    }

    @Test func `policies are listed by scope and use`() throws {
        let world = try World()
        try world.call("CreatePolicy", ["PolicyName": "P", "PolicyDocument": World.policy])
        try world.call("AttachUserPolicy", ["UserName": "Admin", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"])
        #expect(try world.call("ListPolicies", ["Scope": "Local"])["PolicyName"] == "P")
        #expect(try world.call("ListPolicies", ["Scope": "Local", "OnlyAttached": "true"])["PolicyName"] == "")
        let attached = try world.call("ListPolicies", ["OnlyAttached": "true"])
        #expect(attached["PolicyName"] == "AdministratorAccess")
        #expect(attached["AttachmentCount"] == "1")
        let all = try world.call("ListPolicies").xml.split(separator: "<member>").count - 1
        #expect(all == AWSManagedPolicies.arns.count + 1)
    }
}
