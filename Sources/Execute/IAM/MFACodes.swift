import AWSTypes
import AWSWire
import Directory

/// A user, a device and two codes that follow each other.
struct MFACodes {
    var userName: String
    var serialNumber: String
    var first: String
    var second: String

    /// Codes are good once, but there is no need for events to show them.
    static let secretMembers: Set<String> = ["AuthenticationCode1", "AuthenticationCode2"]

    static let example =
        #"{"UserName":"Example","SerialNumber":"arn:aws:iam::111122223333:mfa/example","#
        + #""AuthenticationCode1":"123456","AuthenticationCode2":"654321"}"#

    init(_ request: StructureReader) throws {
        userName = try request.requiredName("UserName")
        serialNumber = try request.serialNumber()
        first = try request.required("AuthenticationCode1", .minimumLength(6), .maximumLength(6), .digits)
        second = try request.required("AuthenticationCode2", .minimumLength(6), .maximumLength(6), .digits)
    }
}

extension Directory {
    /// A device that must be there.
    func findDevice(_ serialNumber: String, in account: String) throws(AWSError) -> MFADevice {
        guard let device = mfaDevices[serialNumber], device.account == account else { throw .deviceNotFound(serialNumber) }
        return device
    }

    /// A device that must be there and be enabled for a user.
    func findDevice(_ serialNumber: String, of user: String, in account: String) throws(AWSError) -> MFADevice {
        _ = try find(user, in: account, as: User.self)
        let device = try findDevice(serialNumber, in: account)
        guard device.userName == user else { throw .deviceNotFound(serialNumber) }
        return device
    }
}
