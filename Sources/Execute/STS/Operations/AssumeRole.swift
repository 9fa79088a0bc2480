import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives a caller temporary credentials for a role that trusts it.
///
/// A code of an MFA device is seen by the role's trust policy. The session itself carries no mark of it (IAM User Guide,
/// "Configuring MFA-protected API access": the credentials do not include MFA information). A code is used up only by a
/// call that succeeds; whether AWS also uses it up in a refused one is not known.
struct AssumeRole: Operation {
    struct Input {
        var roleARN: String
        var sessionName: String
        var policies: SessionPolicies
        var seconds: Int?
        var tags: SessionTags
        var externalID: String?
        var proof: MFAProof
        var sourceIdentity: String?
    }

    struct Output {
        var credentials: Credentials
        var packedSize: Int?
    }

    static let name = "AssumeRole"
    static let traits = OperationTraits(
        isReadOnly: true, secretMembers: Credentials.secretMembers, showsAnswer: true)
    static let example = #"{"RoleArn":"arn:aws:iam::111122223333:role/Example","RoleSessionName":"s1"}"#
    static let fullExample: String? = #"""
        {"RoleArn":"arn:aws:iam::111122223333:role/Example","RoleSessionName":"s1","ExternalId":"example","SourceIdentity":"Example",
         "DurationSeconds":900,"Tags":[{"Key":"team","Value":"blue"}],"TransitiveTagKeys":["team"]}
        """#

    let store: DirectoryStore
    let issuer: CredentialsIssuer

    private static let defaultSeconds = 3600
    private static let chainedSeconds = 3600

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            roleARN: request.required("RoleArn", .minimumLength(20), .maximumLength(2048)),
            sessionName: request.required("RoleSessionName", .minimumLength(2), .maximumLength(64), .name),
            policies: SessionPolicies(request), seconds: request.integer("DurationSeconds", .atLeast(900), .atMost(43_200)),
            tags: SessionTags(request),
            externalID: request.string("ExternalId", .minimumLength(2), .maximumLength(1224), .externalID), proof: MFAProof(request),
            // Recorded; the model says 64.
            sourceIdentity: request.string("SourceIdentity", .minimumLength(2), .maximumLength(256), .name))
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        guard let arn = ARN(input.roleARN), !arn.partition.isEmpty, !arn.service.isEmpty, !arn.resource.isEmpty else {
            throw AWSError.invalid(input.roleARN)
        }
        if context.caller.principal.kind == .root { throw AWSError.assumedByRoot }
        try input.tags.check(for: context.caller)
        if let given = input.sourceIdentity, let former = context.caller.session?.sourceIdentity, given != former {
            throw AWSError.otherSourceIdentity
        }
        try input.proof.check(for: context.caller, in: context.directory, at: context.now)

        // A source identity that the calling session hands on needs leave as well (IAM User Guide, "Monitor and control
        // actions taken with assumed roles").
        let sourceIdentity = sourceIdentity(of: input, for: context.caller)
        let actions =
            ["sts:AssumeRole"] + (input.tags.areNeeded(by: context.caller) ? ["sts:TagSession"] : [])
            + (sourceIdentity == nil ? [] : ["sts:SetSourceIdentity"])
        let keys = FixedConditionKeys(conditionKeys(of: input, in: context))
        return actions.map { AuthorizationRequest(action: $0, resource: input.roleARN, resourceAccount: arn.account, context: keys) }
    }

    private func sourceIdentity(of input: Input, for caller: Caller) -> String? {
        input.sourceIdentity ?? caller.session?.sourceIdentity
    }

    /// The keys of the Service Authorization Reference for STS, and of the MFA proof if there is one.
    private func conditionKeys(of input: Input, in context: OperationContext) -> [ConditionKey: ConditionValue] {
        var keys = input.tags.conditionKeys
        keys["sts:RoleSessionName"] = .single(input.sessionName)
        keys["sts:ExternalId"] = input.externalID.map(ConditionValue.single)
        keys["sts:SourceIdentity"] = sourceIdentity(of: input, for: context.caller).map(ConditionValue.single)
        for tag in context.directory.role(arn: input.roleARN)?.tags ?? [] {
            keys[ConditionKey("iam:ResourceTag/\(tag.key)")] = .single(tag.value)
        }
        if input.proof.isGiven {
            keys["aws:MultiFactorAuthPresent"] = .single("true")
            keys["aws:MultiFactorAuthAge"] = .single("0")
        }
        return keys
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let caller = context.caller
        guard let role = context.directory.role(arn: input.roleARN) else {
            throw AWSError.notAuthorized(caller.arn, to: "sts:AssumeRole", on: input.roleARN)
        }
        let isChained = caller.session?.kind == .role
        let seconds = input.seconds ?? Self.defaultSeconds
        if seconds > role.maxSessionDuration { throw AWSError.longerThanRoleAllows }
        if isChained, seconds > Self.chainedSeconds { throw AWSError.longerThanChainAllows }
        try input.policies.check(for: role.account, in: context.directory)
        try input.proof.redeem(for: caller, in: store, at: context.now)
        let credentials = try issuer.issue(.role, for: role.name, id: role.id, account: role.account, from: context.now, seconds: seconds) {
            session in
            session.sessionName = input.sessionName
            session.policy = input.policies.text
            session.policyARNs = input.policies.arns
            session.sourceIdentity = sourceIdentity(of: input, for: caller)
            session.isChained = isChained
            input.tags.apply(to: &session, from: caller)
        }
        let isPacked = !input.policies.isEmpty || input.tags.areNeeded(by: caller)
        return Output(
            credentials: credentials, packedSize: isPacked ? try input.policies.packedSize(with: credentials.session.tags) : nil)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        let session = output.credentials.session
        let name = session.sessionName ?? ""
        output.credentials.encode(into: &response)
        response.structure("AssumedRoleUser") { writer in
            writer.string("AssumedRoleId", "\(session.principalID):\(name)")
            writer.string("Arn", "arn:aws:sts::\(session.account):assumed-role/\(session.name)/\(name)")
        }
        response.integer("PackedPolicySize", output.packedSize)
        response.string("SourceIdentity", session.sourceIdentity)
    }
}
