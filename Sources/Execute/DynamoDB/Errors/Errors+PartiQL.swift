import AWSTypes
import DynamoDBExpressions

/// What is said of PartiQL statements once their tables are known; what needs no table is `PartiQLError`'s to say.
///
/// Most texts were recorded on AWS by the authors of two public suites (September and October 2026).
extension AWSError {
    static func statement(_ error: PartiQLError) -> AWSError { .validation(error.message) }

    // MARK: Keys

    static var keysNotPinned: AWSError { .validation("Where clause does not contain a mandatory equality on all key attributes") }

    static func statementKeyType(_ name: String) -> AWSError {
        .validation("Key attribute's data type should match its data type in table's schema: Key \(name)")
    }

    static func severalValues(ofKey name: String) -> AWSError {
        .validation("Multiple conditions on same key \(name). Only single item Update/Insert/Delete are supported")
    }

    static var overlappingBranches: AWSError { .validation("Overlapping conditions with range keys are not supported in where clause") }

    static var tooManyReads: AWSError { .validation("Too many decomposed read operations for a given query.") }

    static func keysNotPinned(in operation: String) -> AWSError {
        .validation("Select statements within \(operation) must specify the primary key in the where clause.")
    }

    // MARK: Indexes

    static var statementIndexNotFound: AWSError { .validation("The table does not have the specified index") }

    static var writeToIndex: AWSError { .validation("This operation is not supported on an index") }

    static var consistentStatement: AWSError {
        .validation("Strongly consistent read is not supported on Global Secondary Indexes")
    }

    static func filterNotProjected(_ names: [String], index: String) -> AWSError {
        invalid("Secondary index \(index) does not project one or more filter attributes: \(list(names))")
    }

    static var indexInTransaction: AWSError { .validation("Reads on indices are not supported within transactions.") }

    // MARK: ORDER BY

    static var orderWithoutCondition: AWSError {
        .validation("Must have WHERE clause in the statement when using ORDER BY clause.")
    }

    static func orderByOther(_ name: String) -> AWSError {
        .validation("Attribute \(name) in ORDER BY clause must be part of the primary key")
    }

    static var orderWithoutPartition: AWSError {
        .validation("Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.")
    }

    static var orderOfSeveralPartitions: AWSError {
        .validation("Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.")
    }

    // MARK: Pages

    static var tokenOfAnotherStatement: AWSError { .validation("NextToken does not match request") }

    /// Seen on DynamoDB's local version only.
    static var tokenUnreadable: AWSError { .validation("Invalid NextToken") }

    // MARK: Writes

    static var duplicateItem: AWSError { AWSError(.duplicateItem, "Duplicate primary key exists in table") }

    static var existsOutsideTransaction: AWSError {
        .validation("EXISTS can only be used in ExecuteTransaction write requests.")
    }

    static var existsWithoutCondition: AWSError {
        .validation("EXISTS() must contain a single item read with additional condition")
    }

    static var returningInTransaction: AWSError { .validation("RETURNING clause is not supported in ExecuteTransaction.") }

    // MARK: Several statements

    static func mixedStatements(_ operation: String) -> AWSError {
        .validation("\(operation) API does not support both read and write operations in the same request.")
    }

    /// A fault of one statement that refuses the whole transaction.
    static func statement(_ number: Int, refused error: AWSError) -> AWSError {
        guard error.code == .validation else { return error }
        return .validation("Validation failed in TransactStatements[\(number)]: \(error.message ?? "")")
    }
}
