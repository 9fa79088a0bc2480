import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the instance profiles that a role is in: none, as there are no instances to have them.
struct ListInstanceProfilesForRole: Operation {
    struct Input {
        var name: String
        var page: PageRequest
    }

    static let name = "ListInstanceProfilesForRole"
    static let traits = OperationTraits.readOnly
    static let example = #"{"RoleName":"Example"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.requiredName("RoleName", longest: Role.longestName), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Role.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> EmptyOutput {
        _ = try context.directory.find(input.name, in: context.account, as: Role.self)
        return EmptyOutput()
    }

    func encode(_ output: EmptyOutput, into response: inout StructureWriter) {
        response.structures("InstanceProfiles", [Int]()) { _, _ in }
        response.boolean("IsTruncated", false)
    }
}
