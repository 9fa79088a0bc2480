package import AWSTypes
import Synchronization

/// The world's time: the machine's, moved by an offset that can be set.
package final class WorldClock: Sendable {
    private let machine: @Sendable () -> Timestamp
    private let offset = Atomic<Int64>(0)

    /// - Parameter machine: The time without an offset; tests give a fixed one.
    package init(machine: @escaping @Sendable () -> Timestamp = WorldClock.machineTime) { self.machine = machine }

    package var now: Timestamp {
        Timestamp(milliseconds: machine().milliseconds + offset.load(ordering: .relaxed))
    }

    /// Moves the world's time; later calls add up.
    ///
    /// - Returns: Whether it moved. It does not leave the years 1970 to 9999, the ones that AWS's formats of time can say.
    @discardableResult
    package func advance(milliseconds: Int64) -> Bool {
        let (moved, overflows) = now.milliseconds.addingReportingOverflow(milliseconds)
        guard !overflows, Self.range.contains(moved) else { return false }
        offset.wrappingAdd(milliseconds, ordering: .relaxed)
        return true
    }

    /// To the end of the year 9998, so that what ends within a year of now can be said too.
    private static let range: ClosedRange<Int64> = 0...253_370_764_799_999

    /// Goes back to the machine's time.
    package func reset() { offset.store(0, ordering: .relaxed) }
}
