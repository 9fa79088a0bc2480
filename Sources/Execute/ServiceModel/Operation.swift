package import AWSWire
package import IAMPolicy

/// One operation of a service, all of it: what it accepts, which permissions it asks for, what it does, what it answers.
///
/// The four functions run in this order. `decode` reads types and constraints, which AWS checks before permissions;
/// `authorization` names the questions, from the request and, where a condition key needs it, from the store; `execute`
/// does the work, after leave was given; `encode` writes the answer.
package protocol Operation: Sendable {
    associatedtype Input: Sendable
    associatedtype Output

    /// As the service's model has it: `DescribeTable`.
    static var name: String { get }
    static var traits: OperationTraits { get }
    /// The smallest request that passes `decode`, as JSON, whatever the protocol. Tests call every operation with it.
    static var example: String { get }
    /// A request that leads to every question and condition key of the operation, where the smallest one does not; nil where it does.
    static var fullExample: String? { get }

    func decode(_ request: StructureReader) throws -> Input
    /// The questions that must all be allowed. What is not there is left out of the questions' context and reported by
    /// `execute`, so that a caller without leave learns nothing.
    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest]
    func execute(_ input: Input, in context: OperationContext) throws -> Output
    func encode(_ output: Output, into response: inout StructureWriter) throws
}

extension Operation {
    package static var traits: OperationTraits { OperationTraits() }
    package static var example: String { "{}" }
    package static var fullExample: String? { nil }
}

/// The output of an operation that has one in the service's model, without members.
package struct EmptyOutput: Sendable {
    package init() {}
}

extension Operation where Output == EmptyOutput {
    package func encode(_ output: EmptyOutput, into response: inout StructureWriter) {}
}

extension Operation where Output == Void {
    package func encode(_ output: Void, into response: inout StructureWriter) {}
}

/// What the steps around an operation need to know of it.
package struct OperationTraits: Sendable {
    /// How CloudTrail keeps the call (CloudTrail User Guide, management and data events).
    package enum Category: String, Sendable { case management = "Management", data = "Data" }

    /// Whether a caller needs leave.
    package enum Permission: Sendable, Equatable {
        case needed
        /// AWS lets every authenticated caller do it; the text names where AWS says so.
        case notNeeded(source: String)
        /// The operation asks for each of its parts while it executes, and one part's denial does not end the call; the text names
        /// where AWS says so.
        case askedByPart(source: String)
    }

    package var isReadOnly: Bool
    package var category: Category
    package var permission: Permission
    /// Whether it may take long enough to hold up others; then it runs on the thread pool.
    package var isLong: Bool
    /// Members of the request and of the answer that an event must not show.
    package var secretMembers: Set<String>
    /// Whether an event shows the answer: as a rule of what changes something (CloudTrail User Guide, "Record contents").
    package var showsAnswer: Bool

    package init(
        isReadOnly: Bool = false, category: Category = .management, permission: Permission = .needed, isLong: Bool = false,
        secretMembers: Set<String> = [], showsAnswer: Bool? = nil
    ) {
        self.isReadOnly = isReadOnly
        self.category = category
        self.permission = permission
        self.isLong = isLong
        self.secretMembers = secretMembers
        self.showsAnswer = showsAnswer ?? !isReadOnly
    }

    package static let readOnly = OperationTraits(isReadOnly: true)
}
