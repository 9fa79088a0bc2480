package import AWSTypes
import OpenSSL

/// When a code of a device is good.
///
/// Steps of 30 seconds; a code is good in its own step and in one either side, once:
///
///     step     now-1   now   now+1
///     good       x      x      x      unless at or before the step of the last code used
///
/// That a code is good once is documented (IAM User Guide, "Using MFA"); how far AWS lets a device's clock stray is not, so
/// one step either side is a choice, as are the bounds of a resynchronisation.
extension MFADevice {
    private static let tolerance: Int64 = 1
    /// Steps that a resynchronisation searches either side: two hours.
    private static let resynchronisationReach: Int64 = 240

    /// Tells whether a code would be good at a moment, and leaves it unused.
    package func accepts(code: String, at now: Timestamp) -> Bool { step(of: code, at: now) != nil }

    /// Takes a code, if it is good; it is not good a second time. A code that is not good changes nothing.
    package mutating func accept(code: String, at now: Timestamp) -> Bool {
        guard let step = step(of: code, at: now) else { return false }
        lastStep = step
        return true
    }

    /// Takes two codes that follow each other, as a device is enabled.
    package mutating func accept(first: String, second: String, at now: Timestamp) -> Bool {
        guard let step = stepOfPair(first, second, around: current(at: now), reach: Self.tolerance) else { return false }
        lastStep = step
        return true
    }

    /// Finds by two codes that follow each other how far the device's clock is off, and allows for it from now on.
    package mutating func resynchronize(first: String, second: String, at now: Timestamp) -> Bool {
        let worldStep = TOTP.step(at: now.seconds)
        guard let step = stepOfPair(first, second, around: worldStep, reach: Self.resynchronisationReach) else { return false }
        lastStep = step
        let offset = step - worldStep
        // The second of two codes may be the next step's already; that says nothing about the clock.
        drift = abs(offset) <= Self.tolerance ? 0 : offset
        return true
    }

    /// The step that the device is in, by what is known of its clock.
    private func current(at now: Timestamp) -> Int64 { TOTP.step(at: now.seconds) + drift }

    private func step(of code: String, at now: Timestamp) -> Int64? {
        let current = current(at: now)
        return ((current - Self.tolerance)...(current + Self.tolerance)).first { step in
            isUnused(step, current: current, reach: Self.tolerance) && TOTP.code(secret: seed, step: step) == code
        }
    }

    /// The step of the second code.
    private func stepOfPair(_ first: String, _ second: String, around current: Int64, reach: Int64) -> Int64? {
        var previous = TOTP.code(secret: seed, step: current - reach - 1)
        for step in (current - reach)...(current + reach) {
            let code = TOTP.code(secret: seed, step: step)
            if code == second, previous == first, isUnused(step, current: current, reach: reach) { return step }
            previous = code
        }
        return nil
    }

    /// A last step that lies ahead of every good one was used before the world's clock went back; it bars nothing.
    private func isUnused(_ step: Int64, current: Int64, reach: Int64) -> Bool {
        step > lastStep || lastStep > current + reach
    }
}
