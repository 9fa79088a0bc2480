import AWSTypes
import Directory
import IAMPolicy

/// The policies of VPC endpoints.
enum EndpointPolicy {
    /// Reads a policy for a type of endpoint.
    ///
    /// A gateway endpoint's names nobody but `*` (VPC guide; a caller is singled out with `aws:PrincipalArn`).
    static func reading(_ text: String, forType type: String) throws(AWSError) -> StoredPolicy {
        if PolicyKind.endpoint.quota.isExceeded(by: text) { throw .policyTooLong }
        do {
            let document = try PolicyDocument(parsing: text, as: .endpoint)
            if type == "Gateway", !document.statements.allSatisfy(namesEverybody) { throw AWSError.policyPrincipal }
            return StoredPolicy(document)
        } catch let error as PolicySyntaxError {
            throw AWSError(
                AWSError.policyNotValid.code, AWSError.policyNotValid.message, cause: "\(error.message) at \(error.position)")
        } catch {
            throw (error as? AWSError) ?? AWSError(reporting: error)
        }
    }

    private static func namesEverybody(_ statement: PolicyStatement) -> Bool {
        guard case .these(let names)? = statement.principals else { return false }
        return names.allSatisfy { $0.value == "*" }
    }

    /// What an endpoint has until it is given something else: everything is allowed.
    ///
    /// The texts are AWS's own, blanks included (CLI examples; the interface's content recorded).
    static func standard(forType type: String) throws(AWSError) -> StoredPolicy {
        try reading(type == "Gateway" ? gatewayStandard : interfaceStandard, forType: type)
    }

    private static let gatewayStandard =
        #"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#

    private static let interfaceStandard =
        "{\n  \"Statement\": [\n    {\n      \"Action\": \"*\", \n      \"Effect\": \"Allow\", \n      \"Principal\": \"*\", \n"
        + "      \"Resource\": \"*\"\n    }\n  ]\n}"
}
