import SecondOpinion
import Testing

@Suite struct CasesTests {
    private struct Row: Decodable {
        var source: String
    }

    @Test(
        arguments: ConditionCase.families.map { "conditions/\($0)" } + [
            "wildcards", "elements", "variables", "principals", "grammar", "kinds",
        ])
    func `every row has a source`(_ table: String) throws {
        let rows: [Row] = try Cases.rows(table)
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { !$0.source.isEmpty })
    }

    @Test(arguments: LayerTables.names)
    func `every row about layers has a source`(_ table: String) throws {
        let rows = try LayerTables.cases(table)
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { !$0.source.isEmpty })
        #expect(Set(rows.map(\.name)).count == rows.count)
    }
}
