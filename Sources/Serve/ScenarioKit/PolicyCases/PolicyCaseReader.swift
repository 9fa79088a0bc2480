import AWSTypes
import Foundation
import IAMPolicy

/// Reads files of policy cases.
package struct PolicyCaseReader {
    /// Opens a scenario's world by its name or path, for cases that ask for one.
    package typealias OpenWorld = (_ name: String, _ folderOfCases: String) throws(ScenarioError) -> any CaseWorld

    private let policies = CasePolicies()
    private let openWorld: OpenWorld

    package init(openWorld: @escaping OpenWorld) { self.openWorld = openWorld }

    // MARK: Finding the files

    /// The files of cases that some paths mean: a folder means all in it and below it that have cases.
    ///
    /// Policies stand beside the cases that name them, so a file in a folder that is a policy is passed over; any other file
    /// there must be readable as cases, or a misspelt one would silently not count.
    package static func files(at paths: [String]) throws(ScenarioError) -> [String] {
        var found: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw ScenarioError(file: path, message: "there is no such file or folder")
            }
            guard isFolder.boolValue else {
                found.append(path)
                continue
            }
            let names = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
            let inFolder = names.filter { name in [".json", ".yaml", ".yml"].contains { name.hasSuffix($0) } }
            let base = path.hasSuffix("/") ? String(path.dropLast()) : path
            for name in inFolder where try !isPolicy("\(base)/\(name)") { found.append("\(base)/\(name)") }
        }
        return found
    }

    private static func isPolicy(_ path: String) throws(ScenarioError) -> Bool {
        let text = try TextFile.read(path)
        guard text.contains("Statement"), case .mapping(let members) = try CaseValue(text: text, file: path).content else { return false }
        return members.contains { $0.name == "Statement" }
    }

    // MARK: Reading one

    package func read(_ path: String) throws(ScenarioError) -> [PolicyCase] {
        try read(text: try TextFile.read(path), file: path)
    }

    package func read(text: String, file: String) throws(ScenarioError) -> [PolicyCase] {
        let root = try CaseValue(text: text, file: file)
        let fields = try root.fields(["policies", "defaults", "cases"])
        guard let list = fields["cases"] else { throw root.fault("'cases' is missing") }
        let folder =
            file.contains("/") ? file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") : "."
        var named: [String: CaseValue] = [:]
        for (name, value) in try fields["policies"]?.members() ?? [] where named.updateValue(value, forKey: name) != nil {
            throw value.fault("the policy '\(name)' stands twice")
        }
        let reading = FileReading(
            scope: CasePolicies.Scope(folder: folder.isEmpty ? "/" : folder, named: named), defaults: try Defaults(fields["defaults"]),
            policies: policies, openWorld: openWorld)
        var cases: [PolicyCase] = []
        var names: Set<String> = []
        for element in try list.elements() {
            let found = try reading.read(element)
            if !names.insert(found.name).inserted { throw element.fault("a case called '\(found.name)' stands twice") }
            cases.append(found)
        }
        return cases
    }
}

/// What cases take where they do not give it themselves.
private struct Defaults {
    var layers: [String: CaseValue] = [:]
    var request: [String: CaseValue] = [:]
    var scenario: CaseValue?
    var organization: CaseValue?

    init(_ value: CaseValue?) throws(ScenarioError) {
        guard let fields = try value?.fields(["layers", "request", "scenario", "organization"]) else { return }
        layers = try fields["layers"]?.fields(FileReading.layerNames) ?? [:]
        request = try fields["request"]?.fields(FileReading.requestNames) ?? [:]
        scenario = fields["scenario"]
        organization = fields["organization"]
    }
}

/// One file on its way from values to cases.
private struct FileReading {
    static let layerNames = ["identity", "groups", "boundary", "session", "scp", "rcp", "endpoint", "resource", "key", "trust", "grants"]
    static let requestNames = [
        "principal", "action", "resource", "owner", "hasResourceType", "rootOverridesResourcePolicy", "printedResource", "context", "tags",
        "via", "mfa",
    ]

    let scope: CasePolicies.Scope
    let defaults: Defaults
    let policies: CasePolicies
    let openWorld: PolicyCaseReader.OpenWorld

