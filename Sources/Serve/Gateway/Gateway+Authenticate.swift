import AWSTypes
import AWSWire
import Directory
import ServiceModel
import SigV4

extension Gateway {
    /// Finds out who calls: reads the signature's parts in AWS's order, finds the key, compares the signature, and looks
    /// at the session's end last (authorization reference, order of checks).
    func authenticate(_ call: Call, noting record: CallRecord) throws -> Caller {
        let request = SignableRequest(call)
        let now = call.arrived
        let presented: PresentedSignature
        do {
            presented = try PresentedSignature(reading: request, now: now.seconds, rules: rules(for: call.service))
        } catch {
            throw AWSError(signature: error)
        }
        record.region = presented.scope.region
        let world = directory.snapshot
        guard let credentials = credentials(presented, in: world) else { throw AWSError.unrecognizedClient }
        let key = signingKeys.key(for: credentials.secret, scope: presented.scope)
        do {
            try presented.verify(request, with: key)
        } catch {
            throw AWSError(signature: error)
        }
        if let session = credentials.session, session.expires <= now {
            throw AWSError(.expiredToken, "The security token included in the request is expired")
        }
        let caller = try caller(for: credentials, in: world)
        if credentials.session == nil {
            let use = AccessKeyUses.Use(time: now, service: call.service.wire.name, region: presented.scope.region)
            uses.note(use, of: credentials.accessKeyID)
        }
        return caller
    }

    private func rules(for service: Service) -> SignatureRules {
        var rules = Self.rules[service.wire.name] ?? SignatureRules(services: [service.wire.name])
        rules.windowMinutes = Int64(settings.signatureWindow)
        return rules
    }

    /// What differs from service to service: which names the scope may have, and how its region is checked.
    private static let rules: [String: SignatureRules] = [
        "dynamodb": .dynamoDB, "sts": .sts, "iam": .iam, "organizations": .organizations,
    ]

    /// A long-term key, or the session inside a token.
    struct Credentials: Sendable {
        var accessKeyID: String
        var secret: String
        var key: AccessKey?
        var session: Session?
        var token: String?
    }

    /// The credentials that a request presents; nil where the key is unknown or inactive, or its token is missing, foreign or
    /// changed: AWS does not say which.
    private func credentials(_ presented: PresentedSignature, in world: Directory) -> Credentials? {
        if let token = presented.sessionToken {
            guard let session = tokens.open(token, accessKeyID: presented.accessKeyID) else { return nil }
            return Credentials(accessKeyID: presented.accessKeyID, secret: session.secret, session: session, token: token)
        }
        guard let key = world.accessKeys[presented.accessKeyID], key.isActive else { return nil }
        return Credentials(accessKeyID: key.id, secret: key.secret, key: key)
    }

    private func caller(for credentials: Credentials, in world: Directory) throws -> Caller {
        let name = credentials.token ?? credentials.accessKeyID
        if let caller = callers.value(name, at: world.revision) { return caller }
        do throws(UnknownCaller) {
            let caller: Caller
            if let session = credentials.session {
                caller = try world.caller(in: session)
            } else if let key = credentials.key {
                caller = try world.caller(with: key)
            } else {
                throw .notFound
            }
            callers.remember(caller, as: name, at: world.revision)
            return caller
        } catch {
            throw AWSError.unrecognizedClient
        }
    }
}

extension SignableRequest {
    fileprivate init(_ call: Call) {
        let request = call.request
        self.init(
            method: request.method, path: String(request.path), query: request.query.map(String.init), headers: request.headers,
            body: call.body)
    }
}

extension AWSError {
    static let unrecognizedClient = AWSError(.unrecognizedClient, "The security token included in the request is invalid.")

    /// A signature's fault, in the words that the signature's reader has for it.
    fileprivate init(signature error: SignatureError) {
        let code: Code =
            switch error.kind {
            case .missingAuthenticationToken: .missingAuthenticationToken
            case .incompleteSignature: .incompleteSignature
            case .invalidSignature: .invalidSignature
            }
        self.init(code, error.message)
    }
}
