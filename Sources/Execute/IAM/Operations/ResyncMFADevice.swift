import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Finds out by two codes how far a device's clock is off.
struct ResyncMFADevice: Operation {
    static let name = "ResyncMFADevice"
    static let traits = OperationTraits(secretMembers: MFACodes.secretMembers)
    static let example = MFACodes.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> MFACodes { try MFACodes(request) }

    func authorization(for input: MFACodes, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.userName, User.self))]
    }

    func execute(_ input: MFACodes, in context: OperationContext) throws {
        try store.update { directory in
            var device = try directory.findDevice(input.serialNumber, of: input.userName, in: context.account)
            guard device.resynchronize(first: input.first, second: input.second, at: context.now) else { throw AWSError.wrongCode }
            directory.mfaDevices[device.serialNumber] = device
        }
    }
}
