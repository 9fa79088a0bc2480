import ServiceModel
import Testing

@testable import Gateway

/// The operations' questions against AWS's Service Authorization Reference.
@Suite struct ActionMapTests {
    private let map: ActionMap
    private let reference: ServiceAuthorizationReference

    init() throws {
        map = try ActionMap.ofExamples()
        reference = try .load()
    }

    @Test func `each question names an action of the reference, a resource of a type that it takes, and keys that it has`() {
        var found: Set<String> = []
        for question in map.entries.flatMap(\.questions) {
            guard let action = reference.action(question.action) else {
                found.insert("\(question.action) is no action")
                continue
            }
            let types = reference.types(of: question.resource, for: question.action)
            if question.resource == "*" ? !action.resourceTypes.isEmpty : types.isEmpty {
                found.insert("\(question.action) takes no \(question.resource)")
            }
            if question.hasResourceType == action.resourceTypes.isEmpty {
                found.insert("\(question.action) \(question.hasResourceType ? "has no" : "has a") resource type")
            }
            for key in Set(question.keys).subtracting(reference.keys(question.action, on: types)) {
                found.insert("\(question.action) has no key \(key)")
            }
        }
        expectSame(found, Difference.inQuestions)
    }

    @Test func `each key that the reference gives an action is answered`() {
        var asked: [String: (types: Set<String>, keys: Set<String>)] = [:]
        for question in map.entries.flatMap(\.questions) {
            asked[question.action, default: ([], [])].types.formUnion(reference.types(of: question.resource, for: question.action))
            asked[question.action, default: ([], [])].keys.formUnion(question.keys)
        }
        var found: Set<String> = []
        for (action, facts) in asked {
            // A resource's tags come with the resource, not with the question.
            let missing = reference.keys(action, on: facts.types.sorted()).subtracting(facts.keys).subtracting(Difference.absent.keys)
            found.formUnion(missing.filter { !$0.hasPrefix("aws:ResourceTag/") }.map { "\(action) without \($0)" })
            #expect(facts.keys.isDisjoint(with: Difference.absent.keys), "\(action)")
        }
        expectSame(found, Difference.inKeys)
    }

    @Test func `every operation asks, or says why it need not`() {
        for entry in map.entries where entry.questions.isEmpty {
            #expect(entry.traits.permission != .needed, "\(entry.service):\(entry.operation)")
        }
    }

    @Test func `the keys that questions are asked for are those of the reference`() {
        for (name, service) in reference.services where !service.actions.isEmpty && name != "cloudtrail" {
            let own = ServiceKeys.all(for: name + ":").map(\.name).filter { !$0.hasPrefix("aws:") }
            #expect(own.sorted() == service.keys.keys.filter { !$0.hasPrefix("aws:") }.sorted(), "\(name)")
        }
    }

    @Test func `one operation alone is found in any case`() throws {
        let entries = try ActionMap.ofExamples(only: "createtable").entries
        #expect(entries.map(\.operation) == ["CreateTable"])
        #expect(
            entries.flatMap(\.questions).map(\.action)
                == ["dynamodb:CreateTable", "dynamodb:TagResource", "dynamodb:PutResourcePolicy"])
        #expect(Set(entries.flatMap(\.questions).map(\.resource)) == ["arn:aws:dynamodb:us-east-1:111122223333:table/Music"])
    }

    private func expectSame(_ found: Set<String>, _ listed: [Difference]) {
        let texts = Set(listed.flatMap(\.texts))
        #expect(found.subtracting(texts).sorted() == [], "not listed")
        #expect(texts.subtracting(found).sorted() == [], "listed and not so")
        #expect(texts.count == listed.reduce(0) { $0 + $1.texts.count })
    }
}
