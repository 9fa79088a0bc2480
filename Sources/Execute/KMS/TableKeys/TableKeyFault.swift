import AWSTypes

/// DynamoDB's words around an error that KMS gave it: what went wrong, KMS's class and text, and whence it came.
///
///     KMS key disabled error: com.amazonaws.services.kms.model.DisabledException: <KMS's text> (Service: AWSKMS; …)
///
/// Recorded on DynamoDB. The frame is written here and the inner text is KMS's own, so that neither stands twice.
struct TableKeyFault: Sendable {
    /// DynamoDB's code.
    private var code: AWSError.Code
    private var beginning: String
    /// KMS's class in the text; errors that the SDK has no class for are plain `AWSKMSException`.
    private var exception: String

    private static let frames: [AWSError.Code: TableKeyFault] = [
        .accessDenied: TableKeyFault(code: .accessDenied, beginning: "KMS key access denied error", exception: "AWSKMSException"),
        .keyDisabled: TableKeyFault(code: .validation, beginning: "KMS key disabled error", exception: "DisabledException"),
        .notFound: TableKeyFault(code: .validation, beginning: "KMS validation error", exception: "NotFoundException"),
        .invalidKeyState: TableKeyFault(code: .validation, beginning: "KMS validation error", exception: "KMSInvalidStateException"),
    ]

    /// What else KMS may say, such as of a key that is not symmetric, is DynamoDB's own failure: a 500.
    private static let otherwise = TableKeyFault(
        code: .internalServerError, beginning: "KMS internal error", exception: "AWSKMSException")

    /// The error that DynamoDB's caller sees.
    ///
    /// - Parameter requestID: Of the call to KMS.
    static func framing(_ inner: AWSError, requestID: String) -> AWSError {
        let frame = frames[inner.code] ?? otherwise
        return AWSError(
            frame.code,
            "\(frame.beginning): com.amazonaws.services.kms.model.\(frame.exception): \(inner.message ?? "null") "
                + "(Service: AWSKMS; Status Code: \(inner.code.status); Error Code: \(inner.code.name); Request ID: \(requestID); "
                + "Proxy: null)")
    }
}
