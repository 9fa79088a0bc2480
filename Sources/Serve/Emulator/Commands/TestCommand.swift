import ArgumentParser
import Directory
import Foundation
import Gateway
import IAMPolicy
import ScenarioKit

/// Runs policy cases, without a server.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Test policies: decide the cases in files, and compare. No server is needed.", discussion: PolicyCaseFormat.help)

    @Argument(help: ArgumentHelp("Files of cases (*.json, *.yaml, *.yml), or folders: all in them.", valueName: "cases"))
    var cases: [String]

    @Option(help: ArgumentHelp("Write the results as JUnit XML.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Only cases whose names contain this.", valueName: "text"))
    var filter: String?

    @Option(help: ArgumentHelp("Denials in AWS's wording of today or of 2022: current or 2022.", valueName: "style"))
    var denialText: DenialTextStyle = .current

    @Option(help: ArgumentHelp("Where scenarios that cases name are.", valueName: "dir"))
    var scenarios: String = "Scenarios"

    func run() throws {
        let clock = ContinuousClock()
        let begun = clock.now
        let worlds = ScenarioWorlds(folder: scenarios)
        let reader = PolicyCaseReader { name, folder throws(ScenarioError) in try worlds.open(name, besides: folder) }
        let files = try PolicyCaseReader.files(at: cases)
        var rows: [PolicyCase] = []
        var faults: [ScenarioError] = []
        for file in files {
            do throws(ScenarioError) {
                rows += try reader.read(file)
            } catch {
                faults.append(error)
            }
        }
        guard faults.isEmpty else { throw CommandFailure.configuration(faults.map(\.description).joined(separator: "\n")) }
        if let filter { rows = rows.filter { $0.name.contains(filter) } }
        guard !rows.isEmpty else { throw CommandFailure.configuration("there are no cases in \(cases.joined(separator: ", "))") }
        let results = PolicyCaseRunner.run(rows, style: denialText)
        let (whole, part) = (clock.now - begun).components
        let report = PolicyCaseReport(results, files: files, seconds: Double(whole) + Double(part) / 1e18)
        if let junit { try write(report.junit(), to: junit) }
        for line in report.lines() { print(line) }
        guard report.isAsExpected else { throw CommandFailure.checkFailed() }
    }

    private func write(_ text: String, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw CommandFailure.configuration("'\(path)' cannot be written")
        }
    }
}

/// The worlds of the scenarios that cases name, each opened once.
private final class ScenarioWorlds {
    private let folder: String
    private var worlds: [String: any CaseWorld] = [:]

    init(folder: String) { self.folder = folder }

    func open(_ name: String, besides files: String) throws(ScenarioError) -> any CaseWorld {
        let beside = name.hasPrefix("/") ? name : "\(files)/\(name)"
        let path = FileManager.default.fileExists(atPath: "\(beside)/scenario.yaml") ? beside : name
        if let world = worlds[path] { return world }
        let scenario = try ScenarioReader.read(path, in: folder, now: WorldClock.machineTime())
        do {
            let world = GatewayWorld(world: try World(withoutSockets: World.Beginning(scenario)))
            worlds[path] = world
            return world
        } catch {
            throw ScenarioError(file: "\(scenario.folder)/scenario.yaml", message: "the world cannot be made: \(error)")
        }
    }
}

/// A world without sockets that answers cases as a server of it would.
private struct GatewayWorld: CaseWorld {
    let world: World

    func question(for request: CaseRequest) throws(CaseWorldFault) -> CaseQuestion {
        var call = HypotheticalCall(principal: request.principal, action: request.action, resource: request.resource)
        call.owner = request.owner
        call.hasResourceType = request.hasResourceType
        call.via = request.via
        call.hasMFA = request.hasMFA
        do throws(UnknownName) {
            let question = try world.gateway.question(of: call)
            return CaseQuestion(
                request: question.request, principal: question.principal, layers: question.layers,
                // A case says from where it comes; a world that nobody calls has no address of its own.
                context: WithoutKeys(["aws:sourceip", "aws:useragent"], question.context))
        } catch {
            throw CaseWorldFault(error.message)
        }
    }
}

/// Condition keys, but for some.
private struct WithoutKeys: ConditionKeyValues {
    let names: Set<String>
    let rest: any ConditionKeyValues

    init(_ names: Set<String>, _ rest: any ConditionKeyValues) { (self.names, self.rest) = (names, rest) }

    func value(of key: ConditionKey) -> ConditionValue? { names.contains(key.name) ? nil : rest.value(of: key) }
}
