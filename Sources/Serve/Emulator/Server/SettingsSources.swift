import AWSTypes
import ArgumentParser
import Foundation
import ScenarioKit

/// Brings settings from the environment and from a file into the command line, behind what stands there already.
///
/// Flag over environment over file: what is nearer to the person counts. A setting that does not exist is refused, since
/// a misspelt one would silently not protect.
enum SettingsSources {
    static let prefix = "PORTCULLIS_"
    /// Variables that client commands read, which are no settings of the server.
    static let clientVariables = ["PORTCULLIS_ENDPOINT"]

    /// The arguments with those of the environment and of the file added.
    static func complete(_ arguments: [String], environment: [String: String]) throws -> [String] {
        var added: [String] = []
        var given = Set(names(in: arguments))
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix(prefix) {
            guard !clientVariables.contains(variable) else { continue }
            let name = variable.dropFirst(prefix.count).lowercased().replacing("_", with: "-")
            let setting = try setting(name, asWritten: variable) { prefix + $0.uppercased().replacing("-", with: "_") }
            if given.insert(name).inserted { added += try setting.arguments(value, from: variable) }
        }
        let all = arguments + added
        guard let path = configFile(in: all) else { return all }
        return try all + fromFile(path, given: given)
    }

    /// The file that `--config FILE` or `--config=FILE` names.
    private static func configFile(in arguments: [String]) -> String? {
        guard let place = arguments.firstIndex(where: { $0 == "--config" || $0.hasPrefix("--config=") }) else { return nil }
        if arguments[place] != "--config" { return String(arguments[place].dropFirst("--config=".count)) }
        return place + 1 < arguments.count ? arguments[place + 1] : nil
    }

    private static func fromFile(_ path: String, given: Set<String>) throws -> [String] {
        var added: [String] = []
        for entry in try SettingsFile.read(path) {
            let place = "\(path):\(entry.line): \(entry.name)"
            guard entry.name != "config" else { throw ValidationError("\(place) cannot stand in a file of settings") }
            let setting = try setting(entry.name, asWritten: place) { $0 }
            if !given.contains(entry.name) { added += try setting.arguments(entry.value, from: place) }
        }
        return added
    }

    /// One setting, and whether it is a flag.
    private struct Setting {
        var name: String
        var isFlag: Bool

        func arguments(_ value: String, from place: String) throws -> [String] {
            guard isFlag else { return ["--\(name)=\(value)"] }
            switch value.lowercased() {
            case "true", "1", "yes": return ["--\(name)"]
            case "false", "0", "no", "": return []
            default: throw ValidationError("\(place) is true or false, not '\(value)'")
            }
        }
    }

    private static func setting(_ name: String, asWritten text: String, writing: (String) -> String) throws -> Setting {
        if let setting = settings.first(where: { $0.name == name }) { return setting }
        let nearest = Spelling.suggestion(for: name, among: settings.map(\.name), shown: writing)
        throw ValidationError("\(text) is no setting\(nearest)")
    }

    /// Every setting there is, read off the properties of `ServerOptions`.
    private static var settings: [Setting] {
        Mirror(reflecting: ServerOptions()).children.compactMap { child in
            guard let label = child.label, label.hasPrefix("_") else { return nil }
            let isFlag = String(describing: type(of: child.value)).hasPrefix("Flag<")
            return Setting(name: kebabCase(label.dropFirst()), isFlag: isFlag)
        }
    }

    static func kebabCase(_ name: some StringProtocol) -> String {
        name.reduce(into: "") { result, character in
            result += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
    }

    private static func names(in arguments: [String]) -> [String] {
        arguments.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2).prefix { $0 != "=" }) }
    }
}
