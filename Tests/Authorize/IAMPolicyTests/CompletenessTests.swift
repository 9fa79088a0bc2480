import IAMPolicy
import SecondOpinion
import Testing

/// Every layer with everything that it can say, for every kind of caller.
@Suite struct CompletenessTests {
    @Test func `every cell of the table is written once`() throws {
        var cells: [String: Int] = [:]
        for row in try CompletenessCase.all() { cells[row.testDescription, default: 0] += 1 }
        for layer in PolicyKind.allCases {
            for saying in CompletenessCase.Saying.allCases {
                for caller in CompletenessCase.CallerKind.allCases {
                    let name = "\(layer.rawValue), \(saying.rawValue), \(caller.rawValue)"
                    #expect(cells.removeValue(forKey: name) == 1, "\(name)")
                }
            }
        }
        #expect(cells.isEmpty)
    }

    @Test func `every cell has a source, or a reason why it cannot be`() throws {
        for row in try CompletenessCase.all() {
            let isExplained = row.impossible.map { !$0.isEmpty } ?? (row.source?.isEmpty == false && row.outcome != nil)
            #expect(isExplained, "\(row.testDescription)")
            #expect(row.impossible == nil || row.outcome == nil, "\(row.testDescription)")
            let isDenial = row.outcome != nil && row.outcome != "allow"
            #expect((row.text != nil) == isDenial, "\(row.testDescription)")
        }
    }

    @Test(arguments: try CompletenessCase.possible())
    func `the engine decides and words it as its cell says`(_ row: CompletenessCase) throws {
        let decision = try EngineBridge().decision(on: row.situation())
        #expect(decision.outcome.rawValue == row.outcome)
        #expect(decision.layer == row.names)
        guard let text = row.text, row.wordedBy == nil else { return }
        let isShort = row.layer == .trust
        #expect(decision.denialMessage(namesReason: !isShort) == text)
        #expect(decision.denialMessage(style: .article2022, namesReason: !isShort) == row.textWithoutARN ?? text)
    }

    @Test(arguments: try CompletenessCase.possible())
    func `the second opinion comes out the same`(_ row: CompletenessCase) throws {
        let verdict = SecondOpinion().verdict(on: try row.situation())
        #expect(verdict.outcome.rawValue == row.outcome)
        #expect(verdict.layer == row.names?.rawValue)
        if row.wordedBy == nil { #expect(verdict.text == row.text) }
    }
}
