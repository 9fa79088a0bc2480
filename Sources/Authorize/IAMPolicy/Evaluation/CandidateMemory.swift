import Synchronization

/// The candidates of late.
///
/// A memory and no state: whether something is remembered changes no decision, only what it costs. What is remembered is found by
/// the very objects it was made from, and keeps them, so nothing else can take their place; policies that change are other objects.
///
/// Callers choose what is asked, so there is an end to it: each set of layers and action has one place, where the newest stands.
final class CandidateMemory: Sendable {
    static let shared = CandidateMemory(capacity: 512)

    /// Longer texts are no action's, and not worth keeping.
    private static let longestAction = 128

    private let capacity: UInt
    private let places: Mutex<[Candidates?]>

    init(capacity: Int) {
        self.capacity = UInt(capacity)
        places = Mutex(Array(repeating: nil, count: capacity))
    }

    func candidates(for question: GatheredQuestion) -> Candidates {
        let place = place(of: question)
        if let known = places.withLock({ $0[place] }), known.areThose(of: question) { return known }
        let found = Candidates(for: question.request.action, in: question.layers)
        guard question.request.action.utf8.count <= Self.longestAction else { return found }
        let forgotten = places.withLock { places in
            let former = places[place]
            places[place] = found
            return former
        }
        withExtendedLifetime(forgotten) {}
        return found
    }

    /// Told by the action and by what differs from caller to caller and from table to table.
    private func place(of question: GatheredQuestion) -> Int {
        var mixed: UInt = 0
        func mix(_ object: AnyObject?) {
            let bits = object.map { UInt(bitPattern: ObjectIdentifier($0)) } ?? 0
            mixed = (mixed ^ bits >> 4) &* 0x9E37_79B9_7F4A_7C15
        }
        let bytes = question.request.action.utf8.span
        for index in bytes.indices { mixed = mixed &* 31 &+ UInt(bytes[index]) }
        mix(question.layers.identity?.first)
        mix(question.layers.session?.first)
        mix(question.layers.serviceControl?.first?.policies.first)
        mix(question.layers.resource?.document.actions)
        return Int((mixed >> 32) % capacity)
    }
}
