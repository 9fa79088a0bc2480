import AWSTypes
import AWSWire
import Directory
import STS
import ServiceModel

extension Gateway {
    /// Reads the input and asks leave.
    func prepare(_ call: Call, noting record: CallRecord) throws -> AnyOperation.Execution {
        guard let caller = record.caller else { throw AWSError(.internalServerError, nil, cause: "nobody has asked who calls") }
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
        return try call.operation.prepare(StructureReader(call.document, isForm: !call.wire.wire.isJSON), in: context) { questions in
            try authorize(questions, of: authority)
        }
    }

    /// Does the work and writes the answer's members.
    func execute(_ record: CallRecord) throws -> [UInt8] {
        var response = StructureWriter(for: record.call.wire.wire)
        try record.execution.take()?(&response)
        return response.finish()
    }
}
