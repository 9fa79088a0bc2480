import AWSWire
import IAMPolicy
import ServiceModel

/// Tells where DynamoDB is reached: here, since clients that ask go there.
struct DescribeEndpoints: Operation {
    static let name = "DescribeEndpoints"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) {}

    func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] {
        [context.question("dynamodb:DescribeEndpoints")]
    }

    func execute(_ input: Void, in context: OperationContext) -> String {
        let address = context.endpoint.split(separator: "/").last ?? ""
        return String(address)
    }

    func encode(_ output: String, into response: inout StructureWriter) {
        response.structures("Endpoints", [output]) { writer, address in
            writer.string("Address", address)
            writer.integer("CachePeriodInMinutes", 1440)
        }
    }
}
