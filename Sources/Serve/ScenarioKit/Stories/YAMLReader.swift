import AWSTypes
import Yams

/// Reads one value of a scenario's YAML; what is not as expected is an error that names file, line and column.
struct YAMLReader {
    let node: Node
    let file: String
    /// The way to this value, for messages: `world.accounts`.
    let path: String

    init(text: String, file: String) throws(ScenarioError) {
        do {
            guard let node = try Yams.compose(yaml: text) else { throw ScenarioError(file: file, line: 1, message: "the file is empty") }
            self.init(node: node, file: file, path: "")
        } catch let error as ScenarioError {
            throw error
        } catch let error as YamlError {
            throw ScenarioError(yaml: error, file: file)
        } catch {
            throw ScenarioError(file: file, message: String(describing: error))
        }
    }

    private init(node: Node, file: String, path: String) {
        self.node = node
        self.file = file
        self.path = path
    }

    func fault(_ message: String) -> ScenarioError {
        ScenarioError(
            file: file, line: node.mark?.line, column: node.mark?.column, message: path.isEmpty ? message : "\(path): \(message)")
    }

    private func child(_ node: Node, _ name: String) -> YAMLReader {
        YAMLReader(node: node, file: file, path: path.isEmpty ? name : "\(path).\(name)")
    }

    // MARK: Scalars

    func string() throws(ScenarioError) -> String {
        guard let scalar = node.scalar else { throw fault("expected a text") }
        return scalar.string
    }

    func integer() throws(ScenarioError) -> Int {
        guard let value = node.int else { throw fault("expected a whole number") }
        return value
    }

    func boolean() throws(ScenarioError) -> Bool {
        guard let value = node.bool else { throw fault("expected true or false") }
        return value
    }

    // MARK: Mappings

    /// The members of a mapping, by name, in the order of the file.
    func members() throws(ScenarioError) -> [(name: String, value: YAMLReader)] {
        guard let mapping = node.mapping else { throw fault("expected a mapping (name: value)") }
        var result: [(name: String, value: YAMLReader)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw fault("expected names that are texts") }
            result.append((name, child(value, name)))
        }
        return result
    }

    /// The members of a mapping whose names are known; another name is an error that suggests the nearest.
    func fields(_ known: String...) throws(ScenarioError) -> [String: YAMLReader] {
        var result: [String: YAMLReader] = [:]
        for (name, value) in try members() {
            guard known.contains(name) else {
                let nearest = Spelling.suggestion(for: name, among: known)
                throw value.fault("unknown name '\(name)', expected one of \(known.joined(separator: ", "))\(nearest)")
            }
            result[name] = value
        }
        return result
    }

    func elements() throws(ScenarioError) -> [YAMLReader] {
        guard let sequence = node.sequence else { throw fault("expected a list") }
        return sequence.enumerated().map { child($1, "[\($0 + 1)]") }
    }

    func strings() throws(ScenarioError) -> [String] {
        var result: [String] = []
        for element in try elements() { result.append(try element.string()) }
        return result
    }

    func stringMap() throws(ScenarioError) -> [(name: String, value: String)] {
        var result: [(name: String, value: String)] = []
        for (name, value) in try members() { result.append((name, try value.string())) }
        return result
    }

    var isMapping: Bool { node.mapping != nil }
}

extension Dictionary where Key == String, Value == YAMLReader {
    /// A field that must be there.
    func required(_ name: String, in reader: YAMLReader) throws(ScenarioError) -> YAMLReader {
        guard let value = self[name] else { throw reader.fault("'\(name)' is missing") }
        return value
    }
}

extension ScenarioError {
    fileprivate init(yaml error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            self.init(file: file, line: mark.line, column: mark.column, message: problem)
        default:
            self.init(file: file, message: String(describing: error))
        }
    }
}
