import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes tags off a root, unit, account or policy; keys that it does not have are passed over.
struct UntagResource: Operation {
    struct Input {
        var resource: String
        var keys: [String]
    }

    static let name = "UntagResource"
    static let example = #"{"ResourceId":"p-examplepolicy","TagKeys":["team"]}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let resource = try request.identifier("ResourceId", .taggable)
        guard let keys = try request.strings("TagKeys") else { throw AWSError.invalidInput(.required) }
        return Input(resource: resource, keys: keys)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onResource: input.resource, ["aws:TagKeys": .list(input.keys)])
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.changeOrganization(in: context) { organization in
            try organization.checkTaggable(input.resource)
            organization[tagsOf: input.resource].removeAll { input.keys.contains($0.key) }
        }
    }
}
