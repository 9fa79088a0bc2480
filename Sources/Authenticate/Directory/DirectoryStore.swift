import SQLiteStore
import Synchronization

/// Keeps the world's directory: readers take the snapshot of the moment, a writer puts a new one in its place.
///
/// A change is committed before others see it; where that fails nothing has changed, in memory neither. The thread that
/// made the change sees it at once, as its answers wait for the same commit:
///
///     update  ->  pending, seen by the writing thread alone  ->  committed: shown to all
///                                                            ->  undone: the one before is pending, or none
package final class DirectoryStore: Sendable {
    private struct State {
        var shown: Directory
        /// The directory with changes that are not committed; there only while one thread has the data's write lock.
        var pending: Directory?
        var lastRevision: UInt64

        init(_ directory: Directory) {
            shown = directory
            lastRevision = directory.revision
        }

        /// A saved directory under a revision that none had before, not even one that was undone.
        mutating func numbered(_ directory: Directory) -> Directory {
            var directory = directory
            directory.markSaved()
            lastRevision += 1
            directory.revision = lastRevision
            return directory
        }
    }

    private enum Keeping: Sendable {
        case memory(save: @Sendable (Directory) throws -> Void)
        case file(DirectoryEntitiesStore)
    }

    private let state: Mutex<State>
    private let keeping: Keeping
    /// One writer at a time, so that a change made from one snapshot cannot undo another's; a file has its own lock for it.
    private let memoryWriter = Mutex(())

    /// A directory in memory alone, for tests.
    ///
    /// - Parameter save: Is handed what is about to be shown, and may refuse it.
    package init(_ directory: Directory = Directory(), save: @escaping @Sendable (Directory) throws -> Void = { _ in }) {
        state = Mutex(State(directory))
        keeping = .memory(save: save)
    }

    /// The directory that the data file keeps.
    package init(keptIn entities: DirectoryEntitiesStore) throws {
        state = Mutex(State(try entities.load()))
        keeping = .file(entities)
    }

    /// The world of this moment, with what the calling thread has changed and not committed yet.
    package var snapshot: Directory {
        state.withLock { state in
            guard let pending = state.pending, case .file(let entities) = keeping, entities.database.isWriting else { return state.shown }
            return pending
        }
    }

    /// Changes the directory by one whole step.
    ///
    /// - Returns: What `change` returns. Where it throws, nothing has changed.
    @discardableResult
    package func update<Result>(_ change: (inout Directory) throws -> Result) throws -> Result {
        switch keeping {
        case .memory(let save):
            return try memoryWriter.withLock { _ in
                var directory = snapshot
                let result = try change(&directory)
                try save(directory)
                state.withLock { $0.shown = $0.numbered(directory) }
                return result
            }
        case .file(let entities):
            // INVARIANT: the data's write lock comes first, and no other lock is held while waiting for it. A thread in a
            // group of writes has it already, and would wait for ever for one who waits for the group.
            return try entities.database.write { _ in
                var directory = snapshot
                let result = try change(&directory)
                try entities.save(directory)
                adopt(directory, in: entities.database)
                return result
            }
        }
    }

    /// Puts another directory in the place of this one, such as a scenario's beginning.
    package func replace(with directory: Directory) throws {
        try update { current in
            var directory = directory
            directory.markAllChanged(with: current)
            current = directory
        }
    }

    private func adopt(_ changed: Directory, in database: Database) {
        let former = state.withLock { state in
            let former = state.pending
            state.pending = state.numbered(changed)
            return former
        }
        database.follow(
            committed: { [self] in
                state.withLock { state in
                    if let pending = state.pending { state.shown = pending }
                    state.pending = nil
                }
            },
            undone: { [self] in state.withLock { $0.pending = former } })
    }
}
