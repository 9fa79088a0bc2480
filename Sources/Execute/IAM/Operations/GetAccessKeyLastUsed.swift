import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells when, where and for which service a long-term key was used last, as far as this process has seen it.
struct GetAccessKeyLastUsed: Operation {
    struct Output {
        var userName: String?
        var use: AccessKeyUses.Use?
    }

    static let name = "GetAccessKeyLastUsed"
    static let traits = OperationTraits.readOnly
    static let example = #"{"AccessKeyId":"AKIAEXAMPLEEXAMPLE22"}"#

    let uses: AccessKeyUses

    func decode(_ request: StructureReader) throws -> String {
        try request.accessKeyID()
    }

    func authorization(for id: String, in context: OperationContext) -> [AuthorizationRequest] {
        let owner = context.directory.accessKeys[id].flatMap { $0.account == context.account ? $0.userName : nil }
        return [context.ask(Self.name, owner.map { context.existing($0, User.self) } ?? IAMResource(arn: "*"))]
    }

    func execute(_ id: String, in context: OperationContext) throws -> Output {
        guard let key = context.directory.accessKeys[id], key.account == context.account else { throw AWSError.accessKeyNotFound(id) }
        return Output(userName: key.userName, use: uses[id])
    }

    /// A key that was never used has `N/A` for service and region, and no date (IAM API Reference, AccessKeyLastUsed).
    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string("UserName", output.userName)
        response.structure("AccessKeyLastUsed") { writer in
            writer.timestamp("LastUsedDate", output.use?.time)
            writer.string("ServiceName", output.use?.service ?? "N/A")
            writer.string("Region", output.use?.region ?? "N/A")
        }
    }
}
