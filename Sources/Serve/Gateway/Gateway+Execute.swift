import AWSTypes
import AWSWire
import Directory
import STS
import ServiceModel

extension Gateway {
    /// Reads the input, asks leave, does the work and writes the answer's members.
    func execute(_ call: Call, for caller: Caller, noting record: CallRecord) throws -> [UInt8] {
        let world = directory.snapshot
        let region = record.region ?? settings.defaultRegion
        if let refusal = SessionLimits.refusal(of: call.wire.name, call.operation.name, for: caller) { throw refusal }
        // DynamoDB notices a missing body only here, after authentication (recorded).
        if call.document == nil && call.wire.wire.isJSON { throw AWSError(.serialization) }
        let facts = try CallFacts(call: call, caller: caller, region: region, world: world, settings: settings)
        let authority = CallAuthority(gateway: self, facts: facts, record: record)
        let context = OperationContext(
            caller: caller, region: region, requestID: call.requestID, now: call.arrived, directory: world,
            endpoint: call.request.header("Host") ?? settings.endpoint, authority: authority)
        var response = StructureWriter(for: call.wire.wire)
        try call.operation.run(
            StructureReader(call.document, isForm: !call.wire.wire.isJSON), in: context,
            authorize: { questions in try authorize(questions, of: authority) }, into: &response)
        return response.finish()
    }
}
