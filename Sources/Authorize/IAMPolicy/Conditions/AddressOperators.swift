extension ConditionOperator {
    static let addressOperators = [
        ipAddress,
        ipAddress.negated(as: "NotIpAddress"),
    ]

    /// An address inside the policy's block; never across the two families.
    private static let ipAddress = ConditionOperator("IpAddress", reading: AddressBlock.init) { $1.contains($0) }
}
