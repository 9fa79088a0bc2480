import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Moves an account from its parent to another; its own policies go with it.
struct MoveAccount: Operation {
    struct Input {
        var account: String
        var source: String
        var destination: String
    }

    static let name = "MoveAccount"
    static let example =
        #"{"AccountId":"111122223333","SourceParentId":"ou-root-workload","DestinationParentId":"r-root"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            account: request.identifier("AccountId", .account), source: request.identifier("SourceParentId", .parent),
            destination: request.identifier("DestinationParentId", .parent))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [input.account, input.source, input.destination].map(context.arn(ofTarget:)))
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.changeOrganization(in: context) { organization in
            guard let parent = organization.parents[input.account] else { throw AWSError.accountNotFound }
            guard organization.hasParent(input.destination) else { throw AWSError.destinationParentNotFound }
            if parent == input.destination { throw AWSError.duplicateAccount }
            guard parent == input.source else { throw AWSError.sourceParentNotFound }
            organization.parents[input.account] = input.destination
        }
    }
}
