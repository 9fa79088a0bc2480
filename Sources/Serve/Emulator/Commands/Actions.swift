import AWSTypes
import ArgumentParser
import ByteJSON
import Gateway
import ScenarioKit
import ServiceModel

/// Prints what every operation asks leave for, without a server.
struct Actions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the permissions that operations ask for: actions, resources and condition keys. No server is needed.",
        discussion: """
            Asked of the operations themselves, with their examples in a world that has what they name; so the resources' names are those \
            of the examples. Besides the keys that are shown, every call has the global condition keys. The last lines count the \
            operations that are answered against those of AWS's models.
            """)

    @Argument(help: "An operation, such as GetItem or kms:Decrypt; without one, all.")
    var operation: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    func run() throws {
        let name = operation.map { $0.split(separator: ":").last.map(String.init) ?? $0 }
        let service = operation.flatMap { $0.contains(":") ? String($0.prefix { $0 != ":" }).lowercased() : nil }
        let map = try ActionMap.ofExamples(only: name)
        let entries = map.entries.filter { entry in service.map { $0 == entry.service } ?? true }
        if entries.isEmpty, let operation { try refuse(operation) }
        if json {
            print(document(of: entries).text)
            return
        }
        for entry in entries { for line in entry.lines { print(line) } }
        if operation == nil { for line in try counts(entries) { print(line) } }
    }

    private func refuse(_ operation: String) throws {
        let all = try ActionMap.ofExamples().entries
        let known = operation.contains(":") ? all.map { "\($0.service):\($0.operation)" } : all.map(\.operation)
        let nearest = Spelling.suggestion(for: operation, among: known)
        throw CommandFailure.configuration("there is no operation '\(operation)'\(nearest)")
    }

    /// `dynamodb: 29 of 61 operations answered`, service by service.
    private func counts(_ entries: [ActionMap.Entry]) throws -> [String] {
        ["", "operations answered, of those in AWS's models (botocore \(ServiceModelSize.botocore)):"]
            + ServiceModelSize.all.map { size in
                "  \(size.service): \(entries.count { $0.service == size.service }) of \(size.operations)"
                    + (size.note.map { " (\($0))" } ?? "")
            }
    }

    private func document(of entries: [ActionMap.Entry]) -> JSONWriter {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("operations")
        writer.array(entries) { $1.write(into: &$0) }
        writer.name("services")
        writer.array(operation == nil ? ServiceModelSize.all : []) { writer, size in
            writer.beginObject()
            writer.member("service", size.service)
            writer.name("answered")
            writer.integer(entries.count { $0.service == size.service })
            writer.name("model")
            writer.integer(size.operations)
            writer.endObject()
        }
        writer.endObject()
        return writer
    }
}

/// How many operations a service has in AWS's own model of it; a test holds the numbers against the models themselves.
struct ServiceModelSize {
    /// Whose models were counted.
    static let botocore = "1.43.11"

    /// As actions begin.
    var service: String
    var operations: Int
    var note: String?

    static let all = [
        ServiceModelSize(service: "dynamodb", operations: 61, note: "57 of DynamoDB, 4 of DynamoDB Streams"),
        ServiceModelSize(service: "sts", operations: 11),
        ServiceModelSize(service: "iam", operations: 176),
        ServiceModelSize(service: "kms", operations: 54),
        ServiceModelSize(service: "organizations", operations: 63),
        ServiceModelSize(service: "ec2", operations: 765, note: "VPC endpoints only"),
        ServiceModelSize(service: "cloudtrail", operations: 60, note: "LookupEvents only"),
    ]
}

extension ActionMap.Entry {
    fileprivate var lines: [String] {
        if case .notNeeded(let source) = traits.permission, questions.isEmpty {
            return ["\(service):\(operation)", "  needs no permission (\(source))"]
        }
        return ["\(service):\(operation)"]
            + questions.map { question in
                let keys = question.keys.isEmpty ? "" : "; keys: \(question.keys.joined(separator: ", "))"
                return "  \(question.action) on \(question.pattern)\(keys)"
            }
    }

    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("service", service)
        writer.member("operation", operation)
        writer.member("needsPermission", traits.permission == .needed)
        writer.name("asks")
        writer.array(questions) { writer, question in
            writer.beginObject()
            writer.member("action", question.action)
            writer.member("resource", question.pattern)
            writer.member("hasResourceType", question.hasResourceType)
            writer.name("keys")
            writer.array(question.keys) { $0.string($1) }
            writer.endObject()
        }
        writer.endObject()
    }
}

extension ActionMap.Asked {
    /// The resource, with `${Region}` and `${Account}` for those of the example.
    fileprivate var pattern: String {
        guard var arn = ARN(resource) else { return resource }
        if !arn.region.isEmpty { arn.region = "${Region}" }
        if arn.account.utf8.count == 12 { arn.account = "${Account}" }
        return arn.description
    }
}
