import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

/// Makes a virtual MFA device, and shows its seed this once, as text and as a picture.
///
/// A name of several hundred characters does not fit the picture; the answer is then without it.
struct CreateVirtualMFADevice: Operation {
    struct Input {
        var path: String
        var name: String
        var tags: [Tag]
    }

    static let name = "CreateVirtualMFADevice"
    static let traits = OperationTraits(secretMembers: ["Base32StringSeed", "QRCodePNG"])
    static let example = #"{"VirtualMFADeviceName":"example"}"#
    static let fullExample: String? = #"{"VirtualMFADeviceName":"example","Tags":[{"Key":"team","Value":"blue"}]}"#

    let store: DirectoryStore
    let identifiers: Identifiers

    /// 64 letters of base32, as many as AWS gives.
    private static let seedBytes = 40

    func decode(_ request: StructureReader) throws -> Input {
        try Input(path: request.path(), name: request.requiredName("VirtualMFADeviceName", longest: 226), tags: request.tags())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let device = IAMResource(arn: "arn:aws:iam::\(context.account):mfa\(input.path)\(input.name)")
        return context.ask(Self.name, tagging: MFADevice.self, device, input.tags)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> MFADevice {
        try store.update { directory in
            var device = MFADevice(
                account: context.account, pathAndName: input.path + input.name, seed: identifiers.random.bytes(Self.seedBytes),
                created: context.now)
            if directory.mfaDevices[device.serialNumber] != nil { throw AWSError.deviceAlreadyExists }
            device.tags = try [Tag]().merging(input.tags, quota: "TagsPerMFADevice")
            directory.mfaDevices[device.serialNumber] = device
            return device
        }
    }

    /// Both are blobs: base64 of the text in base32, and of a PNG.
    func encode(_ device: MFADevice, into response: inout StructureWriter) {
        let seed = Base32.encode(device.seed, padded: false)
        response.structure("VirtualMFADevice") { writer in
            writer.string("SerialNumber", device.serialNumber)
            writer.string("Base32StringSeed", Base64.encode(Array(seed.utf8)))
            writer.string("QRCodePNG", QRCode(Self.setUp(device, seed)).map { Base64.encode($0.png) })
            if !device.tags.isEmpty { writer.tags(device.tags) }
        }
    }

    /// What an authenticator app reads (IAM API Reference, VirtualMFADevice, QRCodePNG).
    private static func setUp(_ device: MFADevice, _ seed: String) -> String {
        let name = device.pathAndName.split(separator: "/").last.map(String.init) ?? ""
        return "otpauth://totp/\(name.percentEncoded)@\(device.account)?secret=\(seed)"
    }
}
