import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import Synchronization

/// The expressions of a request, with the names and values that they share; not yet read.
struct RequestExpressions: Sendable {
    /// What a request has of them: kept apart, because it is handed from step to step and most requests have nothing.
    private final class Given: Sendable {
        let texts: [(kind: ExpressionKind, text: String)]
        let attributes: ReadAttributes?
        let legacy: LegacyParameters?

        init(texts: [(kind: ExpressionKind, text: String)], attributes: ReadAttributes?, legacy: LegacyParameters?) {
            self.texts = texts
            self.attributes = attributes
            self.legacy = legacy
        }
    }

    /// The expressions that the operation has, for errors that name them.
    let offered: [ExpressionKind]
    private let given: Given?

    private var texts: [(kind: ExpressionKind, text: String)] { given?.texts ?? [] }
    private var hasNames: Bool { given?.attributes?.hasNames ?? false }
    private var hasValues: Bool { given?.attributes?.hasValues ?? false }
    /// The parameters that expressions replaced, where the request has such.
    var legacy: LegacyParameters? { given?.legacy }

    /// An operation without any, or a part of one.
    static let none = RequestExpressions(offered: [])

    /// The sets of expressions that operations have, each in the order in which it is judged.
    struct Offer: Sendable {
        let kinds: [ExpressionKind]

        static let projection = Offer(kinds: [.projection])
        static let condition = Offer(kinds: [.condition])
        static let update = Offer(kinds: [.update, .condition])
        static let query = Offer(kinds: [.keyCondition, .filter, .projection])
        static let scan = Offer(kinds: [.filter, .projection])
    }

    private init(offered: [ExpressionKind], given: Given? = nil) {
        self.offered = offered
        self.given = given
    }

    fileprivate init(
        offered: [ExpressionKind], texts: [(kind: ExpressionKind, text: String)], attributes: ReadAttributes?, legacy: LegacyParameters?
    ) {
        let isAbsent = texts.isEmpty && attributes == nil && legacy == nil
        self.init(offered: offered, given: isAbsent ? nil : Given(texts: texts, attributes: attributes, legacy: legacy))
    }

    func has(_ kind: ExpressionKind) -> Bool {
        guard let given else { return false }
        return given.texts.contains { $0.kind == kind } || given.legacy?.has(kind) == true
    }

    /// These without the old parameters.
    private var withoutLegacy: RequestExpressions {
        RequestExpressions(offered: offered, given: given.map { Given(texts: $0.texts, attributes: $0.attributes, legacy: nil) })
    }
}

/// What became of a request's names and values.
private struct ReadAttributes: Sendable {
    var hasNames: Bool
    var hasValues: Bool
    /// What the placeholders stand for, or why that cannot be told.
    var outcome: Result<ExpressionAttributes, ExpressionError>
}

/// The expressions of a request, names and values put in.
struct BoundExpressions: Sendable {
    var condition: BoundCondition?
    var filter: BoundCondition?
    var keyCondition: KeyCondition?
    /// False where KeyConditions have an operator that no key can be asked by, which is told of when the key is held against the schema.
    var isIndexable = true
    var projection: Projection?
    var update: BoundUpdate?

    /// The attributes that they name, for `dynamodb:Attributes`.
    var names: [String] {
        (condition?.referencedTopLevelNames ?? []) + (filter?.referencedTopLevelNames ?? []) + (keyCondition?.referencedTopLevelNames ?? [])
            + (projection?.topLevelNames ?? []) + (update?.referencedTopLevelNames ?? [])
    }

    /// Reads an expression and puts names and values in.
    mutating func add(_ text: String, as kind: ExpressionKind, _ attributes: inout ExpressionAttributes) throws(ExpressionError) {
        switch kind {
        case .condition: condition = try ParsedExpressions.condition(text).bind(&attributes)
        case .filter: filter = try ParsedExpressions.filter(text).bind(&attributes)
        case .keyCondition: keyCondition = try ParsedExpressions.keyCondition(text).bind(&attributes)
        case .projection: projection = try ParsedExpressions.projection(text).bind(&attributes)
        case .update: update = try ParsedExpressions.update(text).bind(&attributes)
        }
    }
}

