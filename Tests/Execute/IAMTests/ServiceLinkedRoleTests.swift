import AWSTypes
import Directory
import IAMPolicy
import Testing

/// SCPs and RCPs do not bind a service-linked role, so nobody may make one out of a role, or one's own out of a service's (texts
/// recorded, quoted in public reports).
@Suite struct ServiceLinkedRoleTests {
    private static let path = "/aws-service-role/replication.dynamodb.amazonaws.com/"

    private static func world() throws -> World {
        let world = try World()
        let trust = try PolicyDocument(
            parsing:
                #"{"Statement":{"Effect":"Allow","Principal":{"Service":"replication.dynamodb.amazonaws.com"},"Action":"sts:AssumeRole"}}"#,
            as: .trust)
        let role = Role(
            account: World.account, name: "AWSServiceRoleForDynamoDBReplication", path: path, id: "AROAEXAMPLEEXAMPLE222",
            created: World.start, trust: StoredPolicy(trust))
        try world.store.update { $0.roles[role.key] = role }
        return world
    }

    @Test(arguments: [
        ("UpdateAssumeRolePolicy", ["PolicyDocument": World.trust]),
        ("PutRolePolicy", ["PolicyName": "P", "PolicyDocument": World.policy]), ("DeleteRolePolicy", ["PolicyName": "P"]),
        ("AttachRolePolicy", ["PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"]),
        ("DetachRolePolicy", ["PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"]),
        ("PutRolePermissionsBoundary", ["PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"]),
        ("DeleteRolePermissionsBoundary", [:]), ("DeleteRole", [:]),
    ])
    func `a service's role is not changed`(_ operation: String, _ input: [String: String]) throws {
        let name = "AWSServiceRoleForDynamoDBReplication"
        let fault = try Self.world().fault(operation, input.merging(["RoleName": name]) { $1 })
        #expect(fault.code.name == "UnmodifiableEntity")
        #expect(fault.message == "Cannot perform the operation on the protected role '\(name)' - this role is only modifiable by AWS")
    }
}
