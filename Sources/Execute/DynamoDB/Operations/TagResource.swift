import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Puts tags on a table, over those of the same keys.
struct TagResource: Operation {
    struct Input {
        var resource: ResourceReference
        var tags: [Tag]
    }

    static let name = "TagResource"
    static let traits = OperationTraits(isLong: true)
    static let example = """
        {"ResourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music", "Tags": [{"Key": "Team", "Value": "Blue"}]}
        """

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        if !request.has("Tags") { request.requireMember("Tags") }
        return try Input(resource: request.resource(), tags: request.tags() ?? [])
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        [try input.resource.question("dynamodb:TagResource", in: context, keys: FixedConditionKeys([:], requestTags: input.tags))]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        guard !input.tags.isEmpty else { throw AWSError.tagsMissing }
        let table = try tables.tagged(input.resource, in: context)
        try tables.store.change(table) { definition, _ in
            for tag in input.tags {
                definition.tags.removeAll { $0.key == tag.key }
                definition.tags.append(tag)
            }
            guard definition.tags.count <= TagRules.limit else { throw AWSError.tooManyTags }
        }
    }
}
