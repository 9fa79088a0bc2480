import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// The requests that DynamoDB sends to KMS, as CloudTrail shows them (DynamoDB Developer Guide, "Monitoring DynamoDB
/// interaction with AWS KMS").
struct TableKeyCall: Sendable {
    var name: String
    var isReadOnly: Bool
    var parameters: [UInt8]
    var answer: [UInt8]?
    /// The keys that the call is about; empty where none was found.
    var keys: [KeyReference]

    static func describeKey(_ reference: String, _ key: KeyReference?) -> TableKeyCall {
        TableKeyCall(
            name: "DescribeKey", isReadOnly: true, parameters: json { $0.string("keyId", reference) }, keys: key.map { [$0] } ?? [])
    }

    static func createGrant(_ grant: GrantSpecification, on key: KeyReference) -> TableKeyCall {
        TableKeyCall(
            name: "CreateGrant", isReadOnly: false,
            parameters: json { writer in
                writer.string("keyId", key.arn)
                writer.string("retiringPrincipal", grant.retiring)
                writer.structure("constraints") { writer in
                    writer.stringMap("encryptionContextSubset", grant.encryptionContextSubset?.sorted ?? [])
                }
                writer.string("granteePrincipal", grant.grantee)
                writer.strings("operations", grant.operations)
            },
            keys: [key])
    }

    static func generateDataKey(_ key: KeyReference, _ context: EncryptionContext) -> TableKeyCall {
        TableKeyCall(
            name: "GenerateDataKey", isReadOnly: true,
            parameters: json { writer in
                writer.stringMap("encryptionContext", context.sorted)
                writer.string("keySpec", "AES_256")
                writer.string("keyId", key.arn)
            },
            keys: [key])
    }

    static func reEncrypt(from source: KeyReference, to destination: KeyReference, _ context: EncryptionContext) -> TableKeyCall {
        TableKeyCall(
            name: "ReEncrypt", isReadOnly: true,
            parameters: json { writer in
                writer.stringMap("sourceEncryptionContext", context.sorted)
                writer.string("sourceKeyId", source.arn)
                writer.stringMap("destinationEncryptionContext", context.sorted)
                writer.string("destinationKeyId", destination.arn)
            },
            keys: [source, destination])
    }

    static func decrypt(_ key: KeyReference, _ context: EncryptionContext) -> TableKeyCall {
        TableKeyCall(
            name: "Decrypt", isReadOnly: true,
            parameters: json { writer in
                writer.stringMap("encryptionContext", context.sorted)
                writer.string("encryptionAlgorithm", KeySpec.symmetric)
                writer.string("keyId", key.arn)
            },
            keys: [key])
    }

    static func retireGrant(_ grant: Key.IssuedGrant, on key: KeyReference) -> TableKeyCall {
        TableKeyCall(
            name: "RetireGrant", isReadOnly: false,
            parameters: json { writer in
                writer.string("keyId", key.arn)
                writer.string("grantId", grant.id)
            },
            keys: [key])
    }

    func granting(_ grant: Key.IssuedGrant) -> TableKeyCall {
        var call = self
        call.answer = Self.json { $0.string("grantId", grant.id) }
        return call
    }

    /// The call as it is recorded: a failed one has an error, and if it was a refusal no parameters.
    ///
    /// Events say `AccessDenied` where the client's error says `AccessDeniedException` (recorded).
    func event(asCaller: Bool, error: AWSError? = nil) -> ServiceCall {
        var shown = error
        if error?.code == .accessDenied { shown?.code = AWSError.Code("AccessDenied", in: .framework) }
        return ServiceCall(
            eventSource: KMSService.wire.eventSource, eventName: name, isOnBehalfOfCaller: asCaller, invokedBy: EncryptedTable.service,
            isReadOnly: isReadOnly, requestParameters: error?.code == .accessDenied ? nil : parameters,
            responseElements: error == nil ? answer : nil,
            resources: keys.map { EventResource(type: "AWS::KMS::Key", arn: $0.arn, account: $0.account) }, error: shown)
    }

    private static func json(_ write: (inout StructureWriter) -> Void) -> [UInt8] {
        var writer = StructureWriter(for: .json11)
        write(&writer)
        return writer.finish()
    }
}
