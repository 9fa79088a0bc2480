import ByteJSON
import OpenSSL

/// An attribute's value, as plainly as can be.
indirect enum PlainValue: Hashable {
    case text(String)
    case number(Int)
    case bytes(String)
    case texts(Set<String>)
    case list([PlainValue])

    var json: String {
        switch self {
        case .text(let text): #"{"S":"\#(text)"}"#
        case .number(let number): #"{"N":"\#(number)"}"#
        case .bytes(let base64): #"{"B":"\#(base64)"}"#
        case .texts(let texts): #"{"SS":[\#(texts.sorted().map { #""\#($0)""# }.joined(separator: ","))]}"#
        case .list(let values): #"{"L":[\#(values.map(\.json).joined(separator: ","))]}"#
        }
    }

    init?(_ view: JSONView) {
        for (name, value) in view.members {
            switch name.string {
            case "S": self = .text(value.string ?? "")
            case "N": self = .number(Int(value.string ?? "") ?? 0)
            case "B": self = .bytes(value.string ?? "")
            case "SS": self = .texts(Set(value.elements.compactMap(\.string)))
            case "L": self = .list(value.elements.compactMap { PlainValue($0) })
            default: return nil
            }
            return
        }
        return nil
    }
}

typealias PlainItem = [String: PlainValue]

extension PlainItem {
    init(_ view: JSONView) {
        self.init()
        for (name, value) in view.members { self[name.string ?? ""] = PlainValue(value) }
    }

    /// The key of the tables in these tests.
    var key: PlainItem { filter { $0.key == "p" || $0.key == "s" } }
    var json: String { "{\(sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value.json)"# }.joined(separator: ","))}" }

    func number(_ name: String) -> Int? { if case .number(let number)? = self[name] { number } else { nil } }
    func text(_ name: String) -> String? { if case .text(let text)? = self[name] { text } else { nil } }
    func bytes(_ name: String) -> String? { if case .bytes(let text)? = self[name] { text } else { nil } }
    func only(_ names: [String]) -> PlainItem { filter { names.contains($0.key) } }
}

/// A condition of a write, and what it means.
enum PlainCondition: CaseIterable {
    case none, absent, present, small, isText

    var expression: String? {
        switch self {
        case .none: nil
        case .absent: "attribute_not_exists(p)"
        case .present: "attribute_exists(n) OR contains(t, :a)"
        case .small: "n < :limit"
        case .isText: "attribute_type(x, :S) AND NOT begins_with(x, :b)"
        }
    }

    var values: [String: PlainValue] {
        switch self {
        case .none, .absent: [:]
        case .present: [":a": .text("a")]
        case .small: [":limit": .number(2)]
        case .isText: [":S": .text("S"), ":b": .text("b")]
        }
    }

    func holds(_ item: PlainItem?) -> Bool {
        switch self {
        case .none: true
        case .absent: item == nil
        case .present:
            if item?["n"] != nil { true } else if case .texts(let texts)? = item?["t"] { texts.contains("a") } else { false }
        case .small: (item?.number("n")).map { $0 < 2 } ?? false
        case .isText: (item?.text("x")).map { !$0.hasPrefix("b") } ?? false
        }
    }
}

/// One clause of an update, and what it does; nil where DynamoDB refuses it.
enum PlainChange: CaseIterable {
    case setGroup, countUp, add, addTexts, deleteTexts, remove, append, setBytes

    var expression: (clause: String, text: String) {
        switch self {
        case .setGroup: ("SET", "g = :g")
        case .countUp: ("SET", "n = if_not_exists(n, :zero) + :one")
        case .add: ("ADD", "m :one")
        case .addTexts: ("ADD", "t :t")
        case .deleteTexts: ("DELETE", "t2 :t")
        case .remove: ("REMOVE", "x")
        case .append: ("SET", "y = list_append(if_not_exists(y, :none), :items)")
        case .setBytes: ("SET", "l = :l")
        }
    }

    var values: [String: PlainValue] {
        switch self {
        case .setGroup: [":g": .text("x")]
        case .countUp: [":zero": .number(0), ":one": .number(1)]
        case .add: [":one": .number(1)]
        case .addTexts: [":t": .texts(["a", "b"])]
        case .deleteTexts: [":t": .texts(["a", "b"])]
        case .remove: [:]
        case .append: [":none": .list([]), ":items": .list([.number(1), .text("z")])]
        case .setBytes: [":l": .bytes("AQI=")]
        }
    }

    func apply(to item: inout PlainItem) {
        switch self {
        case .setGroup: item["g"] = .text("x")
        case .countUp: item["n"] = .number((item.number("n") ?? 0) + 1)
        case .add: item["m"] = .number((item.number("m") ?? 0) + 1)
        case .addTexts:
            if case .texts(let texts)? = item["t"] { item["t"] = .texts(texts.union(["a", "b"])) } else { item["t"] = .texts(["a", "b"]) }
        case .deleteTexts:
            guard case .texts(let texts)? = item["t2"] else { return }
            let left = texts.subtracting(["a", "b"])
            item["t2"] = left.isEmpty ? nil : .texts(left)
        case .remove: item["x"] = nil
        case .append:
            if case .list(let values)? = item["y"] {
                item["y"] = .list(values + [.number(1), .text("z")])
            } else {
                item["y"] = .list([.number(1), .text("z")])
            }
        case .setBytes: item["l"] = .bytes("AQI=")
        }
    }

    /// Whether it makes an item that is not there.
    var creates: Bool { self != .remove && self != .deleteTexts }
}

extension SeededRandom {
    func number(_ range: ClosedRange<Int>) -> Int {
        var source = self
        return Int.random(in: range, using: &source)
    }

    func flip() -> Bool { number(0...1) == 1 }
    func pick<T>(_ values: [T]) -> T { values[number(0...values.count - 1)] }

    func item() -> PlainItem {
        var item: PlainItem = ["p": .text(pick(["a", "b", "c"])), "s": .number(number(-6...6))]
        if flip() { item["g"] = .text(pick(["x", "y"])) }
        if flip() { item["n"] = .number(number(0...3)) }
        if flip() { item["l"] = .bytes(pick(["AA==", "AQI=", "/w=="])) }
        if flip() { item["x"] = .text(pick(["alpha", "beta", "e\u{301}"])) }
        if flip() { item["t"] = .texts([pick(["a", "b"]), pick(["c", "d"])]) }
        if flip() { item["t2"] = .texts([pick(["a", "b"]), pick(["b", "c"])]) }
        return item
    }
}
