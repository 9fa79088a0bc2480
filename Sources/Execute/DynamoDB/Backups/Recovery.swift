package import AWSTypes
import AWSWire

/// Point-in-time recovery of a table: from when on its past can be restored, and how far back.
package struct Recovery: Sendable, Codable {
    package var began: Timestamp
    package var days: Int

    package init(began: Timestamp, days: Int) {
        self.began = began
        self.days = days
    }

    /// API Reference, PointInTimeRecoverySpecification.
    static let longest = 35

    /// The first moment that can be restored.
    ///
    /// Whole seconds, as AWS shows it (recorded): what an SDK has read it can send back, though it sends no fractions.
    func earliest(now: Timestamp) -> Timestamp {
        Timestamp(seconds: max(began, now.adding(seconds: -Int64(days) * 86_400)).seconds)
    }

    /// The last moment that can be restored, in whole seconds.
    ///
    /// Here it is now, where on AWS it is about five minutes ago.
    func latest(now: Timestamp) -> Timestamp { Timestamp(seconds: max(began, now).seconds) }

    /// Whether the state at this moment can be told.
    func reaches(_ moment: Timestamp, now: Timestamp) -> Bool { earliest(now: now) <= moment && moment <= max(began, now) }
}

extension StructureWriter {
    /// What DescribeContinuousBackups and UpdateContinuousBackups answer.
    ///
    /// `ContinuousBackupsStatus` is not the state of point-in-time recovery: it is ENABLED for every table (recorded).
    mutating func continuousBackups(_ recovery: Recovery?, now: Timestamp) {
        structure("ContinuousBackupsDescription") { writer in
            writer.string("ContinuousBackupsStatus", "ENABLED")
            writer.structure("PointInTimeRecoveryDescription") { writer in
                writer.string("PointInTimeRecoveryStatus", recovery == nil ? "DISABLED" : "ENABLED")
                guard let recovery else { return }
                writer.integer("RecoveryPeriodInDays", recovery.days)
                writer.timestamp("EarliestRestorableDateTime", recovery.earliest(now: now))
                writer.timestamp("LatestRestorableDateTime", recovery.latest(now: now))
            }
        }
    }
}
