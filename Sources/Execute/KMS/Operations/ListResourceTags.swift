import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// Lists a key's tags.
struct ListResourceTags: KeyOperation {
    struct Input: KeyInput {
        var keyID: String
        var page: PageRequest
    }

    static let name = "ListResourceTags"
    static let traits = OperationTraits.readOnly
    static let states = KeyStates.any
    static let example = Example.key()

    func decode(_ request: StructureReader) throws -> Input {
        Input(keyID: try request.keyID(), page: try PageRequest(request, usual: 50, most: 50))
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Tag> {
        input.page.page(of: try key(input, in: context).tags, by: \.key)
    }

    func encode(_ page: Page<Tag>, into response: inout StructureWriter) {
        response.structures("Tags", page.elements) { writer, tag in
            writer.string("TagKey", tag.key)
            writer.string("TagValue", tag.value)
        }
        response.pageEnd(page)
    }
}
