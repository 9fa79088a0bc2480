import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// A resource that a request names by its ARN alone: a table, for tags and policies.
struct ResourceReference: Sendable {
    var arn: String
    /// Nil where the ARN names no table; what it is instead is said once leave was given.
    var table: TableReference?

    /// Who owns it, as the ARN says.
    private var account: String? { ARN(arn)?.account }

    /// May the caller do this to the resource that the ARN names?
    ///
    /// A text that is no ARN of DynamoDB's is refused before (recorded: ValidationException, not AccessDenied).
    func question(
        _ action: String, in context: OperationContext, keys: any ConditionKeyValues = NoConditionKeys()
    ) throws -> AuthorizationRequest {
        guard arn.utf8.starts(with: "arn:".utf8) else { throw AWSError.notAnARN(arn) }
        guard let account, !account.isEmpty, let parsed = ARN(arn), parsed.service == "dynamodb" else {
            throw AWSError.invalidResourceARN(arn)
        }
        return AuthorizationRequest(action: action, resource: arn, resourceAccount: account, context: keys)
    }
}

extension StructureReader {
    func resource() throws -> ResourceReference {
        let arn = try required("ResourceArn", .minimumLength(1), .maximumLength(1283))
        return ResourceReference(arn: arn, table: arn.utf8.starts(with: "arn:".utf8) ? try? TableReference(arn) : nil)
    }
}

extension Tables {
    /// The table that tags are on; one that is CREATING is not found (recorded, AWS Controllers' tests, October 2026).
    func tagged(_ resource: ResourceReference, in context: OperationContext) throws -> OpenTable {
        guard let reference = resource.table, reference.region == context.region else { throw AWSError.invalidResourceARN(resource.arn) }
        guard let table = find(reference, in: context), table.table.filling == nil else { throw AWSError.resourceNotFound(resource.arn) }
        return table
    }
}
