import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Takes tags off a table.
struct UntagResource: Operation {
    struct Input {
        var resource: ResourceReference
        var keys: [String]
    }

    static let name = "UntagResource"
    static let traits = OperationTraits(isLong: true)
    static let example = """
        {"ResourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music", "TagKeys": ["Team"]}
        """

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        if !request.has("TagKeys") { request.requireMember("TagKeys") }
        let keys = try request.strings("TagKeys") ?? []
        do throws(AWSError) { try TagRules.check(keys: keys) } catch { request.postpone(error) }
        return try Input(resource: request.resource(), keys: keys)
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        let keys = FixedConditionKeys(["aws:TagKeys": .list(input.keys)])
        return [try input.resource.question("dynamodb:UntagResource", in: context, keys: keys)]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        guard !input.keys.isEmpty else { throw AWSError.tagKeysMissing }
        let table = try tables.tagged(input.resource, in: context)
        try tables.store.change(table) { definition, _ in
            definition.tags.removeAll { input.keys.contains($0.key) }
        }
    }
}
