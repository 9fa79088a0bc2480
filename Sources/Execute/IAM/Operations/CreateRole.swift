import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a role that others can assume.
struct CreateRole: Operation {
    struct Input {
        var name: String
        var path: String
        var trust: String
        var description: String?
        var seconds: Int?
        var boundary: String?
        var tags: [Tag]
    }

    static let name = "CreateRole"
    static let example = #"{"RoleName":"Example","AssumeRolePolicyDocument":"{}"}"#
    static let fullExample: String? =
        #"{"RoleName":"Example","AssumeRolePolicyDocument":"{}","PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess","Tags":[{"Key":"team","Value":"blue"}]}"#

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName("RoleName", longest: Role.longestName), path: request.path(),
            trust: request.policyText("AssumeRolePolicyDocument"), description: request.string("Description", .maximumLength(1000)),
            seconds: request.maxSessionDuration(), boundary: request.boundary(),
            tags: request.tags())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let role = IAMResource(arn: "arn:aws:iam::\(context.account):role\(input.path)\(input.name)", boundary: input.boundary)
        return context.ask(Self.name, tagging: Role.self, role, input.tags)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Role {
        // Whoever is below this path is bound by no SCP.
        if input.path.hasPrefix("/aws-service-role/") { throw AWSError.reservedPath }
        return try store.update { directory in
            let trust = try PolicyTexts.readTrust(input.trust, in: directory)
            if directory.isTaken(input.name, in: context.account, by: Role.self) { throw AWSError.alreadyExists("Role", input.name) }
            if let boundary = input.boundary { try directory.checkBoundary(boundary, for: context.account) }
            var role = Role(
                account: context.account, name: input.name, path: input.path, id: identifiers.uniqueID(.role), created: context.now,
                trust: trust)
            role.description = input.description
            role.boundary = input.boundary
            role.tags = try [Tag]().merging(input.tags, quota: "TagsPerRole")
            if let seconds = input.seconds { role.maxSessionDuration = seconds }
            directory.roles[role.key] = role
            return role
        }
    }

    func encode(_ role: Role, into response: inout StructureWriter) {
        response.structure("Role") { role.encodeMembers(.created, into: &$0) }
    }
}
