import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a device that nobody has enabled.
struct DeleteVirtualMFADevice: Operation {
    static let name = "DeleteVirtualMFADevice"
    static let example = #"{"SerialNumber":"arn:aws:iam::111122223333:mfa/example"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> String { try request.serialNumber() }

    func authorization(for serialNumber: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, IAMResource(arn: serialNumber))]
    }

    func execute(_ serialNumber: String, in context: OperationContext) throws {
        try store.update { directory in
            if try directory.findDevice(serialNumber, in: context.account).userName != nil { throw AWSError.deviceIsEnabled }
            directory.mfaDevices[serialNumber] = nil
        }
    }
}
