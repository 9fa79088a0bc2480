import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the tags of a root, unit, account or policy. There are never more than fit in one answer.
struct ListTagsForResource: Operation {
    static let name = "ListTagsForResource"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ResourceId":"p-examplepolicy"}"#

    func decode(_ request: StructureReader) throws -> String {
        let resource = try request.identifier("ResourceId", .taggable)
        if try request.string("NextToken") != nil { throw AWSError.invalidInput(.nextToken) }
        return resource
    }

    func authorization(for resource: String, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onResource: resource)
    }

    func execute(_ resource: String, in context: OperationContext) throws -> [Tag] {
        let organization = try context.organization()
        guard organization.hasResource(resource) else { throw AWSError.targetNotFound }
        return organization[tagsOf: resource]
    }

    func encode(_ tags: [Tag], into response: inout StructureWriter) {
        response.structures("Tags", tags) { writer, tag in
            writer.string("Key", tag.key)
            writer.string("Value", tag.value)
        }
    }
}
