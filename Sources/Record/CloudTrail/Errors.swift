import AWSTypes

/// CloudTrail's errors. The codes are the model's; no text of theirs was seen, so these are the words of its
/// documentation, shortened.
extension AWSError {
    static let timeRangeNotValid = AWSError(
        Code("InvalidTimeRangeException"), "The start time must be before or equal to the end time.")

    static let moreThanOneAttribute = AWSError(
        Code("InvalidLookupAttributesException"), "Only one lookup attribute can be specified.")

    static func attributeNotValid(_ key: String) -> AWSError {
        AWSError(Code("InvalidLookupAttributesException"), "\(key) is not a valid lookup attribute.")
    }

    static let attributeValueNotValid = AWSError(
        Code("InvalidLookupAttributesException"), "A lookup attribute value has 1 to 2000 characters.")

    static let maxResultsNotValid = AWSError(Code("InvalidMaxResultsException"), "MaxResults must be between 1 and 50.")

    static let nextTokenNotValid = AWSError(
        Code("InvalidNextTokenException"), "The token is not valid, or was used in a request with different parameters.")

    static func eventCategoryNotValid(_ category: String) -> AWSError {
        AWSError(Code("InvalidEventCategoryException"), "\(category) is not a valid event category.")
    }
}
