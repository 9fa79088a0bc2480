import AWSTypes

/// Turns `aws dynamodb list-tables --limit 5` into the request that the AWS CLI would send.
package struct CommandTranslation: Sendable {
    /// The scenario's folder, where `file://` begins.
    package var folder: String
    private let table: CommandTable

    package init(folder: String) {
        self.folder = folder
        table = .shared
    }

    package func translate(_ words: [String]) throws(CommandError) -> TranslatedCommand {
        guard words.first == "aws" else { throw CommandError("a command begins with 'aws' or 'portcullis'") }
        var line = try OptionedWords(words.dropFirst())
        guard line.positions.count >= 2 else { throw CommandError("a command names a service and an operation: aws dynamodb list-tables") }
        let service = try service(line.positions[0])
        let operation = try operation(line.positions[1], of: service)
        if line.positions.count > 2 { throw CommandError("'\(line.positions[2])' belongs to no option") }
        let values = CommandValues(service: service, folder: folder)
        var command = TranslatedCommand(service: service, operation: operation, region: line.globals["--region"])
        command.isSeedHidden = try line.takeSeedOptions(of: operation)
        if let given = line.take("--cli-input-json") {
            command.input = try values.input(given, as: operation.input, for: "--cli-input-json")
        }
        for (option, given) in line.options { try add(option, given, to: &command, values) }
        let missing = operation.input.filter { member in member.isRequired && !command.input.contains { $0.name == member.name } }
        if !missing.isEmpty {
            throw CommandError("the following arguments are required: \(missing.map(\.option).joined(separator: ", "))")
        }
        return command
    }

    private func service(_ name: String) throws(CommandError) -> CommandService {
        guard let service = table.services[name] else {
            throw CommandError("unknown service '\(name)'\(Spelling.suggestion(for: name, among: table.services.keys.sorted()))")
        }
        return service
    }

    private func operation(_ name: String, of service: CommandService) throws(CommandError) -> CommandOperation {
        guard let operation = service.operations[name] else {
            throw CommandError(
                "unknown operation '\(service.name) \(name)'\(Spelling.suggestion(for: name, among: service.operations.keys.sorted()))")
        }
        return operation
    }

    private func add(
        _ option: String, _ given: [String], to command: inout TranslatedCommand, _ values: CommandValues
    ) throws(CommandError) {
        let known = command.operation.input
        if let member = known.first(where: { $0.option == option }) {
            let value: JSONValue
            if member.type == .boolean {
                guard given.isEmpty else { throw CommandError("\(option) takes no value (--no-… for false)") }
                value = .boolean(true)
            } else {
                value = try values.value(given, as: member.type, for: option)
            }
            command.set(member.name, value)
        } else if let member = known.first(where: { $0.type == .boolean && "--no-" + $0.option.dropFirst(2) == option }), given.isEmpty {
            command.set(member.name, .boolean(false))
        } else {
            let suggestion = Spelling.suggestion(for: option, among: known.map(\.option).sorted())
            throw CommandError("unknown option '\(option)' of \(command.service.name) \(command.operation.command)\(suggestion)")
        }
    }
}

/// What a command asks for.
package struct TranslatedCommand: Sendable {
    package let service: CommandService
    package let operation: CommandOperation
    package var region: String?
    /// The members of the input by the model's names.
    package internal(set) var input: [JSONValue.Member] = []
    /// Whether the answer's seed goes to a file and not to the screen (create-virtual-mfa-device).
    package internal(set) var isSeedHidden = false

    init(service: CommandService, operation: CommandOperation, region: String?) {
        self.service = service
        self.operation = operation
        self.region = region
    }

    /// An option given outweighs the same member in `--cli-input-json`.
    fileprivate mutating func set(_ name: String, _ value: JSONValue) {
        input.removeAll { $0.name == name }
        input.append(.init(name, value))
    }
}

/// The words of a command by what they are for.
private struct OptionedWords {
    var positions: [String] = []
    var options: [(name: String, values: [String])] = []
    /// Options of the CLI itself; what they do to the output does not matter here.
    var globals: [String: String] = [:]

    private static let globalsWithValue: Set = ["--query", "--output", "--endpoint-url", "--region", "--profile"]
    private static let globalFlags: Set = ["--no-cli-pager", "--no-paginate"]

    init(_ words: ArraySlice<String>) throws(CommandError) {
        var words = words
        while let word = words.popFirst() {
            guard word.hasPrefix("--") else {
                if options.isEmpty { positions.append(word) } else { options[options.count - 1].values.append(word) }
                continue
            }
            var name = word
            var value: String?
            if let equals = word.firstIndex(of: "=") {
                (name, value) = (String(word[..<equals]), String(word[word.index(after: equals)...]))
            }
            if Self.globalFlags.contains(name) { continue }
            if Self.globalsWithValue.contains(name) {
                guard let given = value ?? words.popFirst() else { throw CommandError("\(name) lacks its value") }
                globals[name] = given
            } else {
                if options.contains(where: { $0.name == name }) { throw CommandError("\(name) is given twice") }
                options.append((name, value.map { [$0] } ?? []))
            }
        }
    }

    mutating func take(_ name: String) -> [String]? {
        guard let index = options.firstIndex(where: { $0.name == name }) else { return nil }
        return options.remove(at: index).values
    }

    /// `--outfile` and `--bootstrap-method`, which the CLI wants for a new MFA device and keeps to itself.
    mutating func takeSeedOptions(of operation: CommandOperation) throws(CommandError) -> Bool {
        guard operation.name == "CreateVirtualMFADevice" else { return false }
        guard let file = take("--outfile"), let method = take("--bootstrap-method"), file.count == 1 else {
            throw CommandError("the following arguments are required: --outfile, --bootstrap-method")
        }
        guard method.count == 1, ["QRCodePNG", "Base32StringSeed"].contains(method[0]) else {
            throw CommandError("--bootstrap-method: expected QRCodePNG or Base32StringSeed")
        }
        return true
    }
}
