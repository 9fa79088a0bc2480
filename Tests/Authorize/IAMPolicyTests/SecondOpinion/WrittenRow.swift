import IAMPolicy
import SecondOpinion
import Testing

/// A row of a written table, as the second opinion can be held against it.
protocol WrittenRow: Sendable, CustomTestStringConvertible {
    /// Whether the second opinion comes out as the row says.
    func isConfirmed(by opinion: SecondOpinion) throws -> Bool
}

/// Every written table that says what a policy does.
enum WrittenRows {
    static let all: Result<[any WrittenRow], any Error> = Result { try read() }

    private static func read() throws -> [any WrittenRow] {
        let conditions = try ConditionCase.all()
        let elements: [ElementTests.Row] = try Cases.rows("elements")
        let variables: [VariableTests.Row] = try Cases.rows("variables")
        let principals: [PrincipalTests.Row] = try Cases.rows("principals")
        let layers = try LayerTables.rows()
        return conditions + elements + variables + principals + layers
    }
}

extension ConditionCase: WrittenRow {
    func isConfirmed(by opinion: SecondOpinion) throws -> Bool {
        let condition = #"{"\#(self.operator)":{"test:Key":\#(try policy.text)}}"#
        let policy = try WrittenPolicy(
            name: "row",
            text: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":\#(condition)}}"#)
        var request = SecondRequest(action: "dynamodb:GetItem", resource: musicTable)
        request.keys["test:key"] = self.request?.keyValue
        return opinion.fits(policy, as: "identity", request) == matches
    }
}

extension ElementTests.Row: WrittenRow {
    func isConfirmed(by opinion: SecondOpinion) throws -> Bool {
        let isAction = element.hasSuffix("Action")
        let other = isAction ? #""Resource":"*""# : #""Action":"*""#
        let policy = try WrittenPolicy(
            name: "row",
            text: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","\#(element)":\#(try policy.text),\#(other)}}"#)
        let request = SecondRequest(action: isAction ? request : "dynamodb:GetItem", resource: isAction ? musicTable : request)
        return opinion.fits(policy, as: (kind ?? .identity).rawValue, request) == matches
    }
}

extension VariableTests.Row: WrittenRow {
    func isConfirmed(by opinion: SecondOpinion) throws -> Bool {
        let rest = try statement.text.dropFirst()
        let policy = try WrittenPolicy(
            name: "row", text: #"{\#(version.map { #""Version":"\#($0)","# } ?? "")"Statement":{"Effect":"Allow","Action":"*",\#(rest)}"#)
        var request = SecondRequest(action: "dynamodb:GetItem", resource: resource)
        for (key, value) in context { request.keys[key.lowercased()] = value.keyValue }
        return opinion.fits(policy, as: "session", request) == matches
    }
}

extension PrincipalTests.Row: WrittenRow {
    func isConfirmed(by opinion: SecondOpinion) throws -> Bool {
        let text = #"{"Effect":"\#(effect)","\#(element)":\#(try policy.text),"Action":"*","Resource":"*"}"#
        let policy = try WrittenPolicy(name: "row", text: #"{"Version":"2012-10-17","Statement":\#(text)}"#)
        var caller = SecondCaller(try #require(Callers.byName[caller]))
        if boundary == true { caller.boundary = try WrittenPolicy(name: "boundary", text: #"{"Statement":[]}"#) }
        return (opinion.closestNaming(policy, caller)?.rawValue ?? "none") == reach
    }
}

extension AnyJSON {
    /// As the second opinion's requests hold it.
    var keyValue: KeyValue? {
        switch contextValue {
        case .single(let text): .one(text)
        case .list(let texts): .many(texts)
        case nil: nil
        }
    }
}

extension SecondCaller {
    /// The callers that rows name by a word, in an account outside every organization until a row says otherwise.
    init(_ principal: Principal) {
        let kind: Kind =
            switch principal.kind {
            case .root: .root
            case .user: .user
            case .assumedRole: .roleSession
            case .federatedUser: .federatedUser
            case .service: .service
            case .federated: .provider
            }
        let isSomebodys = kind != .service && kind != .provider
        self.init(
            kind: kind, account: isSomebodys ? SecondAccount(id: principal.account) : nil, arn: principal.arn,
            issuer: principal.issuerARN == principal.arn ? nil : principal.issuerARN)
        isServiceLinked = principal.isServiceLinked
    }
}
