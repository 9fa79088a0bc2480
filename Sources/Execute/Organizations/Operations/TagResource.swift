import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Puts tags on a root, unit, account or policy.
struct TagResource: Operation {
    struct Input {
        var resource: String
        var tags: [Tag]
    }

    static let name = "TagResource"
    static let example = #"{"ResourceId":"p-examplepolicy","Tags":[{"Key":"team","Value":"blue"}]}"#
    static let fullExample: String? = #"{"ResourceId":"ou-root-workload","Tags":[{"Key":"team","Value":"blue"}]}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let resource = try request.identifier("ResourceId", .taggable)
        guard request.has("Tags") else { throw AWSError.invalidInput(.required) }
        return try Input(resource: resource, tags: OrganizationTags.read(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onResource: input.resource, requestTags: input.tags)
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.changeOrganization(in: context) { organization in
            try organization.checkTaggable(input.resource)
            organization[tagsOf: input.resource] = try OrganizationTags.adding(input.tags, to: organization[tagsOf: input.resource])
        }
    }
}
