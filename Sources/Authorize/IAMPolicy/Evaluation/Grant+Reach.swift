extension Grant {
    /// How closely the grant names the caller; `.none` where it does not allow the request.
    ///
    /// Constraints compare case-sensitively, and only where the operation has an encryption context: DescribeKey and
    /// RetireGrant are free of them (KMS Developer Guide, "Grants in AWS KMS").
    func reach(to question: Question) -> Reach {
        let action = question.action
        guard actions.contains(where: { $0.utf8.map(\.lowercasedASCII) == action }) else { return .none }
        let reach = granteeReach(to: question.principal)
        guard reach > .none, fitsConstraints(question) else { return .none }
        return reach
    }

    private func granteeReach(to principal: Principal) -> Reach {
        if let pattern = PrincipalPattern(type: "AWS", value: grantee), pattern != .everyone { return pattern.reach(to: principal) }
        return PrincipalPattern(type: "Service", value: grantee)?.reach(to: principal) ?? .none
    }

    private func fitsConstraints(_ question: Question) -> Bool {
        if encryptionContextEquals == nil, encryptionContextSubset == nil { return true }
        let action = question.action
        if action.elementsEqual("kms:describekey".utf8) || action.elementsEqual("kms:retiregrant".utf8) { return true }
        let names: [String] =
            switch question.value(of: "kms:EncryptionContextKeys") {
            case .list(let names): names
            case .single(let name): [name]
            case nil: []
            }
        func has(_ pairs: [String: String]) -> Bool {
            pairs.allSatisfy { name, wanted in
                guard names.contains(where: { $0.isSameText(as: name) }),
                    case .single(let value)? = question.value(of: ConditionKey("kms:EncryptionContext:\(name)"))
                else { return false }
                return value.isSameText(as: wanted)
            }
        }
        if let encryptionContextEquals, names.count != encryptionContextEquals.count || !has(encryptionContextEquals) { return false }
        return encryptionContextSubset.map(has) ?? true
    }
}
