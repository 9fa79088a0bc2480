/// A long write that is cut into short transactions, so that nobody else's write waits long for it.
///
/// Each part is done whole or not at all, and between two of them everybody sees how far it has come; what must not be seen
/// half done, or must not stay so after a crash, is the concern of whoever cuts. How many rows make a part is found out by the
/// time the parts take: a full disk cache, a slow disk and `Durability.full` differ by a hundred times.
package struct WriteInParts {
    /// How many rows the next part should write.
    package private(set) var rows = 64
    private let database: Database

    /// Long enough that the commits cost little, short enough that nobody notices the wait.
    private static let shortest = Duration.milliseconds(2)
    private static let longest = Duration.milliseconds(5)
    private static let fewest = 8
    private static let most = 2000

    package init(in database: Database) { self.database = database }

    /// Writes a part, then lets those who wait write.
    ///
    /// Where the thread writes already it joins that write, as every `write` does.
    ///
    /// - Parameter body: Writes about so many rows as it is told.
    @discardableResult
    package mutating func write<T>(_ body: (Int, borrowing Connection) throws -> T) throws -> T {
        try database.requireOpen()
        let rows = rows
        var begun = ContinuousClock.now
        let result = try database.write { connection in
            begun = .now
            return try body(rows, connection)
        }
        let taken = ContinuousClock.now - begun
        if taken > Self.longest { self.rows = max(Self.fewest, rows / 2) }
        if taken < Self.shortest { self.rows = min(Self.most, rows * 2) }
        database.giveWay()
        return result
    }
}