    func read(_ value: CaseValue) throws(ScenarioError) -> PolicyCase {
        let fields = try value.fields(["name", "source", "scenario", "organization", "layers", "request", "expect"])
        guard let name = fields["name"] else { throw value.fault("'name' is missing") }
        guard let expect = fields["expect"] else { throw value.fault("'expect' is missing") }
        let layers = defaults.layers.merging(try fields["layers"]?.fields(Self.layerNames) ?? [:]) { $1 }
        let request = defaults.request.merging(try fields["request"]?.fields(Self.requestNames) ?? [:]) { $1 }
        let organization = fields["organization"] ?? defaults.organization
        let question: CaseQuestion
        if let scenario = fields["scenario"] ?? defaults.scenario {
            if let organization { throw organization.fault("a scenario's world has organizations of its own") }
            question = try self.question(request, layers, in: openWorld(try scenario.string(), scope.folder), of: value)
        } else {
            question = try self.question(request, layers, in: organization.map(CaseOrganization.init), of: value)
        }
        let (line, column) = value.position
        return PolicyCase(
            name: try name.string(), source: try fields["source"]?.string(), file: value.file, line: line, column: column,
            question: question, expectation: try CaseExpectation(expect))
    }

    // MARK: The question

    private func question(
        _ request: [String: CaseValue], _ layers: [String: CaseValue], in organization: CaseOrganization?, of value: CaseValue
    ) throws(ScenarioError) -> CaseQuestion {
        for name in ["via", "mfa"] {
            if let given = request[name] { throw given.fault("'\(name)' is for a scenario's world; here, give the keys in 'context'") }
        }
        guard let who = request["principal"] else { throw value.fault("the request's 'principal' is missing") }
        let principal = try Principal(who)
        var asked = try self.request(request, of: value)
        if asked.resourceAccount.isEmpty { asked.resourceAccount = ARN(asked.resource)?.account ?? "" }
        if asked.resourceAccount.isEmpty { asked.resourceAccount = principal.account }
        let context = CaseContext(
            given: try CaseContext.given(request["context"], tags: request["tags"]),
            rest: DerivedKeys(principal: principal, resourceAccount: asked.resourceAccount, organization: organization))
        var question = CaseQuestion(request: asked, principal: principal, layers: PolicyLayers(), context: context)
        try put(layers, into: &question)
        if let organization {
            if !organization.binds(principal.account) { question.layers.serviceControl = nil }
            if !organization.binds(asked.resourceAccount) { question.layers.resourceControl = nil }
        }
        return question
    }

    private func question(
        _ request: [String: CaseValue], _ layers: [String: CaseValue], in world: any CaseWorld, of value: CaseValue
    ) throws(ScenarioError) -> CaseQuestion {
        guard let who = request["principal"] else { throw value.fault("the request's 'principal' is missing") }
        let name = try who.string()
        let asked = try self.request(request, of: value)
        var question: CaseQuestion
        do throws(CaseWorldFault) {
            question = try world.question(
                for: CaseRequest(
                    principal: name, action: asked.action,
                    resource: asked.resource, owner: asked.resourceAccount.isEmpty ? nil : asked.resourceAccount,
                    hasResourceType: request["hasResourceType"] == nil ? nil : asked.hasResourceType,
                    via: request["via"]?.scalar, hasMFA: request["mfa"]?.scalar == "true"))
        } catch {
            throw value.fault(error.message)
        }
        question.request.printedResource = asked.printedResource ?? question.request.printedResource
        question.context = CaseContext(given: try CaseContext.given(request["context"], tags: request["tags"]), rest: question.context)
        try put(layers, into: &question)
        return question
    }

    /// What is asked; the owner is empty where the case does not say.
    private func request(_ fields: [String: CaseValue], of value: CaseValue) throws(ScenarioError) -> AuthorizationRequest {
        guard let action = fields["action"] else { throw value.fault("the request's 'action' is missing") }
        guard let resource = fields["resource"] else { throw value.fault("the request's 'resource' is missing") }
        let name = try action.string()
        guard name.split(separator: ":", omittingEmptySubsequences: false).count == 2 else {
            throw action.fault("'\(name)' is no action; one is written service:Operation")
        }
        let text = try resource.string()
        let hasType = try fields["hasResourceType"].map { value throws(ScenarioError) in try value.boolean() } ?? (text != "*")
        let overrides =
            try fields["rootOverridesResourcePolicy"].map { value throws(ScenarioError) in try value.boolean() }
            ?? (name == "dynamodb:DeleteResourcePolicy")
        return AuthorizationRequest(
            action: name, resource: text, printedResource: try fields["printedResource"]?.string(),
            resourceAccount: try fields["owner"]?.string() ?? "",
            hasResourceType: hasType,
            rootOverridesResourcePolicy: overrides,
            isSparedResourceControl: name == "kms:RetireGrant")
    }

