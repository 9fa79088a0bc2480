import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAM
import IAMPolicy
import OpenSSL
import ServiceModel
import Testing

@Suite struct IAMServiceTests {
    private static let arn = "arn:aws:iam::111122223333:policy/Reading"
    private static let conditional =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SourceIp":"true"}}}}"#
    private static let awsPolicy = "arn:aws:iam::aws:policy/ReadOnlyAccess"

    @Test func `every operation succeeds in a story that leaves nothing behind`() throws {
        let world = try World()
        let before = world.store.snapshot
        try build(world)
        try read(world)
        try clear(world)
        #expect(world.succeeded == Set(world.service.operations.keys))
        let after = world.store.snapshot
        #expect(Array(after.users.keys) == Array(before.users.keys))
        #expect(after.groups.count + after.roles.count + after.mfaDevices.count == 0)
        #expect(after.accessKeys.count == before.accessKeys.count)
        #expect(after.managedPolicies.count == 0)
    }

    private func build(_ world: World) throws {
        try world.call("CreateUser", ["UserName": "Bob", "Path": "/team/"])
        try world.call("CreateGroup", ["GroupName": "Readers"])
        try world.call("CreateRole", ["RoleName": "Reader", "AssumeRolePolicyDocument": World.trust])
        try world.call("UpdateAssumeRolePolicy", ["RoleName": "Reader", "PolicyDocument": World.trust])
        try world.call("UpdateRole", ["RoleName": "Reader", "Description": "reads", "MaxSessionDuration": 7200])
        try world.call("AddUserToGroup", ["GroupName": "Readers", "UserName": "Bob"])
        try world.call("CreatePolicy", ["PolicyName": "Reading", "PolicyDocument": World.policy])
        try world.call("CreatePolicyVersion", ["PolicyArn": Self.arn, "PolicyDocument": World.policy])
        try world.call("SetDefaultPolicyVersion", ["PolicyArn": Self.arn, "VersionId": "v2"])
        for (kind, name) in [("User", "Bob"), ("Group", "Readers"), ("Role", "Reader")] {
            try world.call("Attach\(kind)Policy", ["\(kind)Name": name, "PolicyArn": Self.arn])
            try world.call("Put\(kind)Policy", ["\(kind)Name": name, "PolicyName": "own", "PolicyDocument": World.policy])
        }
        try world.call("UpdateRoleDescription", ["RoleName": "Reader", "Description": "reads"])
        try world.call("UpdateUser", ["UserName": "Bob", "NewPath": "/team/a/"])
        try world.call("UpdateGroup", ["GroupName": "Readers", "NewPath": "/team/"])
        try world.call("CreateAccountAlias", ["AccountAlias": "example"])
        try world.call("TagPolicy", ["PolicyArn": Self.arn, "Tags": [["Key": "team", "Value": "a"]]])
        for (kind, name) in [("User", "Bob"), ("Role", "Reader")] {
            try world.call("Put\(kind)PermissionsBoundary", ["\(kind)Name": name, "PermissionsBoundary": Self.awsPolicy])
            try world.call("Tag\(kind)", ["\(kind)Name": name, "Tags": [["Key": "team", "Value": "a"], ["Key": "stage", "Value": "b"]]])
        }
    }

