import AWSTypes
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// A statement that has been read, with the table it names.
struct PreparedStatement: Sendable {
    let bound: BoundStatement
    /// Nil where the name is no table's: an ARN that is none.
    private let reference: TableReference?

    init(_ bound: BoundStatement) {
        self.bound = bound
        reference = bound.table.utf8.starts(with: "arn:".utf8) ? try? TableReference(bound.table) : TableReference(named: bound.table)
    }

    /// The table as the statement names it.
    var table: TableReference { reference ?? TableReference(named: bound.table) }

    /// The table where it is there.
    ///
    /// PartiQL does not reach over accounts (Developer Guide, "API operations supported by resource-based policies").
    func open(_ tables: Tables, in context: OperationContext) throws -> OpenTable {
        guard reference != nil else { throw AWSError.invalidResourceARN(bound.table) }
        try tables.requireOwn(table, in: context)
        let found = try tables.table(table, in: context)
        try tables.open(found, in: context)
        return found
    }

    /// The action by the statement's verb (Developer Guide, "IAM security policies with PartiQL"); of EXISTS inferred.
    private var action: String {
        switch bound.action {
        case .select, .exists: "dynamodb:PartiQLSelect"
        case .insert: "dynamodb:PartiQLInsert"
        case .update: "dynamodb:PartiQLUpdate"
        case .delete: "dynamodb:PartiQLDelete"
        }
    }

    /// May the caller run this statement?
    ///
    /// - Parameter enclosing: The transaction that it is a part of.
    func question(_ tables: Tables, in context: OperationContext, enclosing: String? = nil) -> AuthorizationRequest {
        let keys = StatementConditionKeys(statement: bound, table: tables.find(table, in: context), enclosing: enclosing)
        return tables.question(action, on: table, in: context, index: bound.index, keys: keys)
    }
}
