import AWSTypes
import AWSWire
import Directory
import OpenSSL
import ServiceModel

/// A request for a key to encrypt data with.
struct DataKeyRequest: KeyInput {
    var keyID: String
    var byteCount: Int
    var encryptionContext: EncryptionContext
    var isDryRun: Bool

    init(_ request: StructureReader) throws(AWSError) {
        keyID = try request.keyID()
        encryptionContext = try EncryptionContext(request, "EncryptionContext")
        let bytes = try request.integer("NumberOfBytes", .atLeast(1), .atMost(1024))
        let spec = try request.string("KeySpec", .oneOf(["AES_256", "AES_128"]))
        _ = try request.grantTokens()
        isDryRun = try request.dryRun()
        byteCount = bytes ?? (spec == "AES_128" ? 16 : 32)
        try request.finish()
        if (bytes == nil) == (spec == nil) { throw .neitherBytesNorSpec }
    }
}

/// An operation that makes a data key; how much of it the answer shows is what tells them apart.
protocol DataKeyOperation: KeyOperation where Input == DataKeyRequest, Output == DataKey {
    var random: any RandomSource { get }
}

extension DataKeyOperation {
    static var takesAliases: Bool { true }
    static var states: KeyStates { .enabled }
    static var worksAcrossAccounts: Bool { true }
    static var example: String { Example.key(#","KeySpec":"AES_256""#) }
    static var fullExample: String? { #"{"KeyId":"alias/example","KeySpec":"AES_256","EncryptionContext":{"team":"blue"}}"# }

    func conditions(of input: DataKeyRequest) -> CallConditions { CallConditions(encryptionContext: input.encryptionContext) }

    func execute(_ input: DataKeyRequest, in context: OperationContext) throws -> DataKey {
        let key = try key(input, in: context)
        try key.requireSymmetric(for: Self.name)
        if input.isDryRun { throw AWSError.dryRun }
        return DataKey(input, under: key, random: random)
    }
}

/// A data key: as it is, and sealed under a KMS key.
struct DataKey: Sendable {
    var key: Key
    var plaintext: [UInt8]
    var ciphertext: Ciphertext

    init(_ request: DataKeyRequest, under key: Key, random: any RandomSource) {
        self.key = key
        plaintext = random.bytes(request.byteCount)
        ciphertext = Ciphertext(sealing: plaintext, under: key, request.encryptionContext, random: random)
    }
}
