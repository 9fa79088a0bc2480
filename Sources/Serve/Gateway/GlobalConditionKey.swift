import AWSTypes
import AWSWire
import Directory
import IAMPolicy

/// A global condition key and how a call answers it; nil where the key is absent from the call.
struct GlobalConditionKey: Sendable {
    /// In AWS's spelling.
    let name: String
    let value: @Sendable (CallConditionKeys) -> ConditionValue?

    private init(_ name: String, _ value: @escaping @Sendable (CallConditionKeys) -> ConditionValue?) {
        self.name = name
        self.value = value
    }

    func value(in call: CallConditionKeys) -> ConditionValue? { value(call) }

    static let byName = Dictionary(all.map { ($0.name.lowercased(), $0) }) { first, _ in first }

    static let all = principal + session + network + resource + request

    /// The place of a key in `all`; nil where it is no global key's.
    ///
    /// It is asked for at every condition, and found by the number that a policy's key carries, without a text being hashed.
    static func place(of key: ConditionKey) -> Int? {
        var bucket = key.fingerprint
        while let place = buckets[Int(bucket % 128)] {
            if keys[Int(place)] == key { return Int(place) }
            bucket &+= 1
        }
        return nil
    }

    private static let keys = all.map { ConditionKey($0.name) }

    /// Places in `all` by fingerprint; a key whose bucket is taken has the next that is free. Two thirds are free, so searches end soon.
    private static let buckets: [UInt8?] = {
        var buckets = [UInt8?](repeating: nil, count: 128)
        for (place, key) in keys.enumerated() {
            var bucket = key.fingerprint
            while buckets[Int(bucket % 128)] != nil { bucket &+= 1 }
            buckets[Int(bucket % 128)] = UInt8(place)
        }
        return buckets
    }()

    private static let principal = [
        // A role session's is the role's ARN, never the session's.
        GlobalConditionKey("aws:PrincipalArn") { call in
            .single(call.caller.principal.kind == .assumedRole ? call.caller.principal.issuerARN : call.caller.arn)
        },
        GlobalConditionKey("aws:PrincipalAccount") { .single($0.caller.account) },
        GlobalConditionKey("aws:PrincipalOrgID") { call in call.organization.map { .single($0.id) } },
        GlobalConditionKey("aws:PrincipalOrgPaths") { call in
            call.organization?.path(of: call.caller.account).map { .list([$0]) }
        },
        GlobalConditionKey("aws:PrincipalType") { .single(principalType($0.caller.principal.kind)) },
        GlobalConditionKey("aws:userid") { .single($0.caller.userID) },
        GlobalConditionKey("aws:username") { call in call.caller.userName.map { .single($0) } },
        GlobalConditionKey("aws:PrincipalIsAWSService") { _ in .single("false") },
    ]

    private static let session = [
        GlobalConditionKey("aws:TokenIssueTime") { call in call.caller.session.map { .single($0.issued.iso8601) } },
        // Absent with long-term keys; false in a session made without a code.
        GlobalConditionKey("aws:MultiFactorAuthPresent") { call in
            call.caller.session.map { .single($0.authenticatedWithMFA != nil ? "true" : "false") }
        },
        GlobalConditionKey("aws:MultiFactorAuthAge") { call in
            call.caller.session?.authenticatedWithMFA.map { .single(String(call.call.call.arrived.seconds - $0.seconds)) }
        },
        GlobalConditionKey("aws:SourceIdentity") { call in call.caller.session?.sourceIdentity.map { .single($0) } },
    ]

    private static let network = [
        // Through an endpoint the public address is not known, and the endpoint's keys are only known there: a service that goes on with the
        // caller's credentials has neither.
        GlobalConditionKey("aws:SourceIp") { $0.call.endpoint == nil ? .single($0.arrival.address) : nil },
        GlobalConditionKey("aws:VpcSourceIp") { $0.isThroughEndpoint ? .single($0.arrival.address) : nil },
        GlobalConditionKey("aws:SourceVpc") { call in throughEndpoint(call) { $0.vpc } },
        GlobalConditionKey("aws:SourceVpce") { call in throughEndpoint(call) { $0.id } },
        GlobalConditionKey("aws:VpceAccount") { call in throughEndpoint(call) { $0.account } },
        GlobalConditionKey("aws:VpceOrgID") { call in
            throughEndpoint(call) { call.call.world.organization(of: $0.account)?.id }
        },
        GlobalConditionKey("aws:VpceOrgPaths") { call in
            guard call.isThroughEndpoint, let account = call.call.endpoint?.account else { return nil }
            return call.call.world.organization(of: account)?.path(of: account).map { .list([$0]) }
        },
    ]

    private static let resource = [
        GlobalConditionKey("aws:ResourceAccount") { .single($0.resourceAccount) },
        GlobalConditionKey("aws:ResourceOrgID") { call in call.resourceOrganization.map { .single($0.id) } },
        GlobalConditionKey("aws:ResourceOrgPaths") { call in
            call.resourceOrganization?.path(of: call.resourceAccount).map { .list([$0]) }
        },
    ]

    private static let request = [
        GlobalConditionKey("aws:CurrentTime") { .single($0.call.call.arrived.iso8601) },
        GlobalConditionKey("aws:EpochTime") { .single(String($0.call.call.arrived.seconds)) },
        GlobalConditionKey("aws:RequestedRegion") { .single($0.requestedRegion) },
        // A service calls another over TLS, however it was called itself.
        GlobalConditionKey("aws:SecureTransport") { .single($0.viaService != nil || $0.arrival.isSecure ? "true" : "false") },
        GlobalConditionKey("aws:UserAgent") { call in
            call.viaService.map { .single($0) } ?? call.call.call.request.header("User-Agent").map { .single($0) }
        },
        GlobalConditionKey("aws:Referer") { call in call.call.call.request.header("Referer").map { .single($0) } },
        GlobalConditionKey("aws:ViaAWSService") { .single($0.viaService != nil ? "true" : "false") },
        GlobalConditionKey("aws:CalledVia") { call in call.viaService.map { .list([$0]) } },
        GlobalConditionKey("aws:CalledViaFirst") { call in call.viaService.map { .single($0) } },
        GlobalConditionKey("aws:CalledViaLast") { call in call.viaService.map { .single($0) } },
    ]

    private static func principalType(_ kind: Principal.Kind) -> String {
        switch kind {
        case .root: "Account"
        case .user: "User"
        case .assumedRole: "AssumedRole"
        case .federatedUser: "FederatedUser"
        case .service: "Service"
        case .federated: "WebIdentityUser"
        }
    }

    private static func throughEndpoint(_ call: CallConditionKeys, _ value: (VPCEndpoint) -> String?) -> ConditionValue? {
        guard call.isThroughEndpoint, let endpoint = call.call.endpoint else { return nil }
        return value(endpoint).map { .single($0) }
    }
}
