import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells a table's or a stream's policy.
struct GetResourcePolicy: Operation {
    static let name = "GetResourcePolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ResourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> ResourceReference { try request.resource() }

    func authorization(for input: ResourceReference, in context: OperationContext) throws -> [AuthorizationRequest] {
        [try input.question("dynamodb:GetResourcePolicy", in: context)]
    }

    func execute(_ input: ResourceReference, in context: OperationContext) throws -> ResourcePolicy {
        guard let policy = try tables.withPolicy(input, in: context).policy else { throw AWSError.policyNotFound(input.arn) }
        return policy
    }

    func encode(_ output: ResourcePolicy, into response: inout StructureWriter) {
        response.string("Policy", output.text)
        response.string("RevisionId", output.revision)
    }
}

/// What a policy is on.
enum PolicyResource {
    case table(OpenTable)
    case stream(TableStream)

    var isStream: Bool { if case .stream = self { true } else { false } }

    var policy: ResourcePolicy? {
        switch self {
        case .table(let table): table.table.policy
        case .stream(let stream): stream.policy
        }
    }
}

extension Tables {
    /// The caller's own table or stream that a policy is on.
    ///
    /// A stream that was disabled or whose table is gone still has its policy (Developer Guide, "Attach a resource-based policy to
    /// a DynamoDB stream").
    func withPolicy(_ resource: ResourceReference, in context: OperationContext) throws -> PolicyResource {
        if let stream = StreamReference(resource.arn) { return .stream(try self.stream(stream, in: context)) }
        guard let reference = resource.table else {
            let isIndex = resource.arn.contains("/index/")
            throw isIndex ? AWSError.policyOfIndex(resource.arn) : AWSError.invalidResourceARN(resource.arn)
        }
        guard reference.region == context.region else { throw AWSError.invalidResourceARN(resource.arn) }
        try requireOwn(reference, in: context)
        return .table(try definition(reference, in: context))
    }

    private func stream(_ reference: StreamReference, in context: OperationContext) throws -> TableStream {
        guard reference.region == context.region else { throw AWSError.invalidResourceARN(reference.arn) }
        guard reference.account == context.account else { throw AWSError.ownersOnly }
        guard let found = store.streams.find(arn: reference.arn, now: context.now) else {
            throw AWSError.streamNotFound(reference.label, table: reference.tableName)
        }
        return found.stream
    }
}
