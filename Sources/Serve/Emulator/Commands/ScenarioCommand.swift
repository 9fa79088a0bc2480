import AWSTypes
import ArgumentParser
import Directory
import Foundation
import ScenarioKit

/// The stories under `Scenarios/`.
struct ScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "List, show, check and run scenarios.",
        subcommands: [List.self, Show.self, Run.self, Check.self])

    struct Folder: ParsableArguments {
        @Option(help: ArgumentHelp("Where the scenarios are.", valueName: "dir"))
        var scenarios: String = "Scenarios"

        func all() throws -> [Scenario] {
            try ScenarioReader.names(in: scenarios).map { try read($0) }
        }

        func read(_ name: String) throws -> Scenario {
            try ScenarioReader.read(name, in: scenarios, now: WorldClock.machineTime())
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the scenarios.")

        @OptionGroup var folder: Folder

        func run() throws {
            let all = try folder.all()
            let width = all.map(\.name.count).max() ?? 0
            for scenario in all { print(scenario.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + scenario.title) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a scenario's story and the words to type.")

        @Argument(help: "The scenario's name or number.")
        var name: String

        @OptionGroup var folder: Folder

        func run() throws {
            let printer = StoryPrinter(output: { print($0) }, colour: isTerminal)
            let scenario = try folder.read(name)
            printer.begin(scenario)
            for (index, step) in scenario.steps.enumerated() { printer.begin(step, number: index + 1) }
            printer.endWithHowToType(scenario)
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Read scenarios and their files without running them.")

        @Argument(help: "The scenarios' names or numbers; none for all.")
        var names: [String] = []

        @OptionGroup var folder: Folder

        func run() throws {
            var faults: [ScenarioError] = []
            let names = names.isEmpty ? try ScenarioReader.names(in: folder.scenarios) : names
            for name in names {
                do {
                    let scenario = try folder.read(name)
                    faults += ScenarioChecker.check(scenario)
                    _ = try ServerOptions.parse([]).applying(scenario.settings, of: scenario)
                } catch let fault as ScenarioError {
                    faults.append(fault)
                }
            }
            for fault in faults { print(fault.description) }
            guard faults.isEmpty else { throw CommandFailure.checkFailed() }
            print(names.count == 1 ? "1 scenario is well formed." : "\(names.count) scenarios are well formed.")
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run scenarios and tell their stories.",
            discussion: "Each runs against a new server of its own, on any free port, that keeps nothing: --port and --data do not count.")

        @Argument(help: "The scenarios' names or numbers; none for all.")
        var names: [String] = []

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let names = names.isEmpty ? try ScenarioReader.names(in: options.scenarios) : names
            guard !names.isEmpty else { throw CommandFailure.configuration("there are no scenarios in \(options.scenarios)") }
            var failed: [String] = []
            for (index, name) in names.enumerated() {
                if index > 0 { print() }
                if try await !run(name) { failed.append(name) }
            }
            print("\n\(names.count - failed.count) of \(names.count) scenarios went as expected.")
            guard failed.isEmpty else { throw CommandFailure.checkFailed("not as expected: \(failed.joined(separator: ", "))") }
        }

        /// Runs one scenario; tells whether every step was answered as expected.
        private func run(_ name: String) async throws -> Bool {
            let scenario = try ScenarioReader.read(name, in: options.scenarios, now: WorldClock.machineTime())
            var serverOptions = options
            serverOptions.scenario = name
            serverOptions.port = 0
            serverOptions.data = nil
            let server = try Server.start(serverOptions, version: Portcullis.version)
            let runner = ScenarioRunner(
                scenario: scenario, server: RunningServer(port: server.port, endpointPorts: server.ports.ports), output: { print($0) },
                colour: isTerminal)
            do {
                let outcome = try runner.run()
                await server.stop()
                return outcome.isAsExpected
            } catch {
                await server.stop()
                throw error
            }
        }
    }
}

/// Whether a person looks at the output, so that colours help.
private var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil }

extension ServerOptions {
    /// The options with a scenario's own settings over them.
    func applying(_ settings: [String: String], of scenario: Scenario) throws -> ServerOptions {
        guard !settings.isEmpty else { return self }
        var options = self
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            do {
                let parsed = try ServerOptions.parse(value == "true" ? ["--\(name)"] : ["--\(name)", value])
                try options.take(name, from: parsed)
            } catch {
                throw ScenarioError(
                    file: "\(scenario.folder)/scenario.yaml", message: "settings.\(name): \(ServerOptions.message(for: error))")
            }
        }
        return options
    }

    /// The settings that a story may need; the rest are whoever's who runs it.
    private mutating func take(_ name: String, from other: ServerOptions) throws {
        switch name {
        case "denial-text": denialText = other.denialText
        case "mode": mode = other.mode
        case "allow-context-header": allowContextHeader = other.allowContextHeader
        case "kms-permissions": kmsPermissions = other.kmsPermissions
        case "kms-cache": kmsCache = other.kmsCache
        case "data-events": dataEvents = other.dataEvents
        case "region": region = other.region
        default: throw ValidationError("a scenario cannot set this")
        }
    }
}
