import AWSTypes
import ByteJSON
import Directory
import Foundation
import IAMPolicy

/// The policies that cases name: read once for each text and kind, however many cases use them.
final class CasePolicies {
    private struct Key: Hashable {
        var kind: PolicyKind
        var text: String
    }

    private var compiled: [Key: PolicyDocument] = [:]
    private var files: [String: String] = [:]

    /// Whose parts a policy may be given by: the file that names it, and the policies that have names there.
    struct Scope {
        /// Where `file:` begins.
        var folder: String
        var named: [String: CaseValue]
    }

    private static let fullAccess = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#

    /// The policies of a layer: one, or a list.
    ///
    /// - Parameter word: What those without a name are called; the layer's word where nothing else is said.
    func policies(_ value: CaseValue, as kind: PolicyKind, in scope: Scope, word: String? = nil) throws(ScenarioError)
        -> [AttachedPolicy]
    {
        let word = word ?? kind.rawValue
        guard case .list(let elements) = value.content, !elements.isEmpty, !Self.isStatements(elements) else {
            if case .list(let elements) = value.content, elements.isEmpty { return [] }
            return [try policy(value, as: kind, in: scope, name: word)]
        }
        var policies: [AttachedPolicy] = []
        for (index, element) in elements.enumerated() {
            let name = elements.count == 1 ? word : "\(word)-\(index + 1)"
            policies.append(try policy(element, as: kind, in: scope, name: name))
        }
        return policies
    }

    /// A list of bare statements is one policy.
    private static func isStatements(_ elements: [CaseValue]) -> Bool {
        elements.allSatisfy { element in
            guard case .mapping(let members) = element.content else { return false }
            return members.contains { $0.name == "Effect" }
        }
    }

    func policy(_ value: CaseValue, as kind: PolicyKind, in scope: Scope, name: String) throws(ScenarioError) -> AttachedPolicy {
        switch value.content {
        case .text(let text): return try policy(called: text, value, as: kind, in: scope)
        case .mapping(let members) where members.contains { $0.name == "document" || $0.name == "arn" || $0.name == "name" }:
            let fields = try value.fields(["name", "arn", "document"])
            guard let document = fields["document"] else { throw value.fault("'document' is missing") }
            let policy = try self.policy(document, as: kind, in: scope, name: name)
            return policy.called(try fields["name"]?.string() ?? policy.name, arn: try fields["arn"]?.string() ?? policy.arn)
        case .mapping, .list: return AttachedPolicy(name: name, document: try document(value, as: kind))
        case .null, .boolean, .number: throw value.fault("expected a policy: a document, a statement, file:PATH or a name")
        }
    }

    // MARK: By name

    private func policy(called name: String, _ value: CaseValue, as kind: PolicyKind, in scope: Scope) throws(ScenarioError)
        -> AttachedPolicy
    {
        if name.hasPrefix("file:") { return try policy(inFile: String(name.dropFirst(5)), value, as: kind, in: scope) }
        if let named = scope.named[name] {
            if case .text(let other) = named.content, scope.named[other] != nil {
                throw named.fault("'\(name)' is only another name for '\(other)'")
            }
            let policy = try policy(named, as: kind, in: scope, name: name)
            if case .text(let text) = named.content, text.hasPrefix("file:") { return policy.called(name, arn: policy.arn) }
            return policy
        }
        switch (name, kind) {
        case ("FullAWSAccess", .serviceControl):
            return AttachedPolicy(
                name: name, arn: "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
                document: try compile(Self.fullAccess, as: kind) { value.fault($0.message) })
        case ("RCPFullAWSAccess", .resourceControl):
            guard let document = try? PolicyDocument.resourceControlFullAccess() else {
                throw value.fault("RCPFullAWSAccess cannot be read")
            }
            return AttachedPolicy(
                name: name, arn: "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess", document: document)
        default: break
        }
        if name.hasPrefix("arn:aws:iam::aws:policy/"), let managed = Directory().managedPolicy(name) {
            let document = try compile(managed.document.text, as: kind) { value.fault($0.message) }
            return AttachedPolicy(name: managed.name, arn: name, document: document)
        }
        let known = scope.named.keys.sorted() + ["FullAWSAccess", "RCPFullAWSAccess"]
        let nearest = Spelling.suggestion(for: name, among: known)
        throw value.fault("there is no policy '\(name)'; a file is written file:PATH\(nearest)")
    }

    private func policy(inFile name: String, _ value: CaseValue, as kind: PolicyKind, in scope: Scope) throws(ScenarioError)
        -> AttachedPolicy
    {
        let path = name.hasPrefix("/") ? name : "\(scope.folder)/\(name)"
        let text = try text(ofFile: path, namedBy: value)
        let document = try compile(text, as: kind) { error in
            ScenarioError(
                file: path, line: error.position.line, column: error.position.column, message: Self.message(of: error, kind))
        }
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return AttachedPolicy(name: last.hasSuffix(".json") ? String(last.dropLast(5)) : last, document: document)
    }

    private func text(ofFile path: String, namedBy value: CaseValue) throws(ScenarioError) -> String {
        if let text = files[path] { return text }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw value.fault("there is no file '\(path)'") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ScenarioError(file: path, message: "not UTF-8") }
        files[path] = text
        return text
    }

    // MARK: By what they say

    private static let beforeStatements = #"{"Version":"2012-10-17","Statement":"#

    /// A document, a statement, or a list of statements.
    private func document(_ value: CaseValue, as kind: PolicyKind) throws(ScenarioError) -> PolicyDocument {
        var isWhole = false
        if case .mapping(let members) = value.content { isWhole = !members.contains { $0.name == "Effect" } }
        let text = isWhole ? value.json : Self.beforeStatements + value.json + "}"
        return try compile(text, as: kind) { error in
            var place = error.position
            if !isWhole, place.line == 1 { place.column -= Self.beforeStatements.utf8.count }
            return value.fault(Self.message(of: error, kind), at: place)
        }
    }

    private func compile(_ text: String, as kind: PolicyKind, _ fault: (PolicySyntaxError) -> ScenarioError) throws(ScenarioError)
        -> PolicyDocument
    {
        let key = Key(kind: kind, text: text)
        if let document = compiled[key] { return document }
        do throws(PolicySyntaxError) {
            let document = try PolicyDocument(parsing: text, as: kind)
            compiled[key] = document
            return document
        } catch {
            throw fault(error)
        }
    }

    private static func message(of error: PolicySyntaxError, _ kind: PolicyKind) -> String {
        "not a policy that can be attached here (\(kind.rawValue)): \(error.message)"
    }
}
