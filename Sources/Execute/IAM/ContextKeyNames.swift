import AWSTypes
import AWSWire
import IAMPolicy

/// The condition keys that several policies ask for, each once, in the order in which they stand.
struct ContextKeyNames {
    private(set) var names: [String] = []
    private var seen: Set<ConditionKey> = []

    mutating func add(_ document: PolicyDocument) {
        for name in document.contextKeyNames where seen.insert(ConditionKey(name)).inserted { names.append(name) }
    }

    /// Reads the policies that a request brings along.
    static func policies(_ request: StructureReader, isRequired: Bool) throws -> [PolicyDocument] {
        if isRequired, !request.has("PolicyInputList") { request.requireMember("PolicyInputList") }
        return try (request.strings("PolicyInputList") ?? []).map { text throws(AWSError) in
            do throws(PolicySyntaxError) {
                return try PolicyDocument(parsing: text, as: .identity)
            } catch { throw .invalidPolicyInput(error) }
        }
    }
}

extension StructureWriter {
    mutating func contextKeyNames(_ names: ContextKeyNames) { strings("ContextKeyNames", names.names) }
}
