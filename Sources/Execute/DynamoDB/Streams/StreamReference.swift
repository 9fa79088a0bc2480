import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// How a request names a stream: by its ARN.
struct StreamReference: Sendable {
    let arn: String
    let account: String
    let region: String
    let tableName: String
    let label: String

    /// Reads `arn:aws:dynamodb:us-east-1:111122223333:table/Music/stream/2026-01-31T12:00:00.000`; nil for anything else.
    init?(_ text: String) {
        guard let arn = ARN(text), arn.partition == "aws", arn.service == "dynamodb", !arn.account.isEmpty, !arn.region.isEmpty else {
            return nil
        }
        let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "table", parts[2] == "stream", TableReference.isName(parts[1]), !parts[3].isEmpty else {
            return nil
        }
        (self.arn, account, region, tableName, label) = (text, arn.account, arn.region, parts[1], parts[3])
    }

    /// May the caller do this to the stream, whether or not it is there?
    func question(_ action: String) -> AuthorizationRequest {
        AuthorizationRequest(action: action, resource: arn, resourceAccount: account)
    }
}

extension StructureReader {
    /// The stream that an operation is about; a text that is no stream's ARN has a sentence of its own, also one that is shorter than the model
    /// has it (recorded, the AWS SDK for JavaScript's tests).
    func stream(_ member: String = "StreamArn") throws -> StreamReference? {
        guard let text = try string(member) else { return nil }
        let stream = StreamReference(text)
        if stream == nil { postpone(.invalidStreamARN) }
        return stream
    }

    func requiredStream(_ member: String = "StreamArn") throws -> StreamReference? {
        if !has(member) { requireMember(member) }
        return try stream(member)
    }
}

/// Finds the streams that requests name.
struct Streams: Sendable {
    let store: StreamStore

    func find(_ reference: StreamReference, in context: OperationContext) throws -> TableStream {
        guard reference.region == context.region, let found = store.find(arn: reference.arn, now: context.now) else {
            throw AWSError.streamNotFound(reference.arn)
        }
        return found.stream
    }
}

extension Constraint {
    static let shardIDMinimum = Constraint.minimumLength(28)
    static let shardIDMaximum = Constraint.maximumLength(65)
    static let hundredAtMost = Constraint.atMost(100)
}