    private func read(_ world: World) throws {
        for operation in ["ListUsers", "ListGroups", "ListRoles", "ListPolicies", "ListVirtualMFADevices"] {
            #expect(try world.call(operation)["IsTruncated"] == "false")
        }
        #expect(try world.call("GetUser", ["UserName": "Bob"])["PermissionsBoundaryArn"] == Self.awsPolicy)
        #expect(try world.call("GetGroup", ["GroupName": "Readers"])["UserName"] == "Bob")
        #expect(try world.call("ListGroupsForUser", ["UserName": "Bob"])["GroupName"] == "Readers")
        #expect(try world.call("GetRole", ["RoleName": "Reader"])["MaxSessionDuration"] == "7200")
        #expect(try world.call("GetPolicy", ["PolicyArn": Self.arn])["AttachmentCount"] == "3")
        #expect(try world.call("GetPolicyVersion", ["PolicyArn": Self.arn, "VersionId": "v2"])["IsDefaultVersion"] == "true")
        #expect(try world.call("ListPolicyVersions", ["PolicyArn": Self.arn])["VersionId"] == "v2")
        let entities = try world.call("ListEntitiesForPolicy", ["PolicyArn": Self.arn])
        #expect([entities["GroupName"], entities["UserName"], entities["RoleName"]] == ["Readers", "Bob", "Reader"])
        for (kind, name) in [("User", "Bob"), ("Group", "Readers"), ("Role", "Reader")] {
            #expect(try world.call("ListAttached\(kind)Policies", ["\(kind)Name": name])["PolicyArn"] == Self.arn)
            #expect(try world.call("List\(kind)Policies", ["\(kind)Name": name])["member"] == "own")
            #expect(try world.call("Get\(kind)Policy", ["\(kind)Name": name, "PolicyName": "own"])["\(kind)Name"] == name)
        }
        #expect(
            try world.call(
                "SimulatePrincipalPolicy", ["PolicySourceArn": "arn:aws:iam::111122223333:group/Readers", "ActionNames": ["a:b"]])[
                    "EvalDecision"] == "implicitDeny")
        #expect(
            try world.call("SimulateCustomPolicy", ["PolicyInputList": [World.policy], "ActionNames": ["dynamodb:Query"]])["EvalDecision"]
                == "allowed")
        for (kind, name) in [("User", "Bob"), ("Role", "Reader")] {
            #expect(try world.call("List\(kind)Tags", ["\(kind)Name": name])["Key"] == "stage")
        }
        #expect(try world.call("ListPolicyTags", ["PolicyArn": Self.arn])["Key"] == "team")
        #expect(try world.call("ListInstanceProfilesForRole", ["RoleName": "Reader"])["InstanceProfiles"] == "")
        #expect(try world.call("ListAccountAliases")["member"] == "example")
        #expect(try world.call("GetAccountSummary").xml.contains("<entry><key>Roles</key><value>1</value></entry>"))
        #expect(try world.call("GetAccountAuthorizationDetails")["UserName"] == "Admin")
        let keys = ["PolicySourceArn": "arn:aws:iam::111122223333:user/team/a/Bob", "PolicyInputList": [Self.conditional]] as [String: Any]
        #expect(try world.call("GetContextKeysForPrincipalPolicy", keys)["member"] == "aws:SourceIp")
        #expect(try world.call("GetContextKeysForCustomPolicy", ["PolicyInputList": [Self.conditional]])["member"] == "aws:SourceIp")
        let key = try world.call("CreateAccessKey", ["UserName": "Bob"])["AccessKeyId"]
        #expect(try world.call("GetAccessKeyLastUsed", ["AccessKeyId": key])["ServiceName"] == "N/A")
        try world.call("UpdateAccessKey", ["UserName": "Bob", "AccessKeyId": key, "Status": "Inactive"])
        #expect(try world.call("ListAccessKeys", ["UserName": "Bob"])["Status"] == "Inactive")
        try world.call("DeleteAccessKey", ["UserName": "Bob", "AccessKeyId": key])
        try device(world)
    }

    private func device(_ world: World) throws {
        let created = try world.call("CreateVirtualMFADevice", ["VirtualMFADeviceName": "bob"])
        let text = String(decoding: try #require(Base64.decode(created["Base32StringSeed"])), as: UTF8.self)
        let seed = try #require(Base32.decode(text))
        #expect(text.utf8.count == 64)
        func input(_ steps: Int64) -> [String: Any] {
            let step = TOTP.step(at: world.now.seconds) + steps
            return [
                "UserName": "Bob", "SerialNumber": created["SerialNumber"],
                "AuthenticationCode1": TOTP.code(secret: seed, step: step - 1),
                "AuthenticationCode2": TOTP.code(secret: seed, step: step),
            ]
        }
        #expect(try world.fault("EnableMFADevice", input(9)).message == "Authentication code for device is not valid.")
        try world.call("EnableMFADevice", input(0))
        #expect(try world.fault("EnableMFADevice", input(1)).code.name == "EntityAlreadyExists")
        #expect(try world.call("ListMFADevices", ["UserName": "Bob"])["SerialNumber"] == "arn:aws:iam::111122223333:mfa/bob")
        #expect(try world.call("ListVirtualMFADevices", ["AssignmentStatus": "Assigned"])["UserName"] == "Bob")
        #expect(try world.call("ListVirtualMFADevices", ["AssignmentStatus": "Unassigned"])["SerialNumber"] == "")
        let named: [String: Any] = ["SerialNumber": created["SerialNumber"]]
        #expect(try world.call("GetMFADevice", named.merging(["UserName": "Bob"]) { $1 })["UserName"] == "Bob")
        try world.call("TagMFADevice", named.merging(["Tags": [["Key": "team", "Value": "a"]]]) { $1 })
        #expect(try world.call("ListMFADeviceTags", named)["Key"] == "team")
        try world.call("UntagMFADevice", named.merging(["TagKeys": ["team"]]) { $1 })
        try world.call("ResyncMFADevice", input(20))
        #expect(world.store.snapshot.mfaDevices[created["SerialNumber"]]?.drift == 20)
        let deletion = try world.fault("DeleteVirtualMFADevice", ["SerialNumber": created["SerialNumber"]])
        #expect(deletion.code.name == "DeleteConflict")
        try world.call("DeactivateMFADevice", ["UserName": "Bob", "SerialNumber": created["SerialNumber"]])
        try world.call("DeleteVirtualMFADevice", ["SerialNumber": created["SerialNumber"]])
    }

    private func clear(_ world: World) throws {
        for (kind, name) in [("User", "Bob"), ("Role", "Reader")] {
            try world.call("Untag\(kind)", ["\(kind)Name": name, "TagKeys": ["team", "stage"]])
            try world.call("Delete\(kind)PermissionsBoundary", ["\(kind)Name": name])
        }
        for (kind, name) in [("User", "Bob"), ("Group", "Readers"), ("Role", "Reader")] {
            try world.call("Delete\(kind)Policy", ["\(kind)Name": name, "PolicyName": "own"])
            try world.call("Detach\(kind)Policy", ["\(kind)Name": name, "PolicyArn": Self.arn])
        }
        try world.call("DeleteAccountAlias", ["AccountAlias": "example"])
        try world.call("UntagPolicy", ["PolicyArn": Self.arn, "TagKeys": ["team"]])
        try world.call("RemoveUserFromGroup", ["GroupName": "Readers", "UserName": "Bob"])
        try world.call("DeletePolicyVersion", ["PolicyArn": Self.arn, "VersionId": "v1"])
        try world.call("DeletePolicy", ["PolicyArn": Self.arn])
        try world.call("DeleteUser", ["UserName": "Bob"])
        try world.call("DeleteGroup", ["GroupName": "Readers"])
        try world.call("DeleteRole", ["RoleName": "Reader"])
    }

    @Test func `every operation asks, and every example is understood`() throws {
        let world = try World()
        for (name, operation) in world.service.operations {
            #expect(operation.traits.permission == .needed)
            #expect(operation.traits.isReadOnly == ["Get", "List", "Simulate"].contains { name.hasPrefix($0) }, "\(name)")
            let example = try JSONDocument(parsing: Array(operation.example.utf8)).root
            let input = Dictionary(uniqueKeysWithValues: example.members.map { ($0.key.string ?? "", Self.value($0.value)) })
            #expect(try !world.question(name, input).isEmpty, "\(name)")
        }
    }

    private static func value(_ view: JSONView) -> Any {
        switch view.kind {
        case .object: Dictionary(uniqueKeysWithValues: view.members.map { ($0.key.string ?? "", value($0.value)) })
        case .array: view.elements.map(value)
        default: view.string ?? ""
        }
    }

    @Test func `secrets are marked as such`() throws {
        let operations = try World().service.operations
        #expect(operations["CreateAccessKey"]?.traits.secretMembers == ["SecretAccessKey"])
        #expect(operations["CreateVirtualMFADevice"]?.traits.secretMembers == ["Base32StringSeed", "QRCodePNG"])
    }

    @Test func `a resource brings its tags and no policy`() throws {
        let world = try World()
        try world.call("CreateUser", ["UserName": "Bob", "Path": "/team/", "Tags": [["Key": "a", "Value": "b"]]])
        let facts = world.service.resource("arn:aws:iam::111122223333:user/team/Bob", world.store.snapshot)
        #expect(facts.tags == [Tag(key: "a", value: "b")])
        #expect(facts.policy == nil)
    }
}