extension RequestExpressions {
    /// Reads the expressions, puts names and values in, and refuses what is left over.
    func bind(_ wording: Wording) throws -> BoundExpressions {
        guard given != nil else { return BoundExpressions() }
        if let legacy, texts.isEmpty, !hasNames, !hasValues { return try legacy.bind(wording) }
        if let keys = keyConditionsAlone {
            var bound = try keys.bind(wording)
            let expressions = try withoutLegacy.bind(wording)
            (bound.filter, bound.projection) = (expressions.filter, expressions.projection)
            return bound
        }
        do throws(ExpressionError) {
            return try bind()
        } catch {
            throw wording.fault(error)
        }
    }

    /// The KeyConditions, which alone of the old parameters may stand beside expressions, as long as those are not on the keys too
    /// (recorded by dynalite's authors; Alternator's tests).
    private var keyConditionsAlone: LegacyParameters? {
        guard let legacy, !texts.isEmpty, legacy.names == ["KeyConditions"], !texts.contains(where: { $0.kind == .keyCondition }) else {
            return nil
        }
        return legacy
    }

    /// Refuses parameters that do not go together, which comes before any value is judged (dynalite's tests, run on AWS).
    func checkParameters(_ wording: Wording) throws {
        guard given != nil else { return }
        do throws(ExpressionError) {
            if keyConditionsAlone == nil { try checkParameters() }
        } catch {
            throw wording.fault(error)
        }
    }

    private func checkParameters() throws(ExpressionError) {
        if let legacy, !texts.isEmpty {
            let hasBoth = texts.contains { $0.kind == .keyCondition }
            let names = legacy.names.filter { hasBoth || $0 != "KeyConditions" }
            if !names.isEmpty { throw .mixedWithLegacy(legacy: names, expressions: Self.told(texts.map(\.kind))) }
        }
        if texts.isEmpty {
            if hasNames { throw .namesWithoutExpression }
            if hasValues { throw .valuesWithoutExpression(Self.told(offered)) }
        }
    }

    /// The order in which errors name expressions.
    private static func told(_ kinds: [ExpressionKind]) -> [ExpressionKind] {
        [ExpressionKind.projection, .filter, .keyCondition, .update, .condition].filter(kinds.contains)
    }

    private func bind() throws(ExpressionError) -> BoundExpressions {
        try checkParameters()
        guard let given else { return BoundExpressions() }
        var attributes = try given.attributes?.outcome.get() ?? ExpressionAttributes()
        var bound = BoundExpressions()
        var onKeys: BoundCondition?
        for (kind, text) in texts {
            if kind == .keyCondition {
                onKeys = try ParsedExpressions.keyCondition(text).substitute(&attributes)
            } else {
                try bound.add(text, as: kind, &attributes)
            }
        }
        try attributes.refuseUnused()
        if let onKeys { bound.keyCondition = try KeyConditionExpression.keyCondition(onKeys) }
        return bound
    }
}

/// The expressions that were parsed lately, by their text: a program sends few different ones, with other values.
private enum ParsedExpressions {
    private static let conditions = ExpressionCache<ConditionExpression>()
    private static let filters = ExpressionCache<ConditionExpression>()
    private static let keyConditions = ExpressionCache<KeyConditionExpression>()
    private static let projections = ExpressionCache<ProjectionExpression>()
    private static let updates = ExpressionCache<UpdateExpression>()

    static func condition(_ text: String) throws(ExpressionError) -> ConditionExpression {
        try conditions.find(text) { text throws(ExpressionError) in try ConditionExpression(parsing: text) }
    }

