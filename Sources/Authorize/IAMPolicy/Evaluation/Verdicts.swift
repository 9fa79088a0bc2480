/// What each layer said.
struct Verdicts {
    var resourceControl = LayerVerdict()
    var serviceControl = LayerVerdict()
    var endpoint = LayerVerdict()
    var resource = LayerVerdict()
    var identity = LayerVerdict()
    var boundary = LayerVerdict()
    var session = LayerVerdict()
    private let resourceKind: PolicyKind

    /// - Parameter stopsAtDeny: whether the layers after an explicit deny may be left out: they cannot change the answer.
    init(_ evaluation: Evaluation, stopsAtDeny: Bool) {
        resourceKind = evaluation.question.asked.layers.resourceKind
        resourceControl = evaluation.resourceControl()
        if stopsAtDeny, resourceControl.result == .explicitDeny { return }
        serviceControl = evaluation.serviceControl()
        if stopsAtDeny, serviceControl.result == .explicitDeny { return }
        endpoint = evaluation.endpoint()
        if stopsAtDeny, endpoint.result == .explicitDeny { return }
        let grant = evaluation.resourceScan()
        resource = evaluation.resource(grant)
        if stopsAtDeny, resource.result == .explicitDeny { return }
        identity = evaluation.identity(besides: grant)
        if stopsAtDeny, identity.result == .explicitDeny { return }
        boundary = evaluation.boundary(besides: grant)
        if stopsAtDeny, boundary.result == .explicitDeny { return }
        session = evaluation.session(besides: grant)
    }

    /// The layers in the order of precedence.
    func forEach(_ body: (PolicyKind, LayerVerdict) -> Void) {
        body(.resourceControl, resourceControl)
        body(.serviceControl, serviceControl)
        body(.endpoint, endpoint)
        body(resourceKind, resource)
        body(.identity, identity)
        body(.boundary, boundary)
        body(.session, session)
    }

    /// The outcome, and the layer and statement that made it.
    var ruling: (outcome: Decision.Outcome, kind: PolicyKind?, place: StatementPlace?) {
        var explicit: (PolicyKind, StatementPlace?)?
        var implicit: (PolicyKind, StatementPlace?)?
        forEach { kind, verdict in
            if verdict.result == .explicitDeny, explicit == nil { explicit = (kind, verdict.place) }
            if verdict.result == .implicitDeny, implicit == nil { implicit = (kind, verdict.place) }
        }
        if let explicit { return (.explicitDeny, explicit.0, explicit.1) }
        if let implicit { return (.implicitDeny, implicit.0, implicit.1) }
        if identity.result == .allow { return (.allow, .identity, identity.place) }
        return resource.result == .allow ? (.allow, resourceKind, resource.place) : (.allow, nil, nil)
    }
}

/// What one layer said, and the statement that made it say so.
struct LayerVerdict {
    var result = LayerResult.notInPlay
    var place: StatementPlace?
    /// The grant that allowed, as an index.
    var grant: Int?
}
