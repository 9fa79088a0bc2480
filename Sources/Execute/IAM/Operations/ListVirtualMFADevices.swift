import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists an account's virtual devices, with the users who have them; never a seed.
struct ListVirtualMFADevices: Operation {
    struct Input {
        var status: String
        var page: PageRequest
    }

    struct Entry {
        var device: MFADevice
        var user: User?
    }

    static let name = "ListVirtualMFADevices"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            status: request.string("AssignmentStatus", .oneOf(["Assigned", "Unassigned", "Any"])) ?? "Any", page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.listing("mfa"))]
    }

    func execute(_ input: Input, in context: OperationContext) -> Page<Entry> {
        let devices = context.directory.mfaDevices.all.filter { device in
            device.account == context.account && (input.status == "Any" || (device.userName != nil) == (input.status == "Assigned"))
        }
        let entries = devices.map { device in
            Entry(device: device, user: device.userName.flatMap { context.directory.user($0, in: context.account) })
        }
        return input.page.page(of: entries, by: \.device.serialNumber)
    }

    func encode(_ page: Page<Entry>, into response: inout StructureWriter) {
        response.structures("VirtualMFADevices", page.elements) { writer, entry in
            writer.string("SerialNumber", entry.device.serialNumber)
            entry.user?.encode(into: &writer)
            writer.timestamp("EnableDate", entry.device.enabled)
            if !entry.device.tags.isEmpty { writer.tags(entry.device.tags) }
        }
        page.encodeEnd(into: &response)
    }
}
