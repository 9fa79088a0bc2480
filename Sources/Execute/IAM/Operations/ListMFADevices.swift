import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the devices that a user has enabled.
struct ListMFADevices: Operation {
    struct Input {
        var userName: String?
        var page: PageRequest
    }

    static let name = "ListMFADevices"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        try Input(userName: request.name("UserName"), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(try context.userName(input.userName), User.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<MFADevice> {
        let user: User = try context.directory.find(context.userName(input.userName), in: context.account)
        return input.page.page(of: context.directory.devices(of: user), by: \.serialNumber)
    }

    func encode(_ page: Page<MFADevice>, into response: inout StructureWriter) {
        response.structures("MFADevices", page.elements) { writer, device in
            writer.string("UserName", device.userName)
            writer.string("SerialNumber", device.serialNumber)
            writer.timestamp("EnableDate", device.enabled)
        }
        page.encodeEnd(into: &response)
    }
}
