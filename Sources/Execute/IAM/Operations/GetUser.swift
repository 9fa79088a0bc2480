import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Describes a user, or the caller where no name is given.
struct GetUser: Operation {
    enum Output {
        case user(User)
        case root(Account)
    }

    static let name = "GetUser"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> String? { try request.name("UserName") }

    func authorization(for name: String?, in context: OperationContext) throws -> [AuthorizationRequest] {
        if name == nil, context.caller.principal.kind == .root {
            return [context.ask(Self.name, IAMResource(arn: context.caller.arn))]
        }
        return [context.ask(Self.name, context.existing(try context.userName(name), User.self))]
    }

    func execute(_ name: String?, in context: OperationContext) throws -> Output {
        if name == nil, context.caller.principal.kind == .root, let account = context.directory.accounts[context.account] {
            return .root(account)
        }
        return .user(try context.directory.find(context.userName(name), in: context.account))
    }

    /// The root user has neither a path nor a name.
    func encode(_ output: Output, into response: inout StructureWriter) {
        switch output {
        case .user(let user): user.encode(into: &response)
        case .root(let account):
            response.structure("User") { writer in
                writer.string("UserId", account.id)
                writer.string("Arn", ARN.root(of: account.id).description)
                writer.timestamp("CreateDate", account.created)
            }
        }
    }
}
