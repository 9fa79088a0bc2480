import ArgumentParser
import Foundation
import ScenarioKit

/// The command line.
@main
struct Portcullis: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "portcullis",
        abstract: "A local DynamoDB that refuses exactly as AWS refuses.",
        discussion: """
            Exit codes: 0 as expected, 1 a check failed, 2 usage or configuration, 3 the server cannot be reached.
            """,
        version: version,
        subcommands: [
            Serve.self, ScenarioCommand.self, TestCommand.self, Can.self, Explain.self, Actions.self, Env.self, MFA.self, Clock.self,
            Reset.self, Healthcheck.self, Version.self,
        ]
    )

    /// Runs the command that the arguments name, and ends the process with its exit code.
    static func main() async {
        // What is printed is to be seen at once, also through a pipe.
        LineBuffering.begin()
        do {
            let arguments = try complete(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Settings of the environment and of files go to the commands that start a server, and to no other.
    private static func complete(_ arguments: [String]) throws -> [String] {
        let startsServer = arguments.first == "serve" || Array(arguments.prefix(2)) == ["scenario", "run"]
        guard startsServer, !arguments.contains("--help"), !arguments.contains("-h") else { return arguments }
        return try SettingsSources.complete(arguments, environment: ProcessInfo.processInfo.environment)
    }

    private static func end(with error: any Error) -> Never {
        switch error {
        case let failure as CommandFailure:
            if let message = failure.message { printError(message) }
            Foundation.exit(failure.exitCode)
        case let fault as ControlClient.Fault:
            end(with: fault.asFailure)
        case let error as ScenarioError:
            printError(error.description)
            Foundation.exit(ExitStatus.configuration)
        default:
            guard exitCode(for: error) != .success else { exit(withError: error) }
            printError(fullMessage(for: error))
            Foundation.exit(ExitStatus.configuration)
        }
    }

    private static func printError(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}

extension ControlClient.Fault {
    fileprivate var asFailure: CommandFailure {
        switch self {
        case .unreachable(let text): .unreachable(text)
        case .refused(let text): .checkFailed(text)
        case .badAddress(let address): .configuration("'\(address)' is not an address such as http://localhost:8000")
        }
    }
}

/// What the process's exit code says.
enum ExitStatus {
    static let checkFailed: Int32 = 1
    static let configuration: Int32 = 2
    static let unreachable: Int32 = 3
}

/// Ends a command with an exit code, and a message where there is something to say.
struct CommandFailure: Error {
    var exitCode: Int32
    var message: String?

    static func checkFailed(_ message: String? = nil) -> CommandFailure { .init(exitCode: ExitStatus.checkFailed, message: message) }
    static func configuration(_ message: String) -> CommandFailure { .init(exitCode: ExitStatus.configuration, message: message) }
    static func unreachable(_ message: String) -> CommandFailure { .init(exitCode: ExitStatus.unreachable, message: message) }
}
