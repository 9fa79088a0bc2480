import AWSTypes

/// The texts of the policy simulators.
extension AWSError {
    /// Recorded.
    static func foreignPolicySource(_ account: String, callersAccount: String) -> AWSError {
        AWSError(
            .invalidInput,
            "Invalid Policy Source Arn: caller's account \(callersAccount) does not have access to policies in account \(account)")
    }

    /// Recorded, for a resource policy with a role's policies.
    static let invalidSimulatedCaller = AWSError(.invalidInput, "Invalid caller - Caller must be an IAM user in this context.")

    /// Recorded.
    static func invalidResourceName(_ name: String) -> AWSError {
        AWSError(.invalidInput, "ResourceNames are not in a valid ARN format: \(name).")
    }

    /// Recorded, grammar included.
    static func invalidResourceOwner(_ text: String) -> AWSError {
        AWSError(.invalidInput, "'\(text)' is not a valid as a Resource Owner.")
    }

    /// The code is the model's for a policy that cannot be evaluated; the text is a choice.
    static func policyNotEvaluated(_ name: String, _ reason: String) -> AWSError {
        AWSError(.policyEvaluation, "\(name): \(reason)")
    }

    /// The text is a choice.
    static func invalidActionName(_ name: String) -> AWSError { AWSError(.invalidInput, "Invalid Action Name: \(name)") }

    /// The text is a choice.
    static func invalidContextValue(_ name: String, _ value: String, _ type: String) -> AWSError {
        AWSError(.invalidInput, "Invalid value '\(value)' of context key \(name): it is not of type \(type).")
    }

    /// The text is a choice.
    static let severalBoundaries = AWSError(.invalidInput, "Only one permissions boundary policy can be specified.")

    /// The text is a choice.
    static func invalidHandlingOption(_ option: String) -> AWSError {
        AWSError(.invalidInput, "'\(option)' is not a valid Resource Handling Option.")
    }
}

/// Status from IAM's model.
extension AWSError.Code {
    static let policyEvaluation = Self("PolicyEvaluation", status: 500)
}
