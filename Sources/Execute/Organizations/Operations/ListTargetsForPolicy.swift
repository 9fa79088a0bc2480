import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the roots, units and accounts that a policy is attached to.
struct ListTargetsForPolicy: Operation {
    struct Input {
        var policy: String
        var page: PageRequest
    }

    struct Target {
        var id: String
        var arn: String
        var name: String
        var type: String
    }

    static let name = "ListTargetsForPolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicyId":"p-FullAWSAccess"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(policy: request.identifier("PolicyId", .policy), page: request.page())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onPolicy: input.policy)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Target> {
        let organization = try context.organization()
        _ = try organization.policy(withID: input.policy)
        let targets = organization.targets.filter { organization.attachments[$0]?.contains(input.policy) == true }
        return try input.page.part(of: targets.map { Self.target($0, of: organization, in: context.directory) }) { $0.id }
    }

    private static func target(_ id: String, of organization: Organization, in directory: Directory) -> Target {
        let (name, type) =
            if id == organization.root {
                ("Root", "ROOT")
            } else if let unit = organization.unit(id) {
                (unit.name, "ORGANIZATIONAL_UNIT")
            } else {
                (directory.accounts[id]?.name ?? id, "ACCOUNT")
            }
        return Target(id: id, arn: organization.arn(of: id), name: name, type: type)
    }

    func encode(_ output: Page<Target>, into response: inout StructureWriter) {
        response.structures("Targets", output.elements) { writer, target in
            writer.string("TargetId", target.id)
            writer.string("Arn", target.arn)
            writer.string("Name", target.name)
            writer.string("Type", target.type)
        }
        output.writeEnd(into: &response)
    }
}
