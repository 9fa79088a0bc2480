import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Describes a device that a user has enabled.
struct GetMFADevice: Operation {
    struct Input {
        var serialNumber: String
        var userName: String?
    }

    static let name = "GetMFADevice"
    static let traits = OperationTraits.readOnly
    static let example = #"{"SerialNumber":"arn:aws:iam::111122223333:mfa/example","UserName":"Example"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(serialNumber: request.serialNumber(), userName: request.name("UserName"))
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(try context.userName(input.userName), User.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> MFADevice {
        try context.directory.findDevice(input.serialNumber, of: context.userName(input.userName), in: context.account)
    }

    /// A virtual device has no certifications.
    func encode(_ device: MFADevice, into response: inout StructureWriter) {
        response.string("UserName", device.userName)
        response.string("SerialNumber", device.serialNumber)
        response.timestamp("EnableDate", device.enabled)
    }
}
