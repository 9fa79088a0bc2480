import ArgumentParser
import ByteJSON
import Foundation
import ScenarioKit

/// Asks the running server whether somebody may do something, without doing it.
struct Can: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask whether a principal may do something, without a call.",
        discussion: """
            Prints the decision, what every layer and statement said, and what would turn the answer. Nothing is recorded. \
            Exit codes: 0 allowed, 1 denied, 2 usage, 3 the server cannot be reached.

              portcullis can Reader dynamodb:GetItem Music
              portcullis can 111122223333/Admin dynamodb:ListTables '*' --mfa --context aws:SourceIp=203.0.113.7
            """)

    @Argument(
        help: "A user's or role's name, 'root', or one of these after an account and a slash; or an ARN.")
    var principal: String

    @Argument(help: "Such as dynamodb:GetItem.")
    var action: String

    @Argument(help: "An ARN; for an action of DynamoDB a table, or Table/index/Name, Table/stream/Label; '*' for none.")
    var resource: String = "*"

    @Option(help: ArgumentHelp("A condition key of the call; several values with commas; may stand several times.", valueName: "key=value"))
    var context: [String] = []

    @Option(help: ArgumentHelp("As if through a VPC endpoint.", valueName: "vpce-id"))
    var via: String?

    @Flag(help: "As if a code of an MFA device had been given.")
    var mfa = false

    @Option(help: ArgumentHelp("The account that owns the resource, where its ARN does not tell.", valueName: "account"))
    var owner: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    @OptionGroup var address: ServerAddress

    func run() throws {
        let answer: JSONView
        do {
            answer = try address.client.post("can", try question())
        } catch ControlClient.Fault.refused(let words) {
            throw CommandFailure.configuration(words)
        }
        if let warning = answer["warning"]?.string { FileHandle.standardError.write(Data("warning: \(warning)\n".utf8)) }
        if json {
            print(String(decoding: answer.bytes, as: UTF8.self))
        } else {
            for line in answer["lines"]?.elements.map({ $0 }) ?? [] { print(line.string ?? "") }
            if let message = answer["message"]?.string { print("\n\(message)") }
        }
        if answer["allowed"]?.boolean != true { throw CommandFailure.checkFailed() }
    }

    private func question() throws -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("principal", principal)
        writer.member("action", action)
        writer.member("resource", resource)
        writer.member("owner", owner)
        writer.member("via", via)
        writer.member("mfa", mfa)
        writer.name("context")
        writer.beginObject()
        for pair in context {
            guard let equals = pair.firstIndex(of: "="), pair[..<equals].contains(":") else {
                throw CommandFailure.configuration("--context '\(pair)' is not of the form aws:Key=value")
            }
            let values = pair[pair.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            writer.name(String(pair[..<equals]))
            if values.count == 1 { writer.string(values[0]) } else { writer.array(values) { $0.string($1) } }
        }
        writer.endObject()
        writer.endObject()
        return writer.text
    }
}
