import AWSTypes
import IAMPolicy

extension KMSService {
    /// A denial as KMS words it (recorded).
    ///
    /// It is the common sentence with two exceptions: nobody of another account is told what the key's policy says, nor is
    /// anybody about a key that does not exist; and a ciphertext whose key the request did not name stands in the place of
    /// the key's ARN.
    static func refusal(_ decision: Decision, _ style: DenialTextStyle) -> AWSError {
        let message = decision.denialMessage(style: style)
        guard let keys = decision.request.context as? KeyConditionKeys else { return AWSError(.accessDenied, message) }
        if isSaidByKey(decision), decision.principal.account != decision.request.resourceAccount || keys.key == nil,
            decision.principal.kind != .service
        {
            return .deniedWithoutDetail(principal: decision.principal.arn, action: decision.request.action)
        }
        let common = "\(decision.denialBeginning) on resource: \(decision.request.resource)"
        guard keys.call.isKeyFromCiphertext, message.hasPrefix(common) else { return AWSError(.accessDenied, message) }
        let rest = message.dropFirst(common.count)
        return AWSError(.accessDenied, "\(decision.denialBeginning) on the resource associated with this ciphertext\(rest)")
    }

    /// Whether it was the key's own policy, or its absence, that denied.
    private static func isSaidByKey(_ decision: Decision) -> Bool {
        switch decision.layer {
        case .key, .resource, nil: true
        default: false
        }
    }
}
