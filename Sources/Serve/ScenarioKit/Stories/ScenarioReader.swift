package import AWSTypes
import ByteJSON
import Foundation
import IAMPolicy
import Yams

/// Reads scenarios from their folders.
package enum ScenarioReader {
    /// The names of the scenarios in a folder, in order.
    package static func names(in folder: String) throws(ScenarioError) -> [String] {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw ScenarioError(file: folder, message: "there is no such folder")
        }
        return entries.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/scenario.yaml") }.sorted()
    }

    /// A scenario by its name, the number at its front, or the path of its folder.
    package static func read(_ name: String, in folder: String, now: Timestamp) throws(ScenarioError) -> Scenario {
        if FileManager.default.fileExists(atPath: "\(name)/scenario.yaml") { return try read(folder: name, now: now) }
        let names = try names(in: folder)
        let matching = names.filter { $0 == name || $0.hasPrefix("\(name)-") }
        guard let found = matching.first, matching.count == 1 else {
            guard matching.isEmpty else {
                throw ScenarioError(file: folder, message: "'\(name)' may be any of \(matching.joined(separator: ", "))")
            }
            let nearest = Spelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
            let known = names.isEmpty ? "there is none" : "there are \(names.joined(separator: ", "))"
            throw ScenarioError(file: folder, message: "there is no scenario '\(name)'; \(nearest ?? known)")
        }
        return try read(folder: "\(folder)/\(found)", now: now)
    }

    package static func read(folder: String, now: Timestamp) throws(ScenarioError) -> Scenario {
        let file = "\(folder)/scenario.yaml"
        let reader = try YAMLReader(text: TextFile.read(file), file: file)
        let fields = try reader.fields("title", "cause", "story", "settings", "world", "steps")
        var world = WorldReader(files: ScenarioFiles(folder: folder), now: now)
        try world.read(try fields.required("world", in: reader))
        var steps: [Step] = []
        for step in try fields.required("steps", in: reader).elements() { steps.append(try self.step(step)) }
        let settings = try fields["settings"]?.stringMap() ?? []
        return Scenario(
            name: folder.split(separator: "/").last.map(String.init) ?? folder, title: try fields.required("title", in: reader).string(),
            cause: try fields.required("cause", in: reader).string(), story: try fields["story"]?.string(), world: world.world,
            settings: Dictionary(settings.map { ($0.name, $0.value) }) { $1 }, steps: steps, folder: folder)
    }

    private static func step(_ reader: YAMLReader) throws(ScenarioError) -> Step {
        let fields = try reader.fields("say", "as", "run", "via", "expect", "saveSession", "save")
        let words = try fields.required("run", in: reader).string()
        // The emulator's own commands are nobody's in particular.
        let caller = words.hasPrefix("portcullis") ? fields["as"] : try fields.required("as", in: reader)
        return Step(
            say: try fields["say"]?.string(), caller: try caller?.string() ?? "",
            words: words, endpoint: try fields["via"]?.string(), expectation: try expectation(fields["expect"]),
            saveSession: try fields["saveSession"]?.string(), save: try (fields["save"]?.stringMap() ?? []).map { ($0.name, $0.value) },
            line: reader.node.mark?.line ?? 1, column: reader.node.mark?.column ?? 1)
    }

    private static func expectation(_ reader: YAMLReader?) throws(ScenarioError) -> Expectation {
        guard let reader else { return Expectation() }
        let fields = try reader.fields("error", "message", "deniedBy", "answer")
        var expectation = Expectation(error: try fields["error"]?.string(), message: try fields["message"]?.string())
        if expectation.message != nil && expectation.error == nil { throw reader.fault("'message' needs 'error' beside it") }
        if let answer = fields["answer"] { expectation.answer = try json(answer) }
        if let denied = fields["deniedBy"] {
            let parts = try denied.fields("layer", "policy", "sid")
            let layer = try parts.required("layer", in: denied)
            guard PolicyKind(rawValue: try layer.string()) != nil else {
                throw layer.fault("expected one of \(PolicyKind.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            expectation.deniedBy = .init(
                layer: try layer.string(), policy: try parts["policy"]?.string(), sid: try parts["sid"]?.string())
        }
        return expectation
    }

    /// YAML's values as JSON; quoted scalars are texts, plain ones numbers and truth values where they look like it.
    private static func json(_ reader: YAMLReader) throws(ScenarioError) -> [UInt8] {
        var writer = JSONWriter()
        try write(reader, into: &writer)
        return writer.bytes
    }

    private static func write(_ reader: YAMLReader, into writer: inout JSONWriter) throws(ScenarioError) {
        if reader.isMapping {
            writer.beginObject()
            for (name, value) in try reader.members() {
                writer.name(name)
                try write(value, into: &writer)
            }
            writer.endObject()
        } else if reader.node.sequence != nil {
            writer.beginArray()
            for element in try reader.elements() { try write(element, into: &writer) }
            writer.endArray()
        } else if let scalar = reader.node.scalar {
            if scalar.style != .plain {
                writer.string(scalar.string)
            } else if let boolean = reader.node.bool {
                writer.boolean(boolean)
            } else if Double(scalar.string) != nil {
                writer.raw(scalar.string.utf8)
            } else {
                writer.string(scalar.string)
            }
        }
    }
}
