import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells what came of an import.
struct DescribeImport: Operation {
    static let name = "DescribeImport"
    static let traits = OperationTraits.readOnly
    static let example =
        #"{"ImportArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Imported/import/01769860800000-00000000"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TablePartReference? {
        try request.part("ImportArn", as: .tableImport, or: .invalidImportARN)
    }

    func authorization(for input: TablePartReference?, in context: OperationContext) throws -> [AuthorizationRequest] {
        try input.map { [try tables.question("dynamodb:DescribeImport", on: $0, in: context)] } ?? []
    }

    func execute(_ input: TablePartReference?, in context: OperationContext) throws -> TableImport {
        guard let input else { throw AWSError.invalidImportARN }
        let jobs = JobStore(kind: .tableImport, database: tables.store.database)
        guard input.region == context.region, let found = try jobs.find(input, region: context.region, as: TableImport.self) else {
            throw AWSError.importNotFound(input.arn(region: input.region))
        }
        return found
    }

    func encode(_ output: TableImport, into response: inout StructureWriter) {
        response.importDescription(output, isBegun: false)
    }
}
