package import AWSWire
import ByteJSON
package import IAMPolicy
package import ServiceModel

/// What every operation asks leave for: actions, resources and condition keys.
///
/// Nothing of it is written down a second time. Each operation is asked with its examples, in a world where what they name is there,
/// and each question is asked for the condition keys that services have.
package struct ActionMap: Sendable {
    package struct Entry: Sendable {
        /// The service's name as actions have it: `dynamodb`.
        package var service: String
        package var operation: String
        package var traits: OperationTraits
        package var questions: [Asked]
    }

    /// One question, without what only one call has.
    package struct Asked: Sendable, Hashable {
        package var action: String
        package var resource: String
        package var hasResourceType: Bool
        /// The condition keys of the service's own that it answers, in the spelling of `ServiceKeys`.
        package var keys: [String]
    }

    package let entries: [Entry]

    /// - Parameter name: The one operation that is wanted, in any case; nil for all.
    package init(of services: [Service], in context: OperationContext, only name: String? = nil) throws {
        var entries: [Entry] = []
        for service in services {
            let operations = service.operations.values.sorted { $0.name < $1.name }
            for operation in operations where name.map({ $0.lowercased() == operation.name.lowercased() }) ?? true {
                let questions = try operation.examples.flatMap { try operation.questions(of: $0, as: service.wire, in: context) }
                entries.append(
                    Entry(
                        service: service.wire.name, operation: operation.name, traits: operation.traits,
                        questions: Self.merged(questions.map { Self.asked($0, of: service.wire.name) })))
            }
        }
        self.entries = entries
    }

    private static func asked(_ question: AuthorizationRequest, of service: String) -> Asked {
        let keys = ServiceKeys.all(for: question.action).filter { question.context.value(of: ConditionKey($0.probe)) != nil }
        return Asked(
            action: question.action, resource: question.resource, hasResourceType: question.hasResourceType, keys: keys.map(\.name))
    }

    /// The same question of several examples as one, with the keys of all.
    private static func merged(_ questions: [Asked]) -> [Asked] {
        var result: [Asked] = []
        for question in questions {
            if let same = result.firstIndex(where: { $0.action == question.action && $0.resource == question.resource }) {
                result[same].keys += question.keys.filter { !result[same].keys.contains($0) }
            } else {
                result.append(question)
            }
        }
        return result
    }
}

extension AnyOperation {
    /// The questions that a request leads to; it is not carried out.
    package func questions(of request: String, as wire: ServiceProtocol, in context: OperationContext) throws -> [AuthorizationRequest] {
        struct Asked: Error { var questions: [AuthorizationRequest] }
        let document = try JSONDocument(parsing: Array(request.utf8))
        let form = wire.wire.isJSON ? document : FormDecoder.document(of: ExampleForm(wire.wire).parameters(document.root))
        var writer = StructureWriter(for: wire.wire)
        do {
            try run(
                StructureReader(form, isForm: !wire.wire.isJSON), in: context, authorize: { throw Asked(questions: $0) }, into: &writer)
        } catch let asked as Asked {
            return asked.questions
        }
        return []
    }
}

/// An example as the parameters of a form: `Tags.member.1.Key` of Query, `Filter.1.Name` of EC2.
private struct ExampleForm {
    private let element: String

    init(_ wire: WireProtocol) { element = wire == .query ? ".member." : "." }

    func parameters(_ value: JSONView, under name: String = "") -> [(name: String, value: String)] {
        switch value.kind {
        case .object:
            value.members.flatMap { member in
                parameters(member.value, under: (name.isEmpty ? "" : name + ".") + (member.key.string ?? ""))
            }
        case .array: value.elements.enumerated().flatMap { parameters($0.element, under: "\(name)\(element)\($0.offset + 1)") }
        default: [(name, value.string ?? String(decoding: value.bytes, as: UTF8.self))]
        }
    }
}
