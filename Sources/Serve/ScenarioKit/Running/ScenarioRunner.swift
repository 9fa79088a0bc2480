import AWSTypes
import ByteJSON
import Directory
import NIOHTTP1
import SigV4

/// What came of a story.
package struct ScenarioOutcome: Sendable, Hashable {
    package struct Failure: Sendable, Hashable {
        /// From 1.
        package var step: Int
        /// `Scenarios/02-…/scenario.yaml:30`
        package var place: String
        package var mismatches: [Mismatch]
    }

    package var scenario: String
    package var steps: Int
    /// How many steps went as expected.
    package var done = 0
    package var failures: [Failure] = []

    package var isAsExpected: Bool { failures.isEmpty }
}

/// Tells a story to a running server: each step a signed call over a socket, and what must come of it.
///
/// It ends at the first step that is not as expected: the steps after it build on it.
package struct ScenarioRunner {
    private let scenario: Scenario
    private let server: RunningServer
    private let printer: StoryPrinter
    private let translation: CommandTranslation
    private let callers: WorldCallers

    package init(scenario: Scenario, server: RunningServer, output: @escaping (String) -> Void, colour: Bool) {
        self.scenario = scenario
        self.server = server
        printer = StoryPrinter(output: output, colour: colour)
        translation = CommandTranslation(folder: scenario.folder)
        callers = WorldCallers(scenario.world.directory)
    }

    /// What the steps so far have left for those to come.
    private struct Memory {
        var sessions: [String: CallerCredentials] = [:]
        var values: [String: String] = [:]
        /// The request id of the last call that was denied.
        var lastDenied: String?
        var time: Int64 = 0
    }

    package func run() throws -> ScenarioOutcome {
        let client = StepClient()
        defer { client.close() }
        var memory = Memory()
        memory.time = try time(of: client)
        var outcome = ScenarioOutcome(scenario: scenario.name, steps: scenario.steps.count)
        printer.begin(scenario)
        for (index, step) in scenario.steps.enumerated() {
            printer.begin(step, number: index + 1)
            let mismatches: [Mismatch]
            do {
                mismatches = try run(step, client, &memory)
            } catch let error as CommandError {
                throw ScenarioError(file: scenario.file, line: step.line, column: step.column, message: error.message)
            }
            guard mismatches.isEmpty else {
                outcome.failures.append(.init(step: index + 1, place: "\(scenario.file):\(step.line)", mismatches: mismatches))
                break
            }
            outcome.done += 1
        }
        printer.end(outcome)
        return outcome
    }

    // MARK: One step

    private func run(_ step: Step, _ client: StepClient, _ memory: inout Memory) throws -> [Mismatch] {
        let known = memory
        let words = try CommandWords(splitting: step.words).filled { piece throws in try fill(piece, known, client) }
        if words.first == "portcullis" {
            try run(try PortcullisCommand(words), client, &memory)
            printer.end([], evidence: nil, failed: false)
            return []
        }
        let command = try translation.translate(words)
        let answer = try send(command, for: step, client, &memory)
        let evidence = try evidence(of: answer, client)
        if evidence != nil { memory.lastDenied = answer.requestID }
        var mismatches = step.expectation.mismatches(with: answer.outcome, evidence: evidence)
        switch answer.outcome {
        case .success(let value):
            printer.answer(value)
            if mismatches.isEmpty { mismatches = keep(value, of: step, &memory) }
        case .failure(let code, let message):
            printer.failure(command.operation.name, code: code, message: message)
        }
        if case .failure = answer.outcome {
            printer.end(mismatches, evidence: evidence, failed: true)
        } else {
            printer.end(mismatches, evidence: nil, failed: false)
        }
        return mismatches
    }

    private func send(
        _ command: TranslatedCommand, for step: Step, _ client: StepClient, _ memory: inout Memory
    ) throws -> StepAnswer {
        let credentials: CallerCredentials
        if let session = memory.sessions[step.caller] {
            credentials = session
        } else {
            credentials = try callers.credentials(of: step.caller)
        }
        var port = server.port
        if let endpoint = step.endpoint {
            guard let open = server.endpointPorts[endpoint] else { throw CommandError("no port is open for \(endpoint)") }
            port = open
        }
        let signer = RequestSigner(
            accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey, sessionToken: credentials.sessionToken,
            region: command.region ?? scenario.world.region, service: command.service.signingName)
        memory.time = try time(of: client)
        let response = try client.send(CommandRequest(command), to: server, port: port, signer: signer, now: memory.time)
        return StepAnswer(response, to: command)
    }

    private func keep(_ answer: JSONValue, of step: Step, _ memory: inout Memory) -> [Mismatch] {
        var missing: [Mismatch] = []
        if let name = step.saveSession {
            if let credentials = CallerCredentials(answer: answer) {
                memory.sessions[name] = credentials
                printer.keptSession(name)
            } else {
                missing.append(Mismatch("saveSession", expected: "Credentials in the answer", found: answer.compact))
            }
        }
        for (name, path) in step.save {
            if let value = answer.value(at: path) {
                memory.values[name] = value.text ?? value.compact
                printer.kept(name, value.text ?? value.compact)
            } else {
                missing.append(Mismatch("save.\(name)", expected: path, found: answer.compact))
            }
        }
        return missing
    }

    // MARK: The emulator's own face

    private func run(_ command: PortcullisCommand, _ client: StepClient, _ memory: inout Memory) throws {
        switch command {
        case .advanceClock(let seconds):
            let clock = try control(.POST, "clock", body: Array("{\"advanceSeconds\": \(seconds)}".utf8), client)
            printer.answer(clock)
        case .explain:
            guard let denied = memory.lastDenied else { throw CommandError("no call was denied yet that could be explained") }
            let response = try client.control(.GET, "explain/\(denied.percentEncoded)", of: server)
            printer.text(String(decoding: response.body, as: UTF8.self))
        case .mfaCode(let device, let isNext):
            printer.text(try mfaCode(device, isNext: isNext, client))
        }
    }

    private func fill(_ piece: CommandWords.Piece, _ memory: Memory, _ client: StepClient) throws -> String {
        switch piece {
        case .text(let text): return text
        case .value(let name):
            guard let value = memory.values[name] else { throw CommandError("no step before has saved '\(name)'") }
            return value
        case .mfaCode(let device, let isNext): return try mfaCode(device, isNext: isNext, client)
        }
    }

    private func mfaCode(_ device: String, isNext: Bool, _ client: StepClient) throws -> String {
        let answer = try control(.GET, "mfa?serial=\(device.percentEncoded)", client)
        guard let code = answer[isNext ? "nextCode" : "code"]?.string else { throw CommandError("the server gave no code for \(device)") }
        return code
    }

    /// The world's time, which signatures carry; the clock may have been moved.
    private func time(of client: StepClient) throws -> Int64 {
        let answer = try control(.GET, "clock", client)
        guard let time = answer["time"]?.string.flatMap(Timestamp.init(iso8601:)) else {
            throw StepConnectionError(description: "the server at \(server.host):\(server.port) does not tell its time")
        }
        return time.seconds
    }

    private func evidence(of answer: StepAnswer, _ client: StepClient) throws -> DenialEvidence? {
        guard case .failure = answer.outcome, let id = answer.requestID else { return nil }
        let response = try client.control(.GET, "decisions/\(id.percentEncoded)", of: server)
        guard response.status == 200, let record = JSONValue(bytes: response.body) else { return nil }
        return DenialEvidence(record: record)
    }

    private func control(_ method: HTTPMethod, _ path: String, body: [UInt8] = [], _ client: StepClient) throws -> JSONValue {
        let response = try client.control(method, path, body: body, of: server)
        guard response.status == 200, let value = JSONValue(bytes: response.body) else {
            let text = JSONValue(bytes: response.body)?["error"]?.string ?? "status \(response.status)"
            throw CommandError("/_portcullis/\(path): \(text)")
        }
        return value
    }
}

extension Scenario {
    var file: String { "\(folder)/scenario.yaml" }
}
