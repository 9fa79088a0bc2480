import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells a caller who it is.
struct GetCallerIdentity: Operation {
    static let name = "GetCallerIdentity"
    static let traits = OperationTraits(
        isReadOnly: true,
        permission: .notNeeded(source: "STS API Reference, GetCallerIdentity: no permissions are required, even under an explicit deny"))

    func decode(_ request: StructureReader) {}

    func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] { [] }

    func execute(_ input: Void, in context: OperationContext) -> OperationContext { context }

    func encode(_ output: OperationContext, into response: inout StructureWriter) {
        response.string("Arn", output.caller.arn)
        response.string("UserId", output.caller.userID)
        response.string("Account", output.account)
    }
}
