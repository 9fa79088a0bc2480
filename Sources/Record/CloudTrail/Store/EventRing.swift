import AWSTypes

/// The newest events, as many as there is room for, by the numbers of their recording.
struct EventRing {
    struct Entry {
        var number: Int64
        var event: Event

        var position: EventPosition { EventPosition(time: event.time, number: number) }
    }

    private var recent: Recent<Entry>

    /// - Parameter bytes: How much their requests and answers may come to.
    init(capacity: Int, bytes: Int = .max) { recent = Recent(capacity: capacity, weighing: bytes) }

    /// The number of the oldest event that is still here.
    var firstNumber: Int64? { recent.first?.number }

    /// - Returns: What made room, to be let go outside of locks.
    mutating func append(_ event: Event, number: Int64) -> [Entry] {
        recent.append(Entry(number: number, event: event), weight: (event.request?.count ?? 0) + (event.response?.count ?? 0))
    }

    /// The events after `number`, in the order of recording.
    func entries(after number: Int64) -> [Entry] { recent.elements.filter { $0.number > number } }

    mutating func removeAll() { recent.removeAll() }
}
