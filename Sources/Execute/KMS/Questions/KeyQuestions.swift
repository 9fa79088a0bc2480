import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

extension OperationContext {
    /// May the caller do this with a key?
    ///
    /// - Parameter isService: Whether a service asks for itself, so that there is no caller's account.
    func question(
        _ action: String, on reference: KeyReference, _ call: CallConditions = CallConditions(), isService: Bool = false
    ) -> AuthorizationRequest {
        AuthorizationRequest(
            action: action, resource: reference.arn, resourceAccount: reference.account,
            context: KeyConditionKeys(
                callerAccount: isService ? nil : account, keyARN: reference.arn, requestAlias: reference.alias, call: call,
                directory: directory),
            isSparedResourceControl: KMSService.isSparedResourceControl(action, on: reference.arn, in: directory))
    }

    /// Refuses what cannot be done with another account's key, whatever its policy allows.
    func requireOwn(_ reference: KeyReference, for action: String) throws(AWSError) {
        if reference.account != account { throw .deniedWithoutDetail(principal: caller.arn, action: action) }
    }

    /// May the caller do this with an alias? Only identity policies can say so: an alias has no policy of its own.
    func question(_ action: String, onAlias arn: String) -> AuthorizationRequest {
        AuthorizationRequest(
            action: action, resource: arn, resourceAccount: account,
            context: FixedConditionKeys(["kms:CallerAccount": .single(account)]))
    }

    /// May the caller do this, which is about no key in particular (KMS Developer Guide, "Permissions for AWS KMS")?
    func question(_ action: String, others: [ConditionKey: ConditionValue] = [:], requestTags: [Tag] = []) -> AuthorizationRequest {
        AuthorizationRequest(
            action: action, resource: "*", resourceAccount: account, hasResourceType: false,
            context: FixedConditionKeys(
                others.merging(["kms:CallerAccount": .single(account)]) { own, _ in own }, requestTags: requestTags))
    }
}
