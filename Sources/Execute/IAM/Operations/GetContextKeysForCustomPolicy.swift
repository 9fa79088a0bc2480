import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the condition keys that some policies ask for, so that they can be given to a simulation.
struct GetContextKeysForCustomPolicy: Operation {
    static let name = "GetContextKeysForCustomPolicy"
    static let traits = OperationTraits.readOnly
    static let example =
        #"{"PolicyInputList":["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"]}"#

    func decode(_ request: StructureReader) throws -> [PolicyDocument] { try ContextKeyNames.policies(request, isRequired: true) }

    func authorization(for policies: [PolicyDocument], in context: OperationContext) -> [AuthorizationRequest] {
        [context.askAboutAccount(Self.name)]
    }

    func execute(_ policies: [PolicyDocument], in context: OperationContext) -> ContextKeyNames {
        var names = ContextKeyNames()
        for policy in policies { names.add(policy) }
        return names
    }

    func encode(_ names: ContextKeyNames, into response: inout StructureWriter) { response.contextKeyNames(names) }
}
