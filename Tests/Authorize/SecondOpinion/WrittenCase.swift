/// A case in the form that `portcullis test` reads, as the second opinion understands it: a situation, and what must come
/// of it.
///
/// Of that form it reads what tables need: JSON, policies inline or by a name of the file, and an organization wherever
/// there are SCPs or RCPs. A member that it does not know is an error, so that nothing in a table is passed over.
package struct WrittenCase: Sendable {
    package var name: String
    package var source: String
    package var situation: Situation
    /// What must come of it; nil is not looked at.
    package var outcome: String
    package var layer: String?
    package var policy: String?
    package var message: String?
    /// What single layers must say.
    package var layers: [String: String] = [:]

    package struct Unreadable: Error, CustomStringConvertible {
        package var description: String
    }

    /// The cases of a file, in its order.
    package static func all(in text: String) throws -> [WrittenCase] {
        let file = try JSONText.read(text).only(["policies", "defaults", "cases"])
        let defaults = try (file["defaults"] ?? .object([:])).only(["organization", "layers", "request"])
        return try (file["cases"]?.listed ?? []).map { value in
            try WrittenCase(value, defaults: defaults, named: file["policies"]?.members ?? [:])
        }
    }

    private init(_ value: JSONValue, defaults: [String: JSONValue], named: [String: JSONValue]) throws {
        let own = try value.only(["name", "source", "organization", "layers", "request", "expect"])
        func joined(_ member: String) -> [String: JSONValue] {
            (defaults[member]?.members ?? [:]).merging(own[member]?.members ?? [:]) { $1 }
        }
        name = own["name"]?.string ?? ""
        source = own["source"]?.string ?? ""
        do {
            situation = try CaseReading(
                named: named, layers: .object(joined("layers")), request: .object(joined("request")),
                organization: own["organization"] ?? defaults["organization"]
            ).situation()
            let expected =
                try own["expect"]?.string.map { ["decision": .string($0)] }
                ?? (own["expect"] ?? .null).only(["decision", "layer", "policy", "message", "layers"])
            outcome = try expected.text("decision")
            layer = expected["layer"]?.string
            policy = expected["policy"]?.string
            message = expected["message"]?.string
            layers = (expected["layers"]?.members ?? [:]).compactMapValues(\.string)
        } catch let fault as Unreadable {
            throw Unreadable(description: "\(name): \(fault)")
        }
    }
}

extension WrittenCase {
    /// Whether an opinion comes out as the case says.
    package func isConfirmed(by opinion: SecondOpinion) -> Bool {
        let verdict = opinion.verdict(on: situation)
        guard verdict.outcome.rawValue == outcome, verdict.layer == layer else { return false }
        if let policy, verdict.statement?.policy != policy, !verdict.sufficient.contains(where: { $0.policy == policy }) { return false }
        return message == nil || verdict.text == message
    }
}

extension JSONValue {
    /// The members, all of which must have one of these names.
    func only(_ names: Set<String>) throws -> [String: JSONValue] {
        guard let members else { throw WrittenCase.Unreadable(description: "members were expected, not \(text)") }
        let unknown = Set(members.keys).subtracting(names)
        guard unknown.isEmpty else { throw WrittenCase.Unreadable(description: "nobody knows \(unknown.sorted())") }
        return members
    }
}

extension [String: JSONValue] {
    func text(_ name: String) throws -> String {
        guard let text = self[name]?.string else { throw WrittenCase.Unreadable(description: "'\(name)' is missing") }
        return text
    }

    func flag(_ name: String) -> Bool? {
        if case .boolean(let value) = self[name] { value } else { nil }
    }
}
