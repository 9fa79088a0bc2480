package import AWSTypes

/// Keeps events beyond what memory holds.
package protocol EventArchive: Sendable {
    /// The number of the last event kept, 0 for none.
    func lastNumber() throws -> Int64
    /// Keeps a batch; all of it or nothing.
    func append(_ events: [StoredEvent]) throws
    /// The events that a query wants and that were recorded before `number`, newest first.
    func events(matching query: EventQuery, recordedBefore number: Int64, before position: EventPosition?, limit: Int) throws
        -> [StoredEvent]
    /// Forgets what happened before `time`, and the oldest beyond `count`.
    func trim(before time: Timestamp, keeping count: Int) throws
    func removeAll() throws
}
