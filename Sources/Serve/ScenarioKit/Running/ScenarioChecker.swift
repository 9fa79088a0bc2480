import AWSTypes
import Directory

/// Finds what is wrong with a story without telling it: unknown options, principals, endpoints, files, names.
package enum ScenarioChecker {
    package static func check(_ scenario: Scenario) -> [ScenarioError] {
        var check = StepCheck(scenario)
        var faults: [ScenarioError] = []
        for step in scenario.steps {
            do {
                try check.check(step)
            } catch {
                faults.append(ScenarioError(file: scenario.file, line: step.line, column: step.column, message: error.message))
            }
        }
        return faults
    }
}

/// Goes through the steps in order, and keeps what they leave behind.
private struct StepCheck {
    private let callers: WorldCallers
    private let directory: Directory
    private let translation: CommandTranslation
    private var sessions: Set<String> = []
    private var values: Set<String> = []
    private var devices: Set<String>

    init(_ scenario: Scenario) {
        directory = scenario.world.directory
        callers = WorldCallers(directory)
        translation = CommandTranslation(folder: scenario.folder)
        devices = Set(directory.mfaDevices.all.flatMap { [$0.serialNumber, String($0.pathAndName.split(separator: "/").last ?? "")] })
    }

    mutating func check(_ step: Step) throws(CommandError) {
        let (values, devices) = (values, devices)
        let words = try CommandWords(splitting: step.words).filled { piece throws(CommandError) in
            try Self.stand(for: piece, values, devices)
        }
        if words.first == "portcullis" {
            _ = try PortcullisCommand(words)
            return
        }
        let command = try translation.translate(words)
        if !sessions.contains(step.caller) { _ = try callers.credentials(of: step.caller) }
        if let endpoint = step.endpoint, directory.endpoints[endpoint] == nil {
            let nearest = Spelling.suggestion(for: endpoint, among: directory.endpoints.all.map(\.id))
            throw CommandError("there is no VPC endpoint '\(endpoint)' in the world\(nearest)")
        }
        if step.expectation.error != nil, step.expectation.answer != nil || step.saveSession != nil || !step.save.isEmpty {
            throw CommandError("a step that must fail leaves no answer, session or value")
        }
        if let session = step.saveSession { sessions.insert(session) }
        self.values.formUnion(step.save.map(\.name))
        if command.operation.name == "CreateVirtualMFADevice",
            let name = command.input.first(where: { $0.name == "VirtualMFADeviceName" })?.value.string
        {
            self.devices.insert(name)
        }
    }

    /// Something of the right form in place of what is known only when the story is told.
    private static func stand(
        for piece: CommandWords.Piece, _ values: Set<String>, _ devices: Set<String>
    ) throws(CommandError) -> String {
        switch piece {
        case .text(let text): return text
        case .value(let name):
            guard values.contains(name) else {
                throw CommandError("no step before saves '\(name)'\(Spelling.suggestion(for: name, among: values.sorted()))")
            }
            return name
        case .mfaCode(let device, _):
            guard devices.contains(device) else {
                throw CommandError("there is no MFA device '\(device)'\(Spelling.suggestion(for: device, among: devices.sorted()))")
            }
            return "123456"
        }
    }
}
