import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Puts a policy on a table or a stream, in the place of the one it may have.
struct PutResourcePolicy: Operation {
    struct Input {
        var resource: ResourceReference
        var policy: String
        var expected: String?
        var confirmsLockout: Bool
    }

    static let name = "PutResourcePolicy"
    static let traits = OperationTraits(isLong: true)
    static let example = #"""
        {"ResourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music", "Policy":
         "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"dynamodb:GetItem\",\"Resource\":\"*\"}]}"}
        """#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            resource: request.resource(), policy: request.required("Policy"),
            expected: request.string("ExpectedRevisionId", .minimumLength(1), .maximumLength(255)),
            confirmsLockout: request.boolean("ConfirmRemoveSelfResourceAccess") ?? false)
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        [try input.resource.question("dynamodb:PutResourcePolicy", in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> String {
        let holder = try tables.withPolicy(input.resource, in: context)
        let text = try ResourcePolicyCheck.read(input.policy, in: context, isOfStream: holder.isStream)
        if !input.confirmsLockout, ResourcePolicyCheck.locksOut(text, of: input.resource.arn, in: context) {
            throw AWSError.policyLocksOut
        }
        switch holder {
        case .table(let table):
            return try tables.store.change(table) { definition, _ in
                try definition.put(text, expecting: input.expected, now: context.now)
            }.result
        case .stream(let stream):
            return try tables.store.streams.change(stream) { try $0.put(text, expecting: input.expected, now: context.now) }
        }
    }

    func encode(_ output: String, into response: inout StructureWriter) { response.string("RevisionId", output) }
}
