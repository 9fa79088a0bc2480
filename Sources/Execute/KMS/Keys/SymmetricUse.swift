import AWSTypes
import Directory

extension Key {
    /// Whether this key can take part in an operation that encrypts (recorded: the text about usage).
    ///
    /// - Parameter operation: As the error prints it: `Encrypt`.
    func requireSymmetric(for operation: String, algorithm: String = KeySpec.symmetric) throws(AWSError) {
        guard usage == "ENCRYPT_DECRYPT" else { throw .wrongUsage(arn, usage: usage, operation: operation) }
        guard spec == KeySpec.symmetric else { throw .unsupported("\(operation) with a key of spec \(spec) is not supported.") }
        guard algorithm == KeySpec.symmetric else { throw .wrongAlgorithm(algorithm, spec: spec) }
    }
}
