import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the aliases of the caller's account in the region, or those of one key.
struct ListAliases: Operation {
    struct Input {
        var keyID: String?
        var page: PageRequest
    }

    static let name = "ListAliases"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        Input(keyID: try request.optionalKeyID(), page: try PageRequest(request, usual: 50, most: 100))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.question("kms:ListAliases")]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<KeyAlias> {
        var aliases = context.directory.aliases.all.filter { alias in
            alias.account == context.account && alias.region == context.region
                && context.directory.keys[alias.keyARN]?.isGone(at: context.now) == false
        }
        if let keyID = input.keyID {
            let reference = try KeyReference(keyID, takingAliases: false, in: context)
            let key = try context.directory.key(reference.arn, at: context.now)
            aliases.removeAll { $0.keyARN != key.arn }
        }
        return input.page.page(of: aliases, by: \.arn)
    }

    func encode(_ page: Page<KeyAlias>, into response: inout StructureWriter) {
        response.structures("Aliases", page.elements) { writer, alias in
            writer.string("AliasName", alias.name)
            writer.string("AliasArn", alias.arn)
            writer.string("TargetKeyId", ARN(alias.keyARN).map { String($0.resource.dropFirst("key/".count)) })
            writer.timestamp("CreationDate", alias.created)
            writer.timestamp("LastUpdatedDate", alias.updated)
        }
        response.pageEnd(page)
    }
}