    static func filter(_ text: String) throws(ExpressionError) -> ConditionExpression {
        try filters.find(text) { text throws(ExpressionError) in try ConditionExpression(parsing: text, as: .filter) }
    }

    static func keyCondition(_ text: String) throws(ExpressionError) -> KeyConditionExpression {
        try keyConditions.find(text) { text throws(ExpressionError) in try KeyConditionExpression(parsing: text) }
    }

    static func projection(_ text: String) throws(ExpressionError) -> ProjectionExpression {
        try projections.find(text) { text throws(ExpressionError) in try ProjectionExpression(parsing: text) }
    }

    static func update(_ text: String) throws(ExpressionError) -> UpdateExpression {
        try updates.find(text) { text throws(ExpressionError) in try UpdateExpression(parsing: text) }
    }
}

private final class ExpressionCache<Parsed: Sendable>: Sendable {
    /// Emptied when full: expressions made with their values in the text would otherwise fill the memory.
    private static var limit: Int { 512 }
    private let found = Mutex<[String: Parsed]>([:])

    func find(_ text: String, parse: (String) throws(ExpressionError) -> Parsed) throws(ExpressionError) -> Parsed {
        if let parsed = found.withLock({ $0[text] }) { return parsed }
        let parsed = try parse(text)
        found.withLock { found in
            if found.count >= Self.limit { found.removeAll(keepingCapacity: true) }
            found[text] = parsed
        }
        return parsed
    }
}

extension Wording {
    func fault(_ error: ExpressionError) -> AWSError {
        // Recorded: an update by PartiQL that makes an item too deep says no more than this.
        if self == .statement, error == .invalidResult(.nestedTooDeeply) {
            return .validation("Nesting Levels have exceeded supported limits")
        }
        let text = error.message(in: layer)
        if error.isSerialization { return AWSError(.serialization, text) }
        return .validation(self == .validator && error.hasValidatorPrefix ? ExpressionError.validatorPrefix + text : text)
    }
}

extension StructureReader {
    /// The expressions that an operation has, where the request has them.
    func expressions(_ offered: RequestExpressions.Offer) throws -> RequestExpressions {
        var texts: [(kind: ExpressionKind, text: String)] = []
        for kind in offered.kinds {
            if let text = try string(kind.rawValue) { texts.append((kind, text)) }
        }
        let legacy = try legacyParameters(offered.kinds)
        return try RequestExpressions(offered: offered.kinds, texts: texts, attributes: expressionAttributes(), legacy: legacy)
    }

    /// Reads what the placeholders stand for; JSON of another shape is refused at once, all else when the expressions are judged.
    private func expressionAttributes() throws -> ReadAttributes? {
        let names = json("ExpressionAttributeNames")
        let values = json("ExpressionAttributeValues")
        guard names != nil || values != nil else { return nil }
        if let names, names.kind != .object { _ = try structure("ExpressionAttributeNames") }
        if let values, values.kind == .array {
            throw AWSError(
                .serialization,
                "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>")
        }
        if let values, values.kind != .object { _ = try structure("ExpressionAttributeValues") }
        var read = ReadAttributes(hasNames: names != nil, hasValues: values != nil, outcome: .success(ExpressionAttributes()))
        do throws(ExpressionError) {
            read.outcome = .success(try ExpressionAttributes(names: names, values: values))
        } catch {
            if error.isSerialization { throw Wording.current.fault(error) }
            read.outcome = .failure(error)
        }
        return read
    }
}

extension BoundCondition {
    /// Refuses where the condition does not hold of what stands there.
    func require(_ row: ItemRow?, showingItem: Bool) throws {
        guard !evaluate(row?.stored.item) else { return }
        throw AWSError.conditionFailed(item: showingItem ? row?.item : nil)
    }
}

extension Projection {
    /// The parts of a stored item, as JSON.
    func cut(_ item: StoredItem) -> [UInt8] {
        isTopLevel ? item.projecting(topLevelNames) : CanonicalItem(apply(to: item.item)).bytes
    }
}
