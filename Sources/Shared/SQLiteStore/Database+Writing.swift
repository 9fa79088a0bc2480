import Synchronization

extension Database {
    /// Runs `body` in a transaction: everything it does is done, or nothing.
    ///
    /// ```
    /// no group:   lock  BEGIN IMMEDIATE  body                                   COMMIT  unlock
    /// in a group: lock  BEGIN IMMEDIATE  SAVEPOINT body RELEASE  SAVEPOINT …    COMMIT  unlock
    ///             '------ first write ------'                    '- second -'   '- commitGroup -'
    /// ```
    ///
    /// Without a group the write is safe when this returns. In a group of this thread it is safe when `commitGroup` has
    /// returned, and an answer that tells what `body` did or saw, a refusal too, must not leave before. A `write` inside
    /// another on the same thread joins it. Where `body` throws, what it did is undone alone.
    @discardableResult
    package func write<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
        var result: T?
        try lendWriter { result = try body($0) }
        guard let result else { throw StoreError.misuse("a write without a result") }
        return result
    }

    /// The same for a body without a result: over a module's wall a generic function is a slow one.
    ///
    /// - Parameter changingOnce: Whether `body` runs one statement that changes something, and nothing after it that can fail. In
    ///   a group such a part needs no savepoint of its own; should it fail after its change all the same, the whole group fails with it.
    package func lendWriter(changingOnce: Bool = false, _ body: (borrowing Connection) throws -> Void) throws {
        let session = sessions.current
        session.writeDepth += 1
        defer { session.writeDepth -= 1 }
        if session.holdsWriter { return try asPart(writer.taken(), session, changingOnce, body) }

        let handle = try writer.take()
        do {
            try handle.begin()
        } catch {
            writer.letGo()
            throw error
        }
        session.holdsWriter = true
        if session.isGrouping { return try asPart(handle, session, changingOnce, body) }

        defer { letGo(session) }
        do {
            try body(Connection(handle: handle, allowsWriting: true))
            try commit(handle, of: session)
            session.tellFollowersOfCommit()
        } catch {
            handle.rollback()
            session.tellFollowersOfUndoing(downTo: 0)
            throw error
        }
    }

    /// Has what is kept in memory follow what this thread writes: one of the two runs when the end of it is known.
    ///
    /// For use inside `write`. `undone` runs also where only the part of a group is undone that it belongs to, the last
    /// part first; `committed` runs before another thread can write.
    package func follow(committed: @escaping () -> Void, undone: @escaping () -> Void) {
        sessions.current.followers.append(WriteFollower(committed: committed, undone: undone))
    }

    /// Whether this thread has written what is not committed yet, and so sees more than others do.
    package var isWriting: Bool { sessions.current.holdsWriter }

    /// Whether another thread has the writer for so long already, or has said that it will.
    ///
    /// For a thread that must not wait long, such as an event loop's, to find out whether to write itself. Groups and the parts of long
    /// work are over soon, and are waited for.
    package func isWriterBusy(for limit: Duration) -> Bool {
        !isWriting && writer.isHeld(longerThan: UInt64(max(0, limit / .nanoseconds(1))))
    }

    /// Says, inside `write`, that it will take long and cannot be cut into parts, as when a large table is dropped.
    package func expectLongWrite() {
        if isWriting { writer.expectLongHold() }
    }

    /// Lets the threads that wait for the writer write, unless this thread has it.
    func giveWay() {
        if !isWriting { writer.giveWay() }
    }

    /// Runs `body` as a part of the open transaction that is undone alone.
    private func asPart(
        _ handle: ConnectionHandle, _ session: ThreadSession, _ changesOnce: Bool, _ body: (borrowing Connection) throws -> Void
    ) throws {
        let followers = session.followers.count
        do {
            let connection = Connection(handle: handle, allowsWriting: true)
            // A write inside another's is undone with that one's savepoint, should it have none of its own.
            if changesOnce { try handle.withoutSavepoint { try body(connection) } } else { try handle.inSavepoint { try body(connection) } }
        } catch {
            session.tellFollowersOfUndoing(downTo: followers)
            throw error
        }
    }

    /// From here on the writes of this thread share one transaction, until `commitGroup`.
    ///
    /// The first of them keeps other threads from writing until the commit, so a group is short (a tick of an event
    /// loop), and its thread waits for no other thread meanwhile. Does nothing where a group has begun already.
    package func beginGroup() { sessions.current.isGrouping = true }

    /// Whether a write of this thread waits for `commitGroup`.
    package var hasOpenGroup: Bool {
        let session = sessions.current
        return session.isGrouping && session.holdsWriter
    }

    /// Commits the writes of this thread's group, and ends it; without any it costs nothing.
    ///
    /// Where it throws, none of the group's writes was done, those included whose closures returned: all their answers
    /// become this error. So it also does when SQLite gave the transaction up in the middle, as it may when the disk is full.
    package func commitGroup() throws(StoreError) {
        let session = sessions.current
        guard session.writeDepth == 0 else { throw .misuse("a group was committed inside a write") }
        session.isGrouping = false
        guard session.holdsWriter else { return }
        defer { letGo(session) }
        do throws(StoreError) {
            try commit(writer.taken(), of: session)
        } catch {
            session.tellFollowersOfUndoing(downTo: 0)
            throw error
        }
        session.tellFollowersOfCommit()
    }

    private func commit(_ handle: ConnectionHandle, of session: ThreadSession) throws(StoreError) {
        let isFollowed = handle.changedSchema || !session.followers.isEmpty
        try handle.commit()
        if isFollowed { generation.add(1, ordering: .releasing) }
    }

    private func letGo(_ session: ThreadSession) {
        session.holdsWriter = false
        writer.letGo()
    }
}

extension ConnectionHandle {
    /// Runs `body` as a part of the open transaction that is undone alone.
    fileprivate func inSavepoint(_ body: () throws -> Void) throws {
        try beginSavepoint()
        do {
            try body()
            try releaseSavepoint()
        } catch {
            rollbackToSavepoint()
            throw error
        }
    }
}
