import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells what came of an export.
struct DescribeExport: Operation {
    static let name = "DescribeExport"
    static let traits = OperationTraits.readOnly
    static let example =
        #"{"ExportArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music/export/01769860800000-00000000"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TablePartReference? {
        try request.part("ExportArn", as: .export, or: .invalidExportARN)
    }

    func authorization(for input: TablePartReference?, in context: OperationContext) throws -> [AuthorizationRequest] {
        try input.map { [try tables.question("dynamodb:DescribeExport", on: $0, in: context)] } ?? []
    }

    func execute(_ input: TablePartReference?, in context: OperationContext) throws -> TableExport {
        guard let input else { throw AWSError.invalidExportARN }
        guard input.region == context.region else { throw AWSError.exportOfOtherRegion }
        let jobs = JobStore(kind: .export, database: tables.store.database)
        guard let found = try jobs.find(input, region: context.region, as: TableExport.self) else {
            throw AWSError.exportNotFound(input.arn(region: input.region))
        }
        return found
    }

    func encode(_ output: TableExport, into response: inout StructureWriter) {
        response.exportDescription(output, isBegun: false)
    }
}
