import ByteJSON
import OpenSSL
import Testing

/// Draws numbers from a seed, so that a run repeats itself.
private struct Dice {
    private let source: SeededRandom

    init(seed: UInt64) { source = SeededRandom(seed: seed) }

    func roll(_ sides: Int) -> Int { Int(source.bytes(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }) % sides }
}

@Suite struct RandomTextTests {
    /// Pieces that reach far into the grammar more often than bytes drawn evenly would.
    private static let pieces: [[UInt8]] =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\"", "\"a\":", "\\u", "D83D", "DE00", "\\n", "-", "0", "12", ".", "e", "+", "tru",
            "true",
        ]
        .map { Array($0.utf8) } + ["null", "false", " ", "\n", "é", "😀"].map { Array($0.utf8) } + [
            [0xC3], [0x80], [0xED, 0xA0], [0xFF], [0x00],
        ]

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `whatever comes, it is read or refused, and what is read writes and reads alike`(_ seed: UInt64) throws {
        let dice = Dice(seed: seed)
        var accepted = 0
        for turn in 0..<5000 {
            var bytes = turn % 2 == 0 ? Self.pieced(dice) : Array(Self.value(dice, depth: 0).utf8)
            if turn % 4 == 1 { Self.mutate(&bytes, dice) }
            do throws(JSONSyntaxError) {
                let document = try JSONDocument(parsing: bytes)
                accepted += 1
                let text = document.root.rewritten
                let again = try JSONDocument(parsing: Array(text.utf8))
                if again.root.rewritten != text { Issue.record("seed \(seed), turn \(turn): \(bytes)") }
            } catch {
                if !(0...bytes.count).contains(error.offset) {
                    Issue.record("seed \(seed), turn \(turn): offset \(error.offset) of \(bytes)")
                }
            }
        }
        #expect(accepted > 1250)
    }

    private static func pieced(_ dice: Dice) -> [UInt8] {
        (0..<1 + dice.roll(12)).flatMap { _ in pieces[dice.roll(pieces.count)] }
    }

    /// A well-formed value.
    private static func value(_ dice: Dice, depth: Int) -> String {
        let blank = ["", "", " ", "\n"][dice.roll(4)]
        switch dice.roll(depth > 4 ? 5 : 8) {
        case 0: return "null"
        case 1: return dice.roll(2) == 0 ? "true" : "false"
        case 2: return ["0", "-0", "1.5", "-12e3", "7E-2", "123456789012345678901234567890"][dice.roll(6)]
        case 3, 4: return ["\"\"", "\"a b\"", #""\u00e9\n""#, #""\uD83D\uDE00""#, "\"é€😀\"", #""\\\"\/""#][dice.roll(6)]
        case 5, 6: return "[\(blank)" + (0..<dice.roll(4)).map { _ in value(dice, depth: depth + 1) }.joined(separator: ",\(blank)") + "]"
        default:
            return "{" + (0..<dice.roll(4)).map { "\"k\($0)\"\(blank):" + value(dice, depth: depth + 1) }.joined(separator: "\(blank),")
                + "}"
        }
    }

    /// One byte changed, taken out, put in, or the end cut off.
    private static func mutate(_ bytes: inout [UInt8], _ dice: Dice) {
        let place = dice.roll(bytes.count)
        switch dice.roll(4) {
        case 0: bytes[place] = UInt8(dice.roll(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(dice.roll(256)), at: place)
        default: bytes.removeLast(bytes.count - place)
        }
    }
}
