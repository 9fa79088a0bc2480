import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a policy that is attached to nothing.
struct DeletePolicy: Operation {
    static let name = "DeletePolicy"
    static let example = #"{"PolicyId":"p-unattachedone"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> String { try request.identifier("PolicyId", .policy) }

    func authorization(for id: String, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onPolicy: id)
    }

    func execute(_ id: String, in context: OperationContext) throws {
        try store.changeOrganization(in: context) { organization in
            if try organization.policy(withID: id).isAWSManaged { throw AWSError.invalidInput(.immutablePolicy) }
            if organization.attachments.values.contains(where: { $0.contains(id) }) { throw AWSError.policyInUse }
            organization.policies[id] = nil
            organization[tagsOf: id] = []
        }
    }
}
