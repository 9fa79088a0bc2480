import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// What can be tagged after it is made: users and roles by name, managed policies by ARN, MFA devices by serial number.
protocol IAMTaggable: Codable, Sendable {
    /// In the names of operations and quotas: `User`, `MFADevice`.
    static var tagKind: String { get }
    /// The member that names it.
    static var tagMember: String { get }
    /// What examples call it.
    static var tagExample: String { get }
    static var records: WritableKeyPath<Directory, Records<Self>> { get }

    static func tagName(_ request: StructureReader) throws -> String
    static func tagResource(_ name: String, in context: OperationContext) -> IAMResource
    /// The thing, which must be there; `forChange` where only the account's own will do.
    static func tagged(_ name: String, in directory: Directory, account: String, forChange: Bool) throws(AWSError) -> Self

    var key: String { get }
    var tags: [Tag] { get set }
}

extension IAMPrincipalEntity {
    static var tagKind: String { kind }
    static var tagMember: String { nameMember }
    static var tagExample: String { "Example" }

    static func tagName(_ request: StructureReader) throws -> String { try request.requiredName(nameMember) }

    static func tagResource(_ name: String, in context: OperationContext) -> IAMResource { context.existing(name, Self.self) }

    static func tagged(_ name: String, in directory: Directory, account: String, forChange: Bool) throws(AWSError) -> Self {
        try directory.find(name, in: account)
    }
}

extension ManagedPolicy: IAMTaggable {
    static var tagKind: String { "Policy" }
    static var tagMember: String { "PolicyArn" }
    static var tagExample: String { "arn:aws:iam::111122223333:policy/Example" }
    static var records: WritableKeyPath<Directory, Records<ManagedPolicy>> { \.managedPolicies }

    static func tagName(_ request: StructureReader) throws -> String { try request.policyARN() }

    static func tagResource(_ name: String, in context: OperationContext) -> IAMResource { context.existingPolicy(name) }

    static func tagged(_ name: String, in directory: Directory, account: String, forChange: Bool) throws(AWSError) -> ManagedPolicy {
        forChange ? try directory.findOwnPolicy(name, of: account) : try directory.findPolicy(name, for: account)
    }

    var key: String { arn }
}

extension MFADevice: IAMTaggable {
    static var tagKind: String { "MFADevice" }
    static var tagMember: String { "SerialNumber" }
    static var tagExample: String { "arn:aws:iam::111122223333:mfa/example" }
    static var records: WritableKeyPath<Directory, Records<MFADevice>> { \.mfaDevices }

    static func tagName(_ request: StructureReader) throws -> String { try request.serialNumber() }

    static func tagResource(_ name: String, in context: OperationContext) -> IAMResource { IAMResource(arn: name) }

    static func tagged(_ name: String, in directory: Directory, account: String, forChange: Bool) throws(AWSError) -> MFADevice {
        try directory.findDevice(name, in: account)
    }

    var key: String { serialNumber }
}
