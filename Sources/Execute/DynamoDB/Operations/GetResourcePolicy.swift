import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells a table's policy.
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
        guard let policy = try tables.withPolicy(input, in: context).table.policy else { throw AWSError.policyNotFound(input.arn) }
        return policy
    }

    func encode(_ output: ResourcePolicy, into response: inout StructureWriter) {
        response.string("Policy", output.text)
        response.string("RevisionId", output.revision)
    }
}

extension Tables {
    /// The caller's own table that a policy is on.
    func withPolicy(_ resource: ResourceReference, in context: OperationContext) throws -> OpenTable {
        guard let reference = resource.table else {
            let isIndex = resource.arn.contains("/index/")
            throw isIndex ? AWSError.policyOfIndex(resource.arn) : AWSError.invalidResourceARN(resource.arn)
        }
        guard reference.region == context.region else { throw AWSError.invalidResourceARN(resource.arn) }
        try requireOwn(reference, in: context)
        return try definition(reference, in: context)
    }
}
