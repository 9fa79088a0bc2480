import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives a device to a user, who shows by two codes that the seed arrived.
struct EnableMFADevice: Operation {
    static let name = "EnableMFADevice"
    static let traits = OperationTraits(secretMembers: MFACodes.secretMembers)
    static let example = MFACodes.example

    let store: DirectoryStore

    private static let devicesPerUser = 8

    func decode(_ request: StructureReader) throws -> MFACodes { try MFACodes(request) }

    func authorization(for input: MFACodes, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.userName, User.self))]
    }

    func execute(_ input: MFACodes, in context: OperationContext) throws {
        try store.update { directory in
            let user: User = try directory.find(input.userName, in: context.account)
            var device = try directory.findDevice(input.serialNumber, in: context.account)
            if device.userName != nil { throw AWSError.deviceAlreadyExists }
            if directory.devices(of: user).count >= Self.devicesPerUser {
                throw AWSError.quota("MFADevicesPerUser", Self.devicesPerUser)
            }
            guard device.accept(first: input.first, second: input.second, at: context.now) else { throw AWSError.wrongCode }
            device.userName = user.name
            device.enabled = context.now
            directory.mfaDevices[device.serialNumber] = device
        }
    }
}
