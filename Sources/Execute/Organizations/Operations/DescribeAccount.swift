import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells what an account of the organization is.
struct DescribeAccount: Operation {
    static let name = "DescribeAccount"
    static let traits = OperationTraits.readOnly
    static let example = #"{"AccountId":"111122223333"}"#

    func decode(_ request: StructureReader) throws -> String { try request.identifier("AccountId", .account) }

    func authorization(for id: String, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: id)])
    }

    func execute(_ id: String, in context: OperationContext) throws -> MemberAccount {
        let organization = try context.organization()
        guard organization.parents[id] != nil else { throw AWSError.accountNotFound }
        return MemberAccount(id, of: organization, in: context.directory)
    }

    func encode(_ output: MemberAccount, into response: inout StructureWriter) {
        response.structure("Account") { output.write(into: &$0) }
    }
}
