import AWSTypes
import Directory
import Foundation
import ScenarioKit
import Testing

/// The repository's folder `Scenarios`.
let scenariosFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scenarios").path

let testTime = Timestamp(seconds: 1_795_464_000)

@Suite struct StoriesTests {
    @Test func `the article's causes are there, in its order`() throws {
        let names = try ScenarioReader.names(in: scenariosFolder)
        let causes = try names.map { try ScenarioReader.read($0, in: scenariosFolder, now: testTime).cause }
        #expect(causes == ["identity", "identity", "organization", "vpc-endpoint", "mfa", "kms", "kms"])
    }

    @Test(arguments: try ScenarioReader.names(in: scenariosFolder))
    func `a story has no faults`(_ name: String) throws {
        let scenario = try ScenarioReader.read(name, in: scenariosFolder, now: testTime)
        #expect(ScenarioChecker.check(scenario).map(\.description) == [])
    }

    @Test(arguments: try ScenarioReader.names(in: scenariosFolder))
    func `a story shows a denial and ends well`(_ name: String) throws {
        let scenario = try ScenarioReader.read(name, in: scenariosFolder, now: testTime)
        #expect(scenario.steps.contains { $0.expectation.message != nil })
        #expect(scenario.steps.last.map { $0.expectation.error == nil || name == "05-kms" } == true)
        #expect(scenario.steps.allSatisfy { $0.say != nil })
    }

    @Test(arguments: try ScenarioReader.names(in: scenariosFolder))
    func `a story comes out alike each time`(_ name: String) throws {
        let worlds = try (0..<2).map { _ in try ScenarioReader.read(name, in: scenariosFolder, now: testTime).world.directory }
        #expect(worlds[0].accessKeys.all.map(\.secret) == worlds[1].accessKeys.all.map(\.secret))
        #expect(worlds[0].organizations.all.map(\.policies.keys) == worlds[1].organizations.all.map(\.policies.keys))
    }
}
