import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells the account of an access key.
///
/// AWS reads it out of any key id. Here the directory's long-term keys are known, and the caller's own: the ids of sessions
/// are kept nowhere.
struct GetAccessKeyInfo: Operation {
    static let name = "GetAccessKeyInfo"
    static let traits = OperationTraits.readOnly
    static let example = #"{"AccessKeyId":"AKIAEXAMPLEEXAMPLE22"}"#

    func decode(_ request: StructureReader) throws -> String {
        try request.required("AccessKeyId", .minimumLength(16), .maximumLength(128), .accessKeyID)
    }

    func authorization(for id: String, in context: OperationContext) -> [AuthorizationRequest] {
        [AuthorizationRequest(action: "sts:GetAccessKeyInfo", resource: "*", resourceAccount: context.account, hasResourceType: false)]
    }

    func execute(_ id: String, in context: OperationContext) throws -> String {
        if id == context.caller.accessKeyID { return context.account }
        guard let key = context.directory.accessKeys[id] else { throw AWSError.unknownAccessKey(id) }
        return key.account
    }

    func encode(_ account: String, into response: inout StructureWriter) { response.string("Account", account) }
}
