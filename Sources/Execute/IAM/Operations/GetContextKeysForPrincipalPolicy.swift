import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the condition keys that the policies of a user (with its groups'), group or role ask for, and those of further policies.
struct GetContextKeysForPrincipalPolicy: Operation {
    struct Input {
        var source: String
        var policies: [PolicyDocument]
    }

    static let name = "GetContextKeysForPrincipalPolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicySourceArn":"arn:aws:iam::111122223333:user/Example"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            source: request.policySource(),
            policies: ContextKeyNames.policies(request, isRequired: false))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let name = input.source.split(separator: "/").last.map(String.init) ?? ""
        let tags: [Tag]? =
            switch ARN(input.source)?.resource.split(separator: "/").first {
            case "user": context.directory.user(name, in: context.account)?.tags
            case "role": context.directory.role(name, in: context.account)?.tags
            default: nil
            }
        return [context.ask(Self.name, IAMResource(arn: input.source, tags: tags ?? []))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> ContextKeyNames {
        var names = ContextKeyNames()
        for policy in try Self.policies(of: input.source, in: context) + input.policies { names.add(policy) }
        return names
    }

    private static func policies(of source: String, in context: OperationContext) throws(AWSError) -> [PolicyDocument] {
        guard let arn = ARN(source), arn.service == "iam", arn.account == context.account,
            let name = arn.resource.split(separator: "/").last.map(String.init)
        else { throw .invalidSourceARN(source) }
        let directory = context.directory
        switch arn.resource.split(separator: "/").first {
        case "user": return directory.identityPolicies(of: try directory.find(name, in: arn.account, as: User.self)).map(\.document)
        case "role": return directory.identityPolicies(of: try directory.find(name, in: arn.account, as: Role.self)).map(\.document)
        case "group": return directory.identityPolicies(of: try directory.find(name, in: arn.account, as: Group.self)).map(\.document)
        default: throw .invalidSourceARN(source)
        }
    }

    func encode(_ names: ContextKeyNames, into response: inout StructureWriter) { response.contextKeyNames(names) }
}
