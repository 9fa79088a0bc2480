import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

extension Tables {
    /// The table, for an operation on its backups: it must be the caller's own, and has an error of its own where it is not there,
    /// or is CREATING (recorded, AWS Controllers' notes on backups).
    func source(_ reference: TableReference, in context: OperationContext) throws -> OpenTable {
        try requireOwn(reference, in: context)
        guard reference.region == nil || reference.region == context.region, let table = find(reference, in: context),
            table.table.filling == nil
        else {
            throw AWSError.sourceTableNotFound(reference.name)
        }
        return table
    }

    /// May the caller do this to a backup, an export or an import, whether or not it is there?
    ///
    /// DynamoDB looks into the region it was called in, whatever the ARN says; so the question is about that region's.
    func question(_ action: String, on part: TablePartReference, in context: OperationContext) throws -> AuthorizationRequest {
        guard part.account == context.account else { throw AWSError.accessIsDenied }
        return AuthorizationRequest(action: action, resource: part.arn(region: context.region), resourceAccount: part.account)
    }

    /// The question of an operation that lists, about all tables of the account.
    func questionOfAll(_ action: String, in context: OperationContext) -> AuthorizationRequest {
        context.question(action, printing: "arn:aws:dynamodb:\(context.region):\(context.account):table/*")
    }

    /// What a restore asks on the table that it makes (Developer Guide, "Using IAM with DynamoDB backup and restore").
    func questionsOfRestore(to target: String, in context: OperationContext) -> [AuthorizationRequest] {
        ["BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"].map {
            question("dynamodb:" + $0, on: TableReference(named: target), in: context)
        }
    }
}

extension StructureReader {
    /// A member that names a backup, an export or an import; `invalid` says what is no such ARN.
    func part(_ member: String, as part: TablePartReference.Part, or invalid: AWSError) throws -> TablePartReference? {
        guard has(member) else {
            requireMember(member)
            return nil
        }
        let text = try required(member, .minimumLength(37), .maximumLength(1024))
        guard (37...1024).contains(text.unicodeScalars.count) else { return nil }
        let reference = TablePartReference(text, as: part)
        if reference == nil { postpone(invalid) }
        return reference
    }

    /// The name of a table that is to be made.
    func targetTable() throws -> String {
        try required("TargetTableName", .tableNamePattern, .indexNameMinimum, .indexNameMaximum)
    }
}
