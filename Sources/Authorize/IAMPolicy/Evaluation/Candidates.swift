/// The statements that can apply to an action, layer by layer: all that a decision has to look at.
///
/// What an action leaves of the layers is the same for every request, so it is found once and remembered (`CandidateMemory`). The
/// resource, the conditions and the caller are still to be looked at, each time.
final class Candidates: Sendable {
    let resourceControl: CandidateList
    let serviceControl: CandidateList
    let endpoint: CandidateList
    let resource: CandidateList
    let identity: CandidateList
    let boundary: CandidateList
    let session: CandidateList

    private let action: String
    /// Without grants, which are looked at anew for each request.
    private let layers: PolicyLayers

    init(for action: String, in layers: PolicyLayers) {
        let lowercased = action.utf8.map(\.lowercasedASCII)
        resourceControl = CandidateList(levels: layers.resourceControl?.map(\.policies) ?? [], for: lowercased)
        serviceControl = CandidateList(levels: layers.serviceControl?.map(\.policies) ?? [], for: lowercased)
        endpoint = CandidateList(layers.policies(of: .endpoint), for: lowercased)
        resource = CandidateList(layers.policies(of: .resource), for: lowercased)
        identity = CandidateList(layers.policies(of: .identity), for: lowercased)
        boundary = CandidateList(layers.policies(of: .boundary), for: lowercased)
        session = CandidateList(layers.policies(of: .session), for: lowercased)
        self.action = action
        self.layers = layers.withoutGrants
    }

    /// Whether these are the candidates for a question of the same action in layers that are made of the very same policies.
    func areThose(of question: GatheredQuestion) -> Bool {
        action.isSameText(as: question.request.action) && layers.hasSamePolicies(as: question.layers)
    }
}

extension PolicyLayers {
    fileprivate var withoutGrants: PolicyLayers {
        var layers = self
        layers.grants = []
        return layers
    }

    /// Whether both are made of the very same policies; equal ones that were read twice are others.
    @inline(__always)
    fileprivate func hasSamePolicies(as other: PolicyLayers) -> Bool {
        Self.isSame(identity, other.identity) && Self.isSame(serviceControl, other.serviceControl)
            && Self.isSame(boundary, other.boundary) && Self.isSame(resource, other.resource) && Self.isSame(endpoint, other.endpoint)
            && Self.isSame(session, other.session) && Self.isSame(resourceControl, other.resourceControl)
    }

    /// Whether two lists are one list in memory: a list that is kept is changed by nobody.
    private static func isSame<Element>(_ left: [Element]?, _ right: [Element]?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): left.span.isIdentical(to: right.span)
        default: false
        }
    }

    /// Whether two policies have one document; each document has a table of its own.
    private static func isSame(_ left: AttachedPolicy?, _ right: AttachedPolicy?) -> Bool {
        left?.document.actions === right?.document.actions
    }
}
