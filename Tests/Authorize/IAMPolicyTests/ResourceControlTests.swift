import IAMPolicy
import Testing

/// Which questions RCPs can have a say in (Organizations User Guide, "Resource control policies (RCPs)").
@Suite struct ResourceControlTests {
    @Test(arguments: [
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/R", true),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/aws-service-role/dax.amazonaws.com/R", false),
        // A path may have colons; only one that begins so is a service's.
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/x:role/aws-service-role/R", true),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/a/aws-service-role/R", true),
        ("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/T", true),
        ("KMS:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/k", true), ("iam:GetRole", "arn:aws:iam::111122223333:role/R", false),
    ])
    func `they guard what the list says`(_ action: String, _ resource: String, _ isGuarded: Bool) {
        let request = AuthorizationRequest(action: action, resource: resource, resourceAccount: Callers.account)
        #expect(request.isUnderResourceControl(of: Callers.user) == isGuarded)
    }
}
