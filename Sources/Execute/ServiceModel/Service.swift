package import AWSTypes
package import AWSWire
package import Directory
package import IAMPolicy

/// A service on the port: how it is spoken to, what it can do, and the policies its resources carry.
package final class Service: Sendable {
    package let wire: ServiceProtocol
    package let operations: [String: AnyOperation]
    /// Names of actions that no operation here has, and policies name all the same: `PartiQLSelect`.
    package let permissions: [String]
    /// What a resource of this service brings to a decision, by its ARN.
    package let resource: @Sendable (_ arn: String, Directory) -> ResourceFacts
    /// A denial in this service's words.
    package let refusal: @Sendable (Decision, DenialTextStyle) -> AWSError

    package init(
        _ wire: ServiceProtocol, operations: [AnyOperation], permissions: [String] = [],
        resource: @escaping @Sendable (_ arn: String, Directory) -> ResourceFacts = { _, _ in ResourceFacts() },
        refusal: @escaping @Sendable (Decision, DenialTextStyle) -> AWSError = Service.plainRefusal
    ) {
        self.wire = wire
        self.operations = Dictionary(operations.map { ($0.name, $0) }) { first, _ in first }
        self.permissions = permissions
        self.resource = resource
        self.refusal = refusal
    }

    /// The names of all its actions, without the service's.
    package var actions: [String] { operations.keys + permissions }

    /// The whole sentence, as DynamoDB, KMS, IAM and most services have it.
    package static let plainRefusal: @Sendable (Decision, DenialTextStyle) -> AWSError = { decision, style in
        AWSError(.accessDenied, decision.denialMessage(style: style))
    }
}

/// What a resource brings to a decision.
package struct ResourceFacts: Sendable {
    package var policy: AttachedPolicy?
    package var grants: [Grant]
    package var tags: [Tag]

    package init(policy: AttachedPolicy? = nil, grants: [Grant] = [], tags: [Tag] = []) {
        self.policy = policy
        self.grants = grants
        self.tags = tags
    }
}

/// An operation whose input and output types are nobody else's business.
package final class AnyOperation: Sendable {
    package let name: String
    package let traits: OperationTraits
    package let example: String
    /// The smallest request, and the one that shows all that the operation asks, where that is another.
    package let examples: [String]
    /// Whether the service's model gives it no output.
    package let isVoid: Bool
    private let preparation: @Sendable (StructureReader, OperationContext, ([AuthorizationRequest]) throws -> Void) throws -> Execution

    /// What is left of a call that has been read and allowed: it does the work and writes the answer.
    package typealias Execution = @Sendable (inout StructureWriter) throws -> Void

    package init<Wrapped: Operation>(_ operation: Wrapped) {
        name = Wrapped.name
        traits = Wrapped.traits
        example = Wrapped.example
        examples = [Wrapped.example] + [Wrapped.fullExample].compactMap { $0 }
        isVoid = Wrapped.Output.self == Void.self
        preparation = { request, context, authorize in
            let input = try operation.decode(request)
            try request.finish()
            try authorize(operation.authorization(for: input, in: context))
            return { response in try operation.encode(operation.execute(input, in: context), into: &response) }
        }
    }

    /// Reads and asks, in this order; what is returned does and answers.
    package func prepare(
        _ request: StructureReader, in context: OperationContext, authorize: ([AuthorizationRequest]) throws -> Void
    ) throws -> Execution {
        try preparation(request, context, authorize)
    }

    /// Reads, asks, does and answers, in this order.
    package func run(
        _ request: StructureReader, in context: OperationContext, authorize: ([AuthorizationRequest]) throws -> Void,
        into response: inout StructureWriter
    ) throws {
        try prepare(request, in: context, authorize: authorize)(&response)
    }
}
