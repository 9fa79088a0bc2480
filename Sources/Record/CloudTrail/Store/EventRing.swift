/// The newest events, as many as there is room for; a further one takes the oldest one's place.
struct EventRing {
    struct Entry {
        var number: Int64
        var event: Event

        var position: EventPosition { EventPosition(time: event.time, number: number) }
    }

    let capacity: Int
    private var entries: [Entry] = []
    /// Where the oldest stands once the ring is full.
    private var oldest = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var count: Int { entries.count }

    /// The number of the oldest event that is still here.
    var firstNumber: Int64? { entries.isEmpty ? nil : entries[oldest].number }

    mutating func append(_ event: Event, number: Int64) {
        let entry = Entry(number: number, event: event)
        guard entries.count == capacity else { return entries.append(entry) }
        entries[oldest] = entry
        oldest = (oldest + 1) % capacity
    }

    /// The events after `number`, at most `limit` of them, in the order of recording.
    func entries(after number: Int64, limit: Int = .max) -> [Entry] {
        var result: [Entry] = []
        for offset in entries.indices where result.count < limit {
            let entry = entries[(oldest + offset) % entries.count]
            if entry.number > number { result.append(entry) }
        }
        return result
    }

    mutating func removeAll() {
        entries = []
        oldest = 0
    }
}
