import AWSTypes
import ArgumentParser
import ByteJSON
import Foundation
import ScenarioKit

/// Where a running server is.
struct ServerAddress: ParsableArguments {
    @Option(
        help: ArgumentHelp("The server's address; $PORTCULLIS_ENDPOINT, or http://localhost:8000.", valueName: "url"))
    var endpoint: String?

    var client: ControlClient {
        get throws {
            let text = endpoint ?? ProcessInfo.processInfo.environment["PORTCULLIS_ENDPOINT"] ?? "http://localhost:8000"
            return try ControlClient(text)
        }
    }
}

/// Prints why a call was allowed or denied.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell why a call was allowed or denied: layer by layer, and what would change the answer.")

    @Argument(help: "The request id, from the answer or the error; 'last' for the last call that was denied.")
    var requestID: String = "last"

    @OptionGroup var address: ServerAddress

    func run() throws { print(try address.client.text("explain/\(requestID)"), terminator: "") }
}

/// Prints what a terminal needs to act as a principal.
struct Env: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the exports that make a terminal act as a principal: eval \"$(portcullis env Admin)\".")

    @Argument(help: "A user's name, or account/name; 'root' or account/root for a root user.")
    var principal: String

    @Option(help: ArgumentHelp("Go through a VPC endpoint.", valueName: "vpce-id"))
    var via: String?

    @OptionGroup var address: ServerAddress

    func run() throws {
        let client = try address.client
        let answer = try client.json("principals")
        let credentials = try credentials(in: answer)
        let url = try via.map { try self.url(of: $0, in: answer, client) } ?? client.url
        print("export AWS_ACCESS_KEY_ID=\(credentials.accessKeyID)")
        print("export AWS_SECRET_ACCESS_KEY=\(credentials.secretAccessKey)")
        print("unset AWS_SESSION_TOKEN AWS_PROFILE")
        print("export AWS_REGION=\(answer["region"]?.string ?? "us-east-1") AWS_DEFAULT_REGION=\(answer["region"]?.string ?? "us-east-1")")
        print("export AWS_ENDPOINT_URL=\(url)")
        print("export AWS_PAGER= AWS_EC2_METADATA_DISABLED=true")
    }

    private func credentials(in answer: JSONView) throws -> CallerCredentials {
        do throws(CommandError) {
            return try WorldCallers(answer).credentials(of: principal) { "there is no principal '\($0)'" }
        } catch {
            throw CommandFailure.configuration(error.message)
        }
    }

    private func url(of endpoint: String, in answer: JSONView, _ client: ControlClient) throws -> String {
        for entry in answer["endpoints"]?.elements.map({ $0 }) ?? [] where entry["id"]?.equals(endpoint) == true {
            return client.url(port: entry["port"]?.number ?? "")
        }
        throw CommandFailure.configuration("there is no VPC endpoint '\(endpoint)'")
    }
}

/// What a virtual MFA device shows.
struct MFA: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Look at virtual MFA devices.", subcommands: [Code.self])

    struct Code: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the code that a virtual MFA device shows now.")

        @Argument(help: "The device's name or serial number.")
        var device: String

        @Flag(help: "Print the code after that one.")
        var next = false

        @OptionGroup var address: ServerAddress

        func run() throws {
            print(try address.client.json("mfa?serial=\(device.percentEncoded)")[next ? "nextCode" : "code"]?.string ?? "")
        }
    }
}

/// The world's clock.
struct Clock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the world's clock, or move it.", subcommands: [Show.self, Advance.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the world's time.")

        @OptionGroup var address: ServerAddress

        func run() throws { print(try address.client.json("clock")["time"]?.string ?? "") }
    }

    struct Advance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Move the world's clock on.")

        @Argument(help: "By how many seconds.")
        var seconds: Int

        @OptionGroup var address: ServerAddress

        func run() throws {
            print(try address.client.post("clock", #"{"advanceSeconds":\#(seconds)}"#)["time"]?.string ?? "")
        }
    }
}

/// Puts the world back to its beginning.
struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put the world back to its beginning.")

    @OptionGroup var address: ServerAddress

    func run() throws {
        _ = try address.client.post("reset", "{}")
        print("Reset.")
    }
}

/// Tells whether the server answers.
struct Healthcheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Exit with 0 if the server answers, with 3 if not.")

    @OptionGroup var address: ServerAddress

    func run() throws {
        let health = try address.client.json("health")
        print("\(health["status"]?.string ?? "?"): world \(health["world"]?.string ?? "?"), mode \(health["mode"]?.string ?? "?")")
    }
}

/// Prints the version.
struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the version.")

    func run() { print("portcullis \(Portcullis.version)") }
}
