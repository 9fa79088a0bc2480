import AWSTypes
import Directory

/// The states that an operation needs its key in (KMS Developer Guide, "Key states of AWS KMS keys", its table).
enum KeyStates: Sendable {
    /// Looking at a key, its policy and its grants, and letting go of grants.
    case any
    /// Changing a key: not one that is about to be deleted.
    case notPendingDeletion
    /// Using a key, and letting others use it.
    case enabled
    /// Taking a deletion back.
    case pendingDeletion

    func check(_ key: Key) throws(AWSError) {
        switch (self, key.state) {
        case (.any, _), (.notPendingDeletion, .enabled), (.notPendingDeletion, .disabled), (.enabled, .enabled),
            (.pendingDeletion, .pendingDeletion):
            return
        case (.pendingDeletion, _): throw .notPendingDeletion(key.arn)
        // The guide lists DisabledException too; recorded was this one.
        case (_, .pendingDeletion): throw .pendingDeletion(key.arn)
        case (_, .disabled): throw .keyDisabled(key.arn)
        }
    }
}

extension Key {
    /// Whether its deletion date is past. Nothing removes it at that moment; whoever looks finds it gone.
    func isGone(at now: Timestamp) -> Bool {
        guard state == .pendingDeletion, let deletion else { return false }
        return deletion <= now
    }
}
