import Foundation
import ScenarioKit

/// A scenario in a folder of its own, as long as it lives.
final class TemporaryScenario {
    let folder = FileManager.default.temporaryDirectory.appending(path: "portcullis-\(UUID().uuidString)").path

    /// - Parameter files: Texts by their path in the folder, besides `scenario.yaml`.
    init(_ yaml: String, files: [String: String] = [:]) throws {
        for (name, text) in files.merging(["scenario.yaml": yaml], uniquingKeysWith: { $1 }) {
            let url = URL(filePath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func read() throws(ScenarioError) -> Scenario { try ScenarioReader.read(folder: folder, now: testTime) }

    /// What is wrong, without the way to the folder.
    func faults() -> [String] {
        do {
            return ScenarioChecker.check(try read()).map(shortened)
        } catch {
            return [shortened(error)]
        }
    }

    private func shortened(_ error: ScenarioError) -> String { error.description.replacingOccurrences(of: "\(folder)/", with: "") }
}

extension TemporaryScenario {
    static let policies = [
        "deny.json": #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#,
        "trust.json": #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#,
        "open.json": #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#,
        "broken.json":
            "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\"Effect\": \"Dney\", \"Action\": \"*\", \"Resource\": \"*\"}]\n}",
        "table.json": #"{"TableName":"T"}"#,
        "items.json": #"[{"A":{"S":"x"}}, {"A":{"S":"y"}}]"#,
    ]

    /// A story with a world; the head takes four lines and the account's content stands at column 7.
    convenience init(account lines: [String], organization: [String] = [], steps: String = "[]") throws {
        let tree = organization.isEmpty ? [] : ["  organization:"] + organization.map { "    " + $0 }
        let text =
            ["title: t", "cause: identity", "world:", "  accounts:", "    \"111122223333\":"] + lines.map { "      " + $0 } + tree
            + ["steps: \(steps)"]
        try self.init(text.joined(separator: "\n") + "\n", files: Self.policies)
    }
}
