import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import Organizations
import ServiceModel
import Testing

@Suite struct OrganizationsErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var request: String
        var code: String
        var message: String
        var reason: String?
        var source = "emulators"
        var testDescription: String { "\(name) \(request)" }
    }

    private static let value = "You specified an invalid value."
    private static let pattern = "You provided a value that does not match the required pattern."

    static let rows = [
        Row(
            name: "DescribeEffectivePolicy", request: #"{"PolicyType":"SERVICE_CONTROL_POLICY"}"#, code: "InvalidInputException",
            message: value,
            reason: "INVALID_ENUM_POLICY_TYPE", source: "model: SCPs have no effective policy"),
        Row(
            name: "DescribeEffectivePolicy", request: #"{"PolicyType":"TAG_POLICY"}"#, code: "EffectivePolicyNotFoundException",
            message: "If you ran this action on the management account, this policy type is not enabled.", source: "model"),
        Row(
            name: "DescribeEffectivePolicy", request: #"{"PolicyType":"TAG_POLICY","TargetId":"444455556666"}"#,
            code: "TargetNotFoundException", message: "You specified a target that doesn't exist."),
        Row(
            name: "DescribeResourcePolicy", request: "{}", code: "ResourcePolicyNotFoundException",
            message: "We can't find a resource policy request with the parameter that you specified.", source: "model"),
        Row(
            name: "TagResource", request: #"{"ResourceId":"p-nosuchpolicy","Tags":[{"Key":"a","Value":"b"}]}"#,
            code: "TargetNotFoundException", message: "You specified a target that doesn't exist."),
        Row(
            name: "TagResource", request: #"{"ResourceId":"p-FullAWSAccess","Tags":[{"Key":"a","Value":"b"}]}"#,
            code: "InvalidInputException",
            message: "You can't make changes to a policy that is managed by AWS.", reason: "IMMUTABLE_POLICY", source: "model"),
        Row(
            name: "TagResource", request: #"{"ResourceId":"r-root","Tags":[{"Key":"a","Value":"b"},{"Key":"a","Value":"c"}]}"#,
            code: "InvalidInputException", message: "Tag keys must be unique among the tags attached to the same entity.",
            reason: "DUPLICATE_TAG_KEY", source: "model"),
        Row(
            name: "TagResource", request: #"{"ResourceId":"r-root","Tags":[{"Key":"aws:a","Value":"b"}]}"#, code: "InvalidInputException",
            message: "You specified a tag key that is a system tag. You can’t add, edit, or delete system tag keys.",
            reason: "INVALID_SYSTEM_TAGS_PARAMETER", source: "model"),
        Row(
            name: "UntagResource", request: #"{"ResourceId":"r-root"}"#, code: "InvalidInputException", message: value,
            reason: "INPUT_REQUIRED"),
        Row(
            name: "ListTagsForResource", request: #"{"ResourceId":"x"}"#, code: "InvalidInputException", message: pattern,
            reason: "INVALID_PATTERN"),
        Row(name: "DescribePolicy", request: "{}", code: "InvalidInputException", message: value, reason: "INPUT_REQUIRED"),
        Row(
            name: "DescribePolicy", request: #"{"PolicyId":"p-1"}"#, code: "InvalidInputException", message: pattern,
            reason: "INVALID_PATTERN"),
        Row(
            name: "DescribeAccount", request: #"{"AccountId":"11112222333"}"#, code: "InvalidInputException", message: pattern,
            reason: "INVALID_PATTERN"),
        Row(
            name: "ListPolicies", request: #"{"Filter":"SCP"}"#, code: "InvalidInputException", message: value,
            reason: "INVALID_ENUM_POLICY_TYPE"),
        Row(
            name: "ListChildren", request: #"{"ParentId":"r-root","ChildType":"OU"}"#, code: "InvalidInputException", message: value,
            reason: "INVALID_ENUM"),
        Row(name: "ListRoots", request: #"{"MaxResults":21}"#, code: "InvalidInputException", message: value, reason: "MAX_VALUE_EXCEEDED"),
        Row(name: "ListRoots", request: #"{"MaxResults":0}"#, code: "InvalidInputException", message: value, reason: "MIN_VALUE_EXCEEDED"),
        Row(name: "ListRoots", request: #"{"NextToken":"x"}"#, code: "InvalidInputException", message: value, reason: "INVALID_NEXT_TOKEN"),
        Row(
            name: "CreateOrganizationalUnit", request: #"{"ParentId":"r-root","Name":""}"#, code: "InvalidInputException", message: value,
            reason: "MIN_LENGTH_EXCEEDED"),
        Row(
            name: "CreateOrganizationalUnit", request: #"{"ParentId":"r-root","Name":"\#(String(repeating: "n", count: 129))"}"#,
            code: "InvalidInputException", message: value, reason: "MAX_LENGTH_EXCEEDED"),
        Row(
            name: "UpdatePolicy", request: #"{"PolicyId":"p-FullAWSAccess","Name":"N"}"#, code: "InvalidInputException",
            message: "You can't make changes to a policy that is managed by AWS.", reason: "IMMUTABLE_POLICY", source: "model"),
        Row(
            name: "DetachPolicy", request: #"{"PolicyId":"p-RCPFullAWSAccess","TargetId":"r-root"}"#, code: "InvalidInputException",
            message: "You can't detach this policy.", reason: "NON_DETACHABLE_POLICY", source: "model"),
        Row(
            name: "DetachPolicy", request: #"{"PolicyId":"p-FullAWSAccess","TargetId":"r-root"}"#, code: "ConstraintViolationException",
            message: "You can't remove the last policy that is attached to the specified target.",
            reason: "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", source: "model"),
        Row(
            name: "DetachPolicy", request: #"{"PolicyId":"p-examplepolicy","TargetId":"r-root"}"#, code: "PolicyNotAttachedException",
            message: "The policy isn't attached to the specified target.", source: "model"),
        Row(
            name: "AttachPolicy", request: #"{"PolicyId":"p-attachedone","TargetId":"ou-root-workload"}"#,
            code: "DuplicatePolicyAttachmentException", message: "The selected policy is already attached to the specified target.",
            source: "model"),
        Row(
            name: "AttachPolicy", request: #"{"PolicyId":"p-examplepolicy","TargetId":"r-other"}"#, code: "TargetNotFoundException",
            message: "You specified a target that doesn't exist."),
        Row(
            name: "AttachPolicy", request: #"{"PolicyId":"p-notthere1","TargetId":"r-root"}"#, code: "PolicyNotFoundException",
            message: "You specified a policy that doesn't exist."),
        Row(
            name: "DeletePolicy", request: #"{"PolicyId":"p-attachedone"}"#, code: "PolicyInUseException",
            message: "The policy is attached to one or more entities. Detach it from all of them first.", source: "model"),
        Row(
            name: "CreatePolicy", request: #"{"Content":"{","Description":"","Name":"N","Type":"SERVICE_CONTROL_POLICY"}"#,
            code: "MalformedPolicyDocumentException",
            message: "The provided policy document does not meet the requirements of the specified policy type."),
        Row(
            name: "CreatePolicy",
            request:
                #"{"Content":"{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}","Description":"","Name":"N","Type":"SERVICE_CONTROL_POLICY"}"#,
            code: "MalformedPolicyDocumentException",
            message: "The provided policy document does not meet the requirements of the specified policy type.",
            source: "Organizations User Guide, SCP syntax: every SCP has a Version"),
        Row(
            name: "CreatePolicy",
            request:
                #"{"Content":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"dynamodb:*\",\"Resource\":\"*\"}}","Description":"","Name":"N","Type":"RESOURCE_CONTROL_POLICY"}"#,
            code: "MalformedPolicyDocumentException",
            message: "The provided policy document does not meet the requirements of the specified policy type.",
            source: "Organizations User Guide, RCP syntax: an RCP only denies"),
        Row(
            name: "CreatePolicy",
            request:
                #"{"Content":"\#(String(repeating: " ", count: 10_241))","Description":"","Name":"N","Type":"SERVICE_CONTROL_POLICY"}"#,
            code: "ConstraintViolationException", message: "You have exceeded the maximum policy size.",
            reason: "POLICY_CONTENT_LIMIT_EXCEEDED", source: "recorded"),
        Row(
            name: "CreatePolicy",
            request: #"{"Content":"\#(String(repeating: " ", count: 5121))","Description":"","Name":"N","Type":"RESOURCE_CONTROL_POLICY"}"#,
            code: "ConstraintViolationException", message: "You have exceeded the maximum policy size.",
            reason: "POLICY_CONTENT_LIMIT_EXCEEDED", source: "recorded"),
        Row(
            name: "CreatePolicy", request: #"{"Content":"{}","Description":"","Name":"N","Type":"TAG_POLICY"}"#,
            code: "PolicyTypeNotAvailableForOrganizationException",
            message: "You can't use the specified policy type with the feature set currently enabled for this organization.",
            source: "model"),
        Row(
            name: "UpdatePolicy", request: #"{"PolicyId":"p-examplepolicy","Name":"Name of p-attachedone"}"#,
            code: "DuplicatePolicyException",
            message: "A policy with the specified name and type already exists.", source: "recorded"),
        Row(
            name: "DescribeOrganizationalUnit", request: #"{"OrganizationalUnitId":"ou-root-notthere"}"#,
            code: "OrganizationalUnitNotFoundException", message: "You specified an organizational unit that doesn't exist."),
        Row(
            name: "ListAccountsForParent", request: #"{"ParentId":"ou-root-notthere"}"#, code: "ParentNotFoundException",
            message: "You specified parent that doesn't exist."),
        Row(
            name: "ListParents", request: #"{"ChildId":"444455556666"}"#, code: "ChildNotFoundException",
            message: "You specified a child that doesn't exist.", source: "model"),
        Row(
            name: "DescribeAccount", request: #"{"AccountId":"444455556666"}"#, code: "AccountNotFoundException",
            message: "You specified an account that doesn't exist."),
        Row(
            name: "CreateOrganizationalUnit", request: #"{"ParentId":"r-root","Name":"Empty"}"#,
            code: "DuplicateOrganizationalUnitException",
            message: "An OU with the same name already exists."),
        Row(
            name: "DeleteOrganizationalUnit", request: #"{"OrganizationalUnitId":"ou-root-workload"}"#,
            code: "OrganizationalUnitNotEmptyException", message: "The specified OU is not empty. Move all accounts and OUs first.",
            source: "model"),
        Row(
            name: "MoveAccount",
            request: #"{"AccountId":"111122223333","SourceParentId":"r-root","DestinationParentId":"ou-root-emptyone"}"#,
            code: "SourceParentNotFoundException", message: "You specified a source root or OU that isn't the parent of the account.",
            source: "model"),
        Row(
            name: "MoveAccount",
            request: #"{"AccountId":"111122223333","SourceParentId":"r-root","DestinationParentId":"ou-root-notthere"}"#,
            code: "DestinationParentNotFoundException", message: "You specified a destination root or OU that doesn't exist.",
            source: "model"),
        Row(
            name: "MoveAccount",
            request: #"{"AccountId":"111122223333","SourceParentId":"ou-root-workload","DestinationParentId":"ou-root-workload"}"#,
            code: "DuplicateAccountException", message: "The account is already present in the specified destination.", source: "model"),
        Row(
            name: "EnablePolicyType", request: #"{"RootId":"r-root","PolicyType":"SERVICE_CONTROL_POLICY"}"#,
            code: "PolicyTypeAlreadyEnabledException", message: "The specified policy type is already enabled."),
        Row(
            name: "EnablePolicyType", request: #"{"RootId":"r-other","PolicyType":"SERVICE_CONTROL_POLICY"}"#,
            code: "RootNotFoundException",
            message: "You specified a root that doesn't exist."),
    ]

    @Test(arguments: rows)
    func `a request that cannot be fulfilled says why`(_ row: Row) throws {
        try expect(row, in: World())
    }

    @Test func `a policy of a disabled type cannot be attached`() throws {
        let world = try World()
        try world.change { $0.disable(.serviceControl) }
        let text = "This operation can be performed only for enabled policy types."
        try expect(
            Row(
                name: "AttachPolicy", request: #"{"PolicyId":"p-examplepolicy","TargetId":"r-root"}"#,
                code: "PolicyTypeNotEnabledException", message: text),
            in: world)
        try expect(
            Row(
                name: "DisablePolicyType", request: #"{"RootId":"r-root","PolicyType":"SERVICE_CONTROL_POLICY"}"#,
                code: "PolicyTypeNotEnabledException", message: text), in: world)
    }

    @Test func `ten SCPs and five RCPs are the most at one target, AWS's own among them`() throws {
        let world = try World()
        try world.change { organization in
            let rcp = StoredPolicy(
                try PolicyDocument(
                    parsing:
                        #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"dynamodb:*","Resource":"*"}}"#,
                    as: .resourceControl))
            let scp = StoredPolicy(try PolicyDocument(parsing: World.content, as: .serviceControl))
            for number in 0..<11 {
                let type: Organization.PolicyType = number < 9 ? .serviceControl : .resourceControl
                organization.policies["p-number\(number)a"] = .init(
                    id: "p-number\(number)a", name: "\(number)", description: "", type: type, policy: type == .serviceControl ? scp : rcp,
                    in: organization)
            }
            for number in 0..<9 { organization.attach("p-number\(number)a", to: "r-root") }
            for number in 0..<4 {
                organization.policies["p-rcp0000\(number)"] = .init(
                    id: "p-rcp0000\(number)", name: "r\(number)", description: "", type: .resourceControl, policy: rcp, in: organization)
                organization.attach("p-rcp0000\(number)", to: "r-root")
            }
        }
        for policy in ["p-examplepolicy", "p-number10a"] {
            try expect(
                Row(
                    name: "AttachPolicy", request: #"{"PolicyId":"\#(policy)","TargetId":"r-root"}"#, code: "ConstraintViolationException",
                    message: "You have attached the maximum number of policies to the specified target.",
                    reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", source: "recorded"), in: world)
        }
    }

    @Test func `five levels of units are the most`() throws {
        let world = try World()
        try world.change { organization in
            for level in 1..<5 {
                let parent = level == 1 ? "ou-root-emptyone" : "ou-root-level00\(level - 1)"
                organization.add(.init(id: "ou-root-level00\(level)", name: "L", parent: parent))
            }
        }
        try expect(
            Row(
                name: "CreateOrganizationalUnit", request: #"{"ParentId":"ou-root-level004","Name":"N"}"#,
                code: "ConstraintViolationException",
                message: "You have exceeded the number of levels that an OU tree can have.", reason: "OU_DEPTH_LIMIT_EXCEEDED"), in: world)
        try world.call("CreateOrganizationalUnit", #"{"ParentId":"ou-root-level003","Name":"N"}"#)
    }

    @Test func `an error has a capital Message, then its reason`() throws {
        let error = try #require(throws: AWSError.self) { try World().call("DescribePolicy", "{}") }
        let (status, body) = ErrorWriter.write(error, for: try World().service.wire, requestID: "R")
        #expect(status == 400)
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"__type":"InvalidInputException","Message":"You specified an invalid value.","Reason":"INPUT_REQUIRED"}"#)
    }

    private func expect(_ row: Row, in world: World) throws {
        let error = #expect(throws: AWSError.self, "\(row)") { try world.call(row.name, row.request) }
        #expect(error?.code.name == row.code)
        #expect(error?.message == row.message)
        var reason: String?
        if case .text("Reason", let text) = error?.members.first { reason = text }
        #expect(reason == row.reason)
    }
}
