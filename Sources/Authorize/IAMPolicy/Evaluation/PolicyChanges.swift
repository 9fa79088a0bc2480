import ByteJSON

extension AttachedPolicy {
    /// Whether only AWS can change it.
    var isOwnedByAWS: Bool { arn.map { $0.hasPrefix("arn:aws:iam::aws:") || $0.hasPrefix("arn:aws:organizations::aws:") } ?? false }

    /// The policy with one more statement; nil where its kind cannot have that.
    func adding(_ fragment: String) -> AttachedPolicy? {
        guard !document.statements.isEmpty else { return having("{\"Version\":\"2012-10-17\",\"Statement\":[\(fragment)]}") }
        return having(statements: document.statementTexts + [fragment])
    }

    /// The policy with another statement in place of one of its own, or without it; nil where it cannot be so.
    func replacing(_ statement: PolicyStatement, with fragment: String?) -> AttachedPolicy? {
        var texts = document.statementTexts
        guard texts.indices.contains(statement.index) else { return nil }
        if let fragment { texts[statement.index] = fragment } else { texts.remove(at: statement.index) }
        return texts.isEmpty ? nil : having(statements: texts)
    }

    private func having(statements: [String]) -> AttachedPolicy? {
        guard let parsed = try? JSONDocument(parsing: Array(document.text.utf8)) else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in parsed.root.members {
            writer.name(key.string ?? "")
            if key.equals("Statement") { writer.array(statements) { $0.raw($1.utf8) } } else { writer.raw(value.bytes) }
        }
        writer.endObject()
        return having(writer.text)
    }

    private func having(_ text: String) -> AttachedPolicy? {
        guard let document = try? PolicyDocument(parsing: text, as: document.kind) else { return nil }
        return AttachedPolicy(name: name, arn: arn, document: document)
    }
}

extension PolicyDocument {
    /// The statements as they are written.
    var statementTexts: [String] {
        let bytes = Array(text.utf8)
        return statements.map { statement in
            bytes.indices.contains(statement.range.lowerBound) && statement.range.upperBound <= bytes.count
                ? String(decoding: bytes[statement.range], as: UTF8.self) : "{}"
        }
    }
}

extension PolicyLayers {
    /// The organization's level at a place; nil in other layers.
    func level(_ level: Int, of kind: PolicyKind) -> PolicyLevel? {
        levels(of: kind).flatMap { $0.indices.contains(level) ? $0[level] : nil }
    }

    /// The layers with another policy at a place.
    ///
    /// - Parameter policy: Nil takes the policy away: where a policy must be there, one is left that says nothing.
    func putting(_ policy: AttachedPolicy?, at place: StatementPlace, in kind: PolicyKind) -> PolicyLayers {
        changing(kind, at: place.level) { policies in
            guard policies.indices.contains(place.policy) else { return }
            switch (policy, kind) {
            case (let policy?, _): policies[place.policy] = policy
            case (nil, .key), (nil, .trust), (nil, .endpoint):
                policies[place.policy] = policies[place.policy].having(.empty(as: kind))
            case (nil, _): policies.remove(at: place.policy)
            }
        }
    }

    /// The layers with one policy more; where a layer has but one, with that one.
    func adding(_ policy: AttachedPolicy, at level: Int, to kind: PolicyKind) -> PolicyLayers {
        changing(kind, at: level) { policies in
            switch kind {
            case .identity, .session, .serviceControl, .resourceControl: policies.append(policy)
            case .boundary, .resource, .key, .trust, .endpoint: policies = [policy]
            }
        }
    }

    private func changing(_ kind: PolicyKind, at level: Int, _ change: (inout [AttachedPolicy]) -> Void) -> PolicyLayers {
        var layers = self
        var policies = self.policies(of: kind, level: level)
        change(&policies)
        switch kind {
        case .identity: layers.identity = policies
        case .session: layers.session = policies
        case .boundary: layers.boundary = policies.first
        case .endpoint: layers.endpoint = policies.first
        case .resource, .key, .trust: layers.resource = policies.first
        case .serviceControl: layers.serviceControl = Self.levels(serviceControl ?? [], with: policies, at: level)
        case .resourceControl: layers.resourceControl = Self.levels(resourceControl ?? [], with: policies, at: level)
        }
        return layers
    }

    private static func levels(_ levels: [PolicyLevel], with policies: [AttachedPolicy], at level: Int) -> [PolicyLevel] {
        var levels = levels
        if levels.indices.contains(level) {
            levels[level].policies = policies
        } else {
            levels.append(PolicyLevel(target: "root", name: "Root", policies: policies))
        }
        return levels
    }
}
