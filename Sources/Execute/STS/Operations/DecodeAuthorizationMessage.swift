import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Shows what a denial of EC2's does not say openly, to who may know.
struct DecodeAuthorizationMessage: Operation {
    static let name = "DecodeAuthorizationMessage"
    static let traits = OperationTraits(isReadOnly: true)
    static let example = #"{"EncodedMessage":"none"}"#

    let messages: AuthorizationMessages

    func decode(_ request: StructureReader) throws -> String {
        try request.required("EncodedMessage", .minimumLength(1), .maximumLength(10_240))
    }

    func authorization(for message: String, in context: OperationContext) -> [AuthorizationRequest] {
        [
            AuthorizationRequest(
                action: "sts:DecodeAuthorizationMessage", resource: "*", resourceAccount: context.account, hasResourceType: false)
        ]
    }

    func execute(_ message: String, in context: OperationContext) throws -> String {
        guard let decoded = messages.decode(message, for: context.account) else { throw AWSError.invalidAuthorizationMessage }
        return decoded
    }

    func encode(_ message: String, into response: inout StructureWriter) { response.string("DecodedMessage", message) }
}
