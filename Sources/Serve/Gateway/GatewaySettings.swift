package import IAMPolicy

/// How the gateway behaves where a choice is left.
package struct GatewaySettings: Sendable {
    /// What becomes of a denial.
    package enum Mode: String, Sendable, CaseIterable {
        case enforce
        /// Would-be denials are recorded and let through.
        case observe
    }

    package var mode = Mode.enforce
    package var denialText = DenialTextStyle.current
    /// Whether `x-portcullis-context` may set condition keys that a local network cannot produce.
    package var allowsContextHeader = false
    /// Minutes by which a signature's time may differ from the world's.
    package var signatureWindow = 15
    /// How many calls that were denied keep their decisions for `explain`.
    package var rememberedDenials = 2000
    /// How many other calls do.
    package var rememberedOthers = 256
    /// What the requests of either may come to, in bytes as they were sent; read, they take about three times as much.
    package var rememberedBytes = 2 << 20
    /// The region of answers that come before any signature.
    package var defaultRegion = "us-east-1"
    /// Where clients reach the plain port.
    package var endpoint = "http://localhost:8000"
    package var version = "0.1.0"

    package init() {}
}
