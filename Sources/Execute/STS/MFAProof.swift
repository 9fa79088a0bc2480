import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// What a caller gives to show that it has an MFA device: the device's serial number and a code.
struct MFAProof: Sendable {
    private let serialNumber: String?
    private let code: String?

    init(_ request: StructureReader) throws {
        serialNumber = try request.string("SerialNumber", .minimumLength(9), .maximumLength(256), .serialNumber)
        code = try request.string("TokenCode", .minimumLength(6), .maximumLength(6), .digits)
    }

    var isGiven: Bool { serialNumber != nil || code != nil }

    /// Checks the proof and leaves the code unused.
    func check(for caller: Caller, in directory: Directory, at now: Timestamp) throws {
        guard isGiven else { return }
        let (device, code) = try device(of: caller, in: directory)
        if !device.accepts(code: code, at: now) { throw AWSError.wrongCode }
    }

    /// Checks the proof and uses the code up; a second call with the same one finds it wrong. Without a proof nothing is written.
    func redeem(for caller: Caller, in store: DirectoryStore, at now: Timestamp) throws {
        guard isGiven else { return }
        try store.update { directory in
            var (device, code) = try device(of: caller, in: directory)
            if !device.accept(code: code, at: now) { throw AWSError.wrongCode }
            directory.mfaDevices[device.serialNumber] = device
        }
    }

    /// The caller's own device, enabled. Sessions of roles have none, nor has the root user here.
    private func device(of caller: Caller, in directory: Directory) throws -> (MFADevice, String) {
        guard let serialNumber, let code else { throw AWSError.incompleteProof }
        guard let device = directory.mfaDevices[serialNumber], device.enabled != nil, let owner = device.userName,
            device.account == caller.account, owner == caller.userName
        else { throw AWSError.unknownDevice }
        return (device, code)
    }
}
