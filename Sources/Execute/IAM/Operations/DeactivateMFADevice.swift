import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes a device from its user; the device itself stays.
struct DeactivateMFADevice: Operation {
    struct Input {
        var userName: String?
        var serialNumber: String
    }

    static let name = "DeactivateMFADevice"
    static let example = #"{"UserName":"Example","SerialNumber":"arn:aws:iam::111122223333:mfa/example"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(userName: request.name("UserName"), serialNumber: request.serialNumber())
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(try context.userName(input.userName), User.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        let userName = try context.userName(input.userName)
        try store.update { directory in
            var device = try directory.findDevice(input.serialNumber, of: userName, in: context.account)
            device.userName = nil
            device.enabled = nil
            directory.mfaDevices[device.serialNumber] = device
        }
    }
}
