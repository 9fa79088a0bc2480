/// Which policies a statement's short ARNs are judged as.
enum PolicyPlace: String, Sendable {
    case identity, boundary, session, scp, rcp, resource, key, trust
    case endpoint = "vpc-endpoint"
}

extension SecondOpinion {
    /// Whether everything but the principal fits the request.
    func fits(_ statement: WrittenStatement, of policy: WrittenPolicy, at place: PolicyPlace, _ request: SecondRequest) -> Bool {
        actionFits(statement, request.action)
            && resourceFits(statement, policy.version, place, request)
            && conditionsHold(of: statement, version: policy.version, request.keys)
    }

    private func actionFits(_ statement: WrittenStatement, _ action: String) -> Bool {
        func matches(_ written: String) -> Bool {
            if written == "*" { return true }
            let (written, action) = holds(.actionsIgnoreCase) ? (written.lowercased(), action.lowercased()) : (written, action)
            return holds(.actionsHaveWildcards) ? remembered(written, action) : written == action
        }
        if let listed = statement.actions { return listed.contains(where: matches) }
        guard let excluded = statement.notActions else { return false }
        return holds(.notActionMatchesAllOthers) && !excluded.contains(where: matches)
    }

    private func remembered(_ written: String, _ text: String) -> Bool {
        memory.answer(written, text) { Pattern(written).fits(text) }
    }

    private func resourceFits(_ statement: WrittenStatement, _ version: String, _ place: PolicyPlace, _ request: SecondRequest) -> Bool {
        func matches(_ written: String) -> Bool { arnFits(written, version, place, request) }
        if let listed = statement.resources { return listed.contains(where: matches) }
        if let excluded = statement.notResources { return holds(.notResourceMatchesAllOthers) && !excluded.contains(where: matches) }
        // A trust policy is about the role that it stands on.
        return place == .trust
    }

    private func arnFits(_ written: String, _ version: String, _ place: PolicyPlace, _ request: SecondRequest) -> Bool {
        if written == "*" { return true }
        if request.resource == "*" { return !holds(.noResourceNeedsStar) && written.hasSuffix(":*") }
        if holds(.starAtTheEndOfAPartReachesOn), reachesOn(written, version, request) { return true }
        var parts = written.parts(upTo: 6)
        let seen = request.resource.parts(upTo: 6)
        if parts.count < 6 {
            let needsWildcard = [.resource, .key, .endpoint].contains(place)
            if needsWildcard && !written.contains("*") && holds(.shortARNsOfResourcePoliciesNeedAWildcard) { return false }
            guard holds(.shortARNsArePadded) else { return false }
            parts += Array(repeating: "*", count: 6 - parts.count)
        }
        guard let name = fill(parts[5], version: version, request.keys) else { return false }
        guard holds(.resourcesMatchPartByPart) else {
            return (Pattern(parts[..<5].joined(separator: ":") + ":") + name).fits(request.resource)
        }
        guard seen.count == 6 else { return false }
        let places = zip(parts[..<5], seen[..<5]).allSatisfy { remembered($0.lowercased(), $1.lowercased()) }
        guard holds(.resourceNamesHaveCase) else { return places && Pattern(name.literal.lowercased()).fits(seen[5].lowercased()) }
        return places && name.fits(seen[5])
    }

    /// A `*` that ends a part before the last may stand for what follows the colon too, as far as it likes.
    private func reachesOn(_ written: String, _ version: String, _ request: SecondRequest) -> Bool {
        let parts = written.parts(upTo: 6)
        guard parts.dropLast().contains(where: { $0.hasSuffix("*") }),
            let last = fill(parts[parts.count - 1], version: version, request.keys)
        else { return false }
        let segments = request.resource.parts(upTo: .max).enumerated().map { $0 < 5 ? $1.lowercased() : $1 }
        guard segments.count >= 6 else { return false }
        func fit(_ parts: ArraySlice<String>, _ segments: ArraySlice<String>) -> Bool {
            guard let part = parts.first else { return last.fits(segments.joined(separator: ":")) }
            // Names have their case: all that stands behind the fifth colon.
            let wanted = segments.startIndex < 5 ? part.lowercased() : part
            guard let segment = segments.first, remembered(wanted, segment) else { return false }
            let most = part.hasSuffix("*") ? segments.count : 1
            return (1...most).contains { segments.count > $0 && fit(parts.dropFirst(), segments.dropFirst($0)) }
        }
        return fit(parts.dropLast(), segments[...])
    }
}