    // MARK: The layers

    private func put(_ fields: [String: CaseValue], into question: inout CaseQuestion) throws(ScenarioError) {
        var layers = question.layers
        if let value = fields["identity"] { layers.identity = try policies.policies(value, as: .identity, in: scope) }
        if let value = fields["groups"] {
            layers.identity = (layers.identity ?? []) + (try policies.policies(value, as: .identity, in: scope, word: "group"))
        }
        if let value = fields["boundary"] { layers.boundary = try one(value, as: .boundary) }
        if let value = fields["session"] { layers.session = try policies.policies(value, as: .session, in: scope) }
        if let value = fields["scp"] { layers.serviceControl = try levels(value, of: .serviceControl, above: question.principal.account) }
        if let value = fields["rcp"] {
            layers.resourceControl = try levels(value, of: .resourceControl, above: question.request.resourceAccount)
        }
        if let value = fields["endpoint"] { layers.endpoint = try one(value, as: .endpoint) }
        let own: [(String, PolicyKind)] = [("resource", .resource), ("key", .key), ("trust", .trust)]
        let given = own.filter { fields[$0.0] != nil }
        if given.count > 1, let second = fields[given[1].0] { throw second.fault("a resource has one policy, not two") }
        for (name, kind) in given { if let value = fields[name] { layers.resource = try one(value, as: kind) } }
        if let value = fields["grants"] { layers.grants = try grants(value) }
        question.layers = layers
    }

    private func one(_ value: CaseValue, as kind: PolicyKind) throws(ScenarioError) -> AttachedPolicy {
        try policies.policy(value, as: kind, in: scope, name: kind.rawValue)
    }

    /// The levels above an account: the case has those of one account, or of several by their numbers.
    private func levels(_ value: CaseValue, of kind: PolicyKind, above account: String) throws(ScenarioError) -> [PolicyLevel]? {
        guard case .mapping(let accounts) = value.content else { return try levels(value, of: kind) }
        var found: [PolicyLevel]?
        for (name, value) in accounts {
            guard CaseOrganization.isAccount(name) else { throw value.fault("'\(name)' is no account: expected 12 digits") }
            let levels = try levels(value, of: kind)
            if name == account { found = levels }
        }
        return found
    }

    private func levels(_ value: CaseValue, of kind: PolicyKind) throws(ScenarioError) -> [PolicyLevel] {
        var levels: [PolicyLevel] = []
        for (index, element) in try value.elements().enumerated() {
            let number = "level-\(index + 1)"
            guard case .mapping = element.content else {
                levels.append(PolicyLevel(target: number, name: number, policies: try policies.policies(element, as: kind, in: scope)))
                continue
            }
            let fields = try element.fields(["target", "name", "policies"])
            guard let attached = fields["policies"] else { throw element.fault("'policies' is missing") }
            let target = try fields["target"]?.string() ?? number
            levels.append(
                PolicyLevel(
                    target: target, name: try fields["name"]?.string() ?? target,
                    policies: try policies.policies(attached, as: kind, in: scope)))
        }
        return levels
    }

    private func grants(_ value: CaseValue) throws(ScenarioError) -> [Grant] {
        var grants: [Grant] = []
        for (index, element) in try value.elements().enumerated() {
            let fields = try element.fields(["id", "grantee", "actions", "encryptionContextEquals", "encryptionContextSubset"])
            guard let grantee = fields["grantee"], let actions = fields["actions"] else {
                throw element.fault("a grant needs 'grantee' and 'actions'")
            }
            var names: [String] = []
            for action in try actions.elements() { names.append(try action.string()) }
            grants.append(
                Grant(
                    id: try fields["id"]?.string() ?? "grant-\(index + 1)", grantee: try grantee.string(), actions: names,
                    encryptionContextEquals: try fields["encryptionContextEquals"]?.stringMap(),
                    encryptionContextSubset: try fields["encryptionContextSubset"]?.stringMap()))
        }
        return grants
    }
}
