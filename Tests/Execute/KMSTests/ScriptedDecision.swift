import IAMPolicy

extension Decision {
    /// A decision by the smallest set of policies that comes to it.
    static func scripted(
        _ outcome: Outcome, by layer: PolicyKind?, _ request: AuthorizationRequest, for principal: Principal
    ) throws(PolicySyntaxError) -> Decision {
        let isService = principal.kind == .service
        let identity = AttachedPolicy(name: "identity", document: try policy(.identity, #""Effect":"Allow""#))
        // Everybody does not include services: they are named.
        let everybody = isService ? "{\"Service\":\"\(principal.arn)\"}" : "\"*\""
        let key = AttachedPolicy(name: "default", document: try policy(.key, "\"Effect\":\"Allow\",\"Principal\":\(everybody)"))
        var layers = PolicyLayers(identity: isService ? nil : [identity], resource: request.hasResourceType ? key : nil)
        switch (outcome, layer) {
        case (.allow, _): break
        case (.explicitDeny, .key): layers.resource = try layers.resource?.having(policy(.key, #""Effect":"Deny","Principal":"*""#))
        case (.implicitDeny, .key): layers.resource = layers.resource?.having(.empty(as: .key))
        case (.explicitDeny, _): layers.identity = [identity.having(try policy(.identity, #""Effect":"Deny""#))]
        case (.implicitDeny, _):
            layers.identity = []
            let account = try policy(.key, "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"\(request.resourceAccount)\"}")
            layers.resource = layers.resource?.having(account)
        }
        return decide(request, by: principal, layers: layers, context: NoConditionKeys())
    }

    private static func policy(_ kind: PolicyKind, _ members: String) throws(PolicySyntaxError) -> PolicyDocument {
        try PolicyDocument(
            parsing: "{\"Version\":\"2012-10-17\",\"Statement\":{\(members),\"Action\":\"*\",\"Resource\":\"*\"}}", as: kind)
    }
}
