package import AWSTypes
import SQLiteStore

extension TableStore {
    /// Does for streams what time asks for: records and shards older than 24 hours go, streams that ended then go with them, and a
    /// shard that has been open for four hours gets a child.
    package func tendStreams(now: Timestamp) throws {
        for open in streams.all where try database.read({ try streams.needsTending(open.stream, now: now, in: $0) }) {
            while try database.write({ try streams.tend(open.stream, now: now, in: $0) }) {}
        }
    }
}

extension StreamStore {
    /// Does a part of it, so small that other writers do not wait long.
    ///
    /// - Returns: Whether there is more to do.
    fileprivate func tend(_ stream: TableStream, now: Timestamp, in connection: borrowing Connection) throws -> Bool {
        if let (shard, latest) = try openShard(of: stream.number, in: connection), shard.ended == nil,
            shard.isDue(at: now, latest: latest)
        {
            _ = try roll(shard, latest, of: stream, at: now, in: connection)
        }
        if try trim(stream, now: now, in: connection) { return true }
        if stream.isGone(at: now) { try remove(stream, in: connection) }
        return false
    }
}
