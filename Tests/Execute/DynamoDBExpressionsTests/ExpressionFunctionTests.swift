import Testing

@testable import DynamoDBExpressions

@Suite struct ExpressionFunctionTests {
    @Test func `a string is found in another as an obvious search finds it`() {
        var random = SeededGenerator(state: 7)
        for _ in 0..<2000 {
            let whole = (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 0...1, using: &random) }
            let part = (0..<Int.random(in: 0...4, using: &random)).map { _ in UInt8.random(in: 0...1, using: &random) }
            let obvious = whole.count >= part.count && (0...whole.count - part.count).contains { whole[$0...].starts(with: part) }
            #expect(ConditionEvaluation.contains(whole, part) == obvious)
        }
    }

    @Test func `every function is known to exactly one language`() {
        for function in ExpressionFunction.allCases {
            let uses = [function.isCondition, function.isOperand(in: .condition), function.isOperand(in: .update)]
            #expect(uses.count { $0 } == 1, "\(function)")
        }
    }
}
