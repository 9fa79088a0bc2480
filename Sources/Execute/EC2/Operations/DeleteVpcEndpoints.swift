import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes endpoints and closes their ports; those that are not there are named in the answer, which is no error.
struct DeleteVpcEndpoints: Operation {
    struct Input {
        var isDryRun: Bool
        var ids: [String]
    }

    static let name = "DeleteVpcEndpoints"
    static let example = #"{"VpcEndpointId":["vpce-0a1b2c3d4e5f67890"]}"#

    let store: DirectoryStore
    let ports: any EndpointPorts

    func decode(_ request: StructureReader) throws -> Input {
        let ids = try request.strings("VpcEndpointId") ?? []
        if ids.isEmpty { throw AWSError.missingParameter("VpcEndpointId") }
        for id in ids { try StructureReader.checkEndpointID(id) }
        return Input(isDryRun: try request.isDryRun(), ids: ids)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.ids.map { context.question(Self.name, onEndpoint: $0) }
    }

    /// - Returns: The ids that are not there.
    func execute(_ input: Input, in context: OperationContext) throws -> [String] {
        if input.isDryRun { throw AWSError.dryRun }
        let removed = try store.update { directory in
            let found = Set(input.ids).filter { directory.endpoint($0, account: context.account, region: context.region) != nil }
            for id in found { directory.endpoints[id] = nil }
            return found
        }
        for id in removed { ports.close(endpointID: id) }
        return input.ids.filter { !removed.contains($0) }
    }

    func encode(_ output: [String], into response: inout StructureWriter) {
        response.structures("unsuccessful", output) { writer, id in
            let error = AWSError.endpointNotFound(id)
            writer.structure("error") { writer in
                writer.string("code", error.code.name)
                writer.string("message", error.message)
            }
            writer.string("resourceId", id)
        }
    }
}
