import AWSTypes
import Directory
import IAMPolicy
import Testing

@Suite struct FaultTests {
    struct Row: CustomTestStringConvertible, @unchecked Sendable {
        var operation: String
        // Texts, numbers and lists of them only: values.
        var input: [String: Any]
        var code: String
        var status: Int
        var message: String
        var source: String
        var testDescription: String { "\(operation): \(message)" }
    }

    private static let emulator = "moto, after AWS"
    private static let pasted = "quoted in public reports"
    private static let localstack = "recorded, LocalStack test_iam"
    private static let own = "arn:aws:iam::111122223333:policy/Reading"
    private static let none = "arn:aws:iam::111122223333:policy/Nothing"

    static let rows = [
        Row(
            operation: "CreateAccountAlias", input: ["AccountAlias": "a--b"], code: "ValidationException", status: 400,
            message: "1 validation error detected: Value 'a--b' at 'accountAlias' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", source: "model"),
        Row(
            operation: "DeleteAccountAlias", input: ["AccountAlias": "none"], code: "NoSuchEntity", status: 404,
            message: "The account alias none cannot be found.", source: "a choice"),
        Row(
            operation: "TagPolicy", input: ["PolicyArn": "arn:aws:iam::aws:policy/AWSDenyAll", "Tags": [["Key": "a", "Value": "b"]]],
            code: "AccessDeniedException", status: 400, message: "Policy is outside your own account.", source: pasted),
        Row(
            operation: "ListPolicyTags", input: ["PolicyArn": none], code: "NoSuchEntity", status: 404,
            message: "Policy arn:aws:iam::111122223333:policy/Nothing was not found.", source: localstack),
        Row(
            operation: "GetContextKeysForPrincipalPolicy", input: ["PolicySourceArn": "arn:aws:sts::111122223333:assumed-role/R/S"],
            code: "InvalidInput", status: 400, message: "Invalid ARN provided in the request: arn:aws:sts::111122223333:assumed-role/R/S",
            source: "recorded on the simulator"),
        Row(
            operation: "GetContextKeysForCustomPolicy", input: ["PolicyInputList": ["{"]], code: "InvalidInput", status: 400,
            message: "This policy contains invalid Json", source: "a choice, after CreatePolicy's"),
        Row(
            operation: "GetAccessKeyLastUsed", input: ["AccessKeyId": "AKIANOBODYNOBODYNOB2"], code: "NoSuchEntity", status: 404,
            message: "The Access Key with id AKIANOBODYNOBODYNOB2 cannot be found.", source: pasted),
        Row(
            operation: "ListInstanceProfilesForRole", input: ["RoleName": "X"], code: "NoSuchEntity", status: 404,
            message: "The role with name X cannot be found.", source: emulator),
        Row(
            operation: "CreateRole",
            input: ["RoleName": "Free", "Path": "/aws-service-role/dynamodb.amazonaws.com/", "AssumeRolePolicyDocument": World.trust],
            code: "InvalidInput", status: 400,
            message: "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles", source: pasted),
        Row(
            operation: "GetUser", input: ["UserName": "X"], code: "NoSuchEntity", status: 404,
            message: "The user with name X cannot be found.", source: localstack),
        Row(
            operation: "GetRole", input: ["RoleName": "X"], code: "NoSuchEntity", status: 404,
            message: "The role with name X cannot be found.", source: emulator),
        Row(
            operation: "GetGroup", input: ["GroupName": "X"], code: "NoSuchEntity", status: 404,
            message: "The group with name X cannot be found.", source: emulator),
        Row(
            operation: "GetPolicy", input: ["PolicyArn": none], code: "NoSuchEntity", status: 404,
            message: "Policy arn:aws:iam::111122223333:policy/Nothing was not found.", source: localstack),
        Row(
            operation: "DeletePolicy", input: ["PolicyArn": none], code: "NoSuchEntity", status: 404,
            message: "Policy arn:aws:iam::111122223333:policy/Nothing was not found.", source: localstack),
        Row(
            operation: "AttachUserPolicy", input: ["UserName": "Bob", "PolicyArn": none], code: "NoSuchEntity", status: 404,
            message: "Policy arn:aws:iam::111122223333:policy/Nothing does not exist or is not attachable.", source: localstack),
        Row(
            operation: "AttachRolePolicy", input: ["RoleName": "Reader", "PolicyArn": "a-name-that-is-long-enough"],
            code: "ValidationException", status: 400, message: "Invalid ARN:  Could not be parsed!", source: localstack),
        Row(
            operation: "PutUserPermissionsBoundary", input: ["UserName": "Bob", "PermissionsBoundary": none], code: "NoSuchEntity",
            status: 404, message: "Scope ARN: arn:aws:iam::111122223333:policy/Nothing does not exist or is not attachable.",
            source: pasted),
        Row(
            operation: "DetachRolePolicy", input: ["RoleName": "Reader", "PolicyArn": own], code: "NoSuchEntity", status: 404,
            message: "Policy arn:aws:iam::111122223333:policy/Reading was not found.", source: pasted),
        Row(
            operation: "GetRolePolicy", input: ["RoleName": "Reader", "PolicyName": "X"], code: "NoSuchEntity", status: 404,
            message: "The role policy with name X cannot be found.", source: emulator),
        Row(
            operation: "DeleteAccessKey", input: ["UserName": "Bob", "AccessKeyId": "AKIANOBODYNOBODYNOB2"], code: "NoSuchEntity",
            status: 404, message: "The Access Key with id AKIANOBODYNOBODYNOB2 cannot be found.", source: pasted),
        Row(
            operation: "DeleteVirtualMFADevice", input: ["SerialNumber": "arn:aws:iam::111122223333:mfa/x"], code: "NoSuchEntity",
            status: 404, message: "VirtualMFADevice with serial number arn:aws:iam::111122223333:mfa/x doesn't exist.",
            source: emulator),
        Row(
            operation: "CreateUser", input: ["UserName": "bob"], code: "EntityAlreadyExists", status: 409,
            message: "User with name bob already exists.", source: emulator),
        Row(
            operation: "CreateGroup", input: ["GroupName": "Readers"], code: "EntityAlreadyExists", status: 409,
            message: "Group with name Readers already exists.", source: emulator),
        Row(
            operation: "CreateRole", input: ["RoleName": "Reader", "AssumeRolePolicyDocument": World.trust],
            code: "EntityAlreadyExists", status: 409, message: "Role with name Reader already exists.", source: emulator),
        Row(
            operation: "CreatePolicy", input: ["PolicyName": "Reading", "PolicyDocument": World.policy], code: "EntityAlreadyExists",
            status: 409, message: "A policy called Reading already exists. Duplicate names are not allowed.", source: emulator),
        Row(
            operation: "CreateVirtualMFADevice", input: ["VirtualMFADeviceName": "bob"], code: "EntityAlreadyExists", status: 409,
            message: "MFADevice entity at the same path and name already exists.", source: pasted),
        Row(
            operation: "CreateUser", input: ["UserName": "a b"], code: "ValidationException", status: 400,
            message:
                "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
            source: pasted),
        Row(
            operation: "CreateUser", input: ["UserName": "c", "Path": "team"], code: "ValidationException", status: 400,
            message: "The specified value for path is invalid. "
                + "It must begin and end with / and contain only alphanumeric characters and/or / characters.", source: emulator),
        Row(
            operation: "CreateRole",
            input: [
                "RoleName": "Other",
                "AssumeRolePolicyDocument": World.trust.replacing("user/Admin", with: "user/Nobody"),
            ], code: "MalformedPolicyDocument", status: 400,
            message: #"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/Nobody""#, source: pasted),
        Row(
            operation: "TagUser", input: ["UserName": "Bob", "Tags": [["Key": "a", "Value": "1"], ["Key": "A", "Value": "2"]]],
            code: "InvalidInput", status: 400, message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            source: emulator),
        Row(
            operation: "DeletePolicy", input: ["PolicyArn": own], code: "DeleteConflict", status: 409,
            message: "Cannot delete a policy attached to entities.", source: pasted),
        Row(
            operation: "DeletePolicyVersion", input: ["PolicyArn": own, "VersionId": "v1"], code: "DeleteConflict", status: 409,
            message: "Cannot delete the default version of a policy.", source: emulator),
        Row(
            operation: "CreatePolicyVersion",
            input: ["PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "PolicyDocument": World.policy],
            code: "AccessDeniedException", status: 400, message: "Policy is outside your own account.", source: pasted),
        Row(
            operation: "DeleteGroup", input: ["GroupName": "Readers"], code: "DeleteConflict", status: 409,
            message: "Cannot delete entity, must remove users from group first.", source: pasted),
        Row(
            operation: "DeleteRole", input: ["RoleName": "Bounded"], code: "DeleteConflict", status: 409,
            message: "Cannot delete entity, must detach all policies first.", source: pasted),
        Row(
            operation: "DeleteUser", input: ["UserName": "Keyed"], code: "DeleteConflict", status: 409,
            message: "Cannot delete entity, must delete access keys first.", source: pasted),
        Row(
            operation: "CreateAccessKey", input: ["UserName": "Keyed"], code: "LimitExceeded", status: 409,
            message: "Cannot exceed quota for AccessKeysPerUser: 2", source: emulator),
        Row(
            operation: "PutUserPolicy",
            input: [
                "UserName": "Bob", "PolicyName": "long",
                "PolicyDocument": World.policy.replacing("dynamodb:*", with: "dynamodb:" + String(repeating: "a", count: 2048)),
            ], code: "LimitExceeded", status: 409, message: "Maximum policy size of 2048 bytes exceeded for user Bob", source: pasted),
        Row(
            operation: "CreatePolicy",
            input: [
                "PolicyName": "long",
                "PolicyDocument": World.policy.replacing("dynamodb:*", with: "dynamodb:" + String(repeating: "a", count: 6144)),
            ], code: "LimitExceeded", status: 409, message: "Cannot exceed quota for PolicySize: 6144", source: pasted),
        Row(
            operation: "CreateRole",
            input: [
                "RoleName": "long",
                "AssumeRolePolicyDocument": World.trust.replacing(
                    #""Version""#, with: #""Id":"\#(String(repeating: "a", count: 2048))","Version""#),
            ], code: "LimitExceeded", status: 409, message: "Cannot exceed quota for ACLSizePerRole: 2048", source: pasted),
        Row(
            operation: "CreateRole",
            input: ["RoleName": "R", "AssumeRolePolicyDocument": World.trust, "MaxSessionDuration": 60],
            code: "ValidationException", status: 400,
            message: "1 validation error detected: Value '60' at 'maxSessionDuration' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 3600", source: "IAM's model"),
        Row(
            operation: "ListUsers", input: ["Marker": "?"], code: "ValidationException", status: 400, message: "Invalid Marker.",
            source: "a choice"),
    ]

    /// Something of each kind that can stand in a caller's way.
    private func world() throws -> World {
        let world = try World()
        try world.call("CreateUser", ["UserName": "Bob"])
        try world.call("CreateGroup", ["GroupName": "Readers"])
        try world.call("AddUserToGroup", ["GroupName": "Readers", "UserName": "Bob"])
        try world.call("CreatePolicy", ["PolicyName": "Reading", "PolicyDocument": World.policy])
        try world.call("AttachUserPolicy", ["UserName": "Bob", "PolicyArn": Self.own])
        for role in ["Reader", "Bounded"] { try world.call("CreateRole", ["RoleName": role, "AssumeRolePolicyDocument": World.trust]) }
        try world.call("AttachRolePolicy", ["RoleName": "Bounded", "PolicyArn": Self.own])
        try world.call("CreateVirtualMFADevice", ["VirtualMFADeviceName": "bob"])
        try world.call("CreateUser", ["UserName": "Keyed"])
        for _ in 0..<2 { try world.call("CreateAccessKey", ["UserName": "Keyed"]) }
        return world
    }

    @Test(arguments: rows) func `a fault has AWS's words and changes nothing`(_ row: Row) throws {
        let world = try world()
        let revision = world.store.snapshot.revision
        let error = try world.fault(row.operation, row.input)
        #expect(error.code.name == row.code)
        #expect(error.code.status == row.status)
        #expect(error.message == row.message)
        #expect(world.store.snapshot.revision == revision)
    }

    @Test func `a managed policy has five versions at most, and all but one must go before it`() throws {
        let world = try world()
        let input: [String: Any] = ["PolicyArn": Self.own, "PolicyDocument": World.policy]
        for _ in 2...5 { try world.call("CreatePolicyVersion", input) }
        #expect(
            try world.fault("CreatePolicyVersion", input).message
                == "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.")
        try world.call("DeletePolicyVersion", ["PolicyArn": Self.own, "VersionId": "v5"])
        #expect(try world.call("CreatePolicyVersion", input)["VersionId"] == "v6")
        for (kind, name) in [("User", "Bob"), ("Role", "Bounded")] {
            try world.call("Detach\(kind)Policy", ["\(kind)Name": name, "PolicyArn": Self.own])
        }
        #expect(
            try world.fault("DeletePolicy", ["PolicyArn": Self.own]).message
                == "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
                + "The default version is deleted with the policy.")
    }

    @Test func `ten managed policies can be attached`() throws {
        let world = try World()
        for number in 0...10 {
            try world.call("CreatePolicy", ["PolicyName": "p\(number)", "PolicyDocument": World.policy])
        }
        func attach(_ number: Int) -> [String: Any] {
            ["UserName": "Admin", "PolicyArn": "arn:aws:iam::111122223333:policy/p\(number)"]
        }
        for number in 0..<10 { try world.call("AttachUserPolicy", attach(number)) }
        try world.call("AttachUserPolicy", attach(0))
        #expect(try world.fault("AttachUserPolicy", attach(10)).message == "Cannot exceed quota for PoliciesPerUser: 10")
    }

    @Test func `sessions of roles must name a user`() throws {
        let world = try World()
        let admin = try world.admin
        var principal = admin.principal
        principal.kind = .assumedRole
        let caller = Caller(
            principal: principal, accessKeyID: admin.accessKeyID, userID: admin.userID, issuerName: admin.issuerName,
            issuerID: admin.issuerID, policies: admin.policies)
        for operation in ["GetUser", "ListAccessKeys", "CreateAccessKey", "ListMFADevices"] {
            #expect(try world.fault(operation, as: caller).message == "Must specify userName when calling with non-User credentials")
        }
    }
}
