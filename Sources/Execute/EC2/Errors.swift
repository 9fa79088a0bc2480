import AWSTypes
import Directory
import IAMPolicy

/// EC2's errors. Codes are those of the EC2 API Reference's list of errors; which texts were recorded is said at each.
extension AWSError {
    /// Recorded. A `Describe` call's sentence names no resource; a write call's ends with a blob that STS's DecodeAuthorizationMessage reads.
    static func unauthorized(_ decision: Decision, style: DenialTextStyle, messages: AuthorizationMessages?) -> AWSError {
        let sentence = "You are not authorized to perform this operation. \(decision.denialBeginning)"
        let reason = decision.reasonClause(style: style)
        let resource = decision.request.printedResource ?? decision.request.resource
        if resource == "*" { return AWSError(.accessDenied, "\(sentence) \(reason)") }
        let blob = messages?.encode(decision.authorizationMessage, for: decision.principal.account)
        let encoded = blob.map { " Encoded authorization failure message: \($0)" } ?? ""
        return AWSError(.accessDenied, "\(sentence) on resource: \(resource) \(reason)\(encoded)")
    }

    static let dryRun = AWSError(
        Code("DryRunOperation", status: 412), "Request would have succeeded, but DryRun flag is set.")

    /// Recorded.
    static func endpointNotFound(_ id: String) -> AWSError {
        AWSError(Code("InvalidVpcEndpointId.NotFound"), "The Vpc Endpoint Id '\(id)' does not exist")
    }

    /// After EC2's recorded words for instances.
    static func endpointIDMalformed(_ id: String) -> AWSError {
        AWSError(Code("InvalidVpcEndpointId.Malformed"), "Invalid id: \"\(id)\" (expecting \"vpce-...\")")
    }

    /// Known from emulators.
    static func serviceNotFound(_ name: String) -> AWSError {
        AWSError(Code("InvalidServiceName"), "The Vpc Endpoint Service '\(name)' does not exist")
    }

    static func missingParameter(_ name: String) -> AWSError {
        AWSError(Code("MissingParameter"), "The request must contain the parameter \(name)")
    }

    /// Recorded with Terraform (2020, 2024).
    static func endpointType(_ type: String, available: [String]) -> AWSError {
        AWSError(
            Code("InvalidParameter"),
            "Endpoint type (\(type)) does not match available service types ([\(available.joined(separator: ", "))]).")
    }

    static func value(_ value: String, ofParameter name: String) -> AWSError {
        AWSError(Code("InvalidParameterValue"), "Value (\(value)) for parameter \(name) is invalid.")
    }

    static func tooFewResults(_ value: Int) -> AWSError {
        AWSError(
            Code("InvalidParameterValue"),
            "Value ( \(value) ) for parameter maxResults is invalid. Expecting a value greater than or equal to 5.")
    }

    static func filterNotValid(_ name: String) -> AWSError {
        AWSError(Code("InvalidParameterValue"), "The filter '\(name)' is invalid")
    }

    static let nextTokenNotValid = AWSError(Code("InvalidNextToken"), "The specified NextToken is not valid.")

    /// Recorded with Ansible (2021); the next with Terraform (2023), the third after them.
    static let routeTablesForGatewaysOnly = AWSError(
        Code("InvalidParameter"), "Route table IDs are only supported for Gateway type VPC Endpoint.")
    static let subnetsForInterfacesOnly = AWSError(
        Code("InvalidParameter"), "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.")
    static let securityGroupsForInterfacesOnly = AWSError(
        Code("InvalidParameter"), "Security group IDs are only supported for Interface type VPC Endpoint.")

    /// The code is the API Reference's; the text is remembered, not confirmed.
    static func routeExists(_ table: String, prefixList: String) -> AWSError {
        AWSError(
            Code("RouteAlreadyExists"), "route table \(table) already has a route with destination-prefix-list-id \(prefixList)")
    }

    /// Remembered, not confirmed. DynamoDB had no private name when its interface endpoints began.
    static func noPrivateDNS(_ service: String) -> AWSError {
        AWSError(
            Code("InvalidParameter"),
            "Private DNS can't be enabled because the service \(service) does not provide a private DNS name.")
    }

    /// The API Reference's words; those after it are this project's own.
    static let policyNotValid = AWSError(
        Code("InvalidPolicyDocument"), "The specified policy document is not a valid JSON policy document.")
    static let policyPrincipal = AWSError(
        Code("InvalidPolicyDocument"), "The Principal of a gateway endpoint's policy must be \"*\".")
    static let policyTooLong = AWSError(
        Code("InvalidPolicyDocument"), "The policy document is longer than 20480 characters.")
    static let policyAndReset = AWSError(
        Code("InvalidParameterCombination"), "A policy document and a reset of the policy exclude each other.")
    static func prefixListNotFound(_ id: String) -> AWSError {
        AWSError(Code("InvalidPrefixListId.NotFound"), "The prefix list ID '\(id)' does not exist")
    }
}
