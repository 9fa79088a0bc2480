import Foundation
import IAMPolicy

/// `DecisionCost [SECONDS]`: what a decision costs, in microseconds; a line for each case, its words before the figure.
///
/// Seven layers with 7, 10, 50 and 500 statements together, without and with evidence; one layer with 1 statement; what each layer
/// adds to the one before; and compiling a policy. Every decision must be an allow: a denial would end early.
func microseconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let seconds = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 0.3
    for _ in 0..<100 { try body() }
    var best = Double.infinity
    // The best of five: what else runs on the machine can only add.
    for _ in 0..<5 {
        var (runs, elapsed) = (0, Duration.zero)
        while elapsed < .seconds(seconds / 5) {
            elapsed += try clock.measure { for _ in 0..<50 { try body() } }
            runs += 50
        }
        best = min(
            best, Double(elapsed.components.attoseconds) / 1e12 / Double(runs) + Double(elapsed.components.seconds) * 1e6 / Double(runs))
    }
    return best
}

func show(_ words: String, _ figure: Double) { print("\(words)\t\(String(format: "%.2f", figure))") }

do {
    let all = Set(MeasuredWorld.Layer.allCases)
    for (layers, statements) in [([.identity], 1), (all, 10), (all, 50), (all, 500)] as [(Set<MeasuredWorld.Layer>, Int)] {
        let world = try MeasuredWorld(layers, statements: statements)
        guard world.decide().isAllowed else { throw NotAllowed(statements: statements) }
        let words = "\(layers.count) layer\(layers.count == 1 ? "" : "s"), \(statements) statement\(statements == 1 ? "" : "s")"
        var allowed = 0
        show("decision, \(words)", microseconds { if world.decide().isAllowed { allowed += 1 } })
        show("decision and evidence, \(words)", microseconds { allowed += world.decide().evidence().layers.count })
    }
    let usual = try MeasuredWorld(all, statements: 50, relevant: 7)
    guard usual.decide().isAllowed else { throw NotAllowed(statements: 50) }
    var allowed = 0
    show(
        "decision, 7 layers, 50 statements, one of a layer's besides the Allow about the action",
        microseconds { if usual.decide().isAllowed { allowed += 1 } })
    var (before, layers) = (0.0, Set<MeasuredWorld.Layer>())
    for layer in [.identity] + MeasuredWorld.Layer.allCases.filter({ $0 != .identity }) {
        layers.insert(layer)
        let world = try MeasuredWorld(layers, statements: layers.count * 7)
        guard world.decide().isAllowed else { throw NotAllowed(statements: layers.count * 7) }
        var allowed = 0
        let figure = microseconds { if world.decide().isAllowed { allowed += 1 } }
        show("layer \(layer.rawValue) of 7 statements adds", figure - before)
        before = figure
    }
    for count in [1, 10, 50] {
        let text = MeasuredWorld.text(.identity, count)
        var statements = 0
        let figure = try microseconds { statements += try PolicyDocument(parsing: text, as: .identity).statements.count }
        show("compiling a policy of \(count) statement\(count == 1 ? "" : "s"), \(text.utf8.count) bytes", figure)
    }
} catch {
    print("DecisionCost: \(error)")
    exit(1)
}

/// The question was not what was to be measured.
struct NotAllowed: Error {
    var statements: Int
}
