package import DynamoDBValues

/// What a WHERE clause says of the keys: the reads that find every item it can hold for.
///
/// A clause that pins the partition key with `=` or IN on each of its ways reads those partitions only; any other reads everything
/// (Developer Guide, "PartiQL select statements", full table scans).
package enum KeyBranches: Sendable {
    case unpinned
    /// More reads than DynamoDB makes for one statement.
    case tooMany
    case pinned([KeyBranch])
}

/// One partition that a clause reads, and the sort keys in it.
package struct KeyBranch: Sendable {
    package var partition: AttributeValue
    /// All of them must hold of the sort key; none for the whole partition.
    package var sort: [KeyCondition.Test] = []
    /// Whether the sort key is also tested in a way that no range can hold (`<>`, NOT), and which so does not overlap (recorded).
    package var isNegated = false
    /// The attributes beside the keys that this branch tests; those inside groups first (recorded).
    package var filterNames: [String] = []
}

extension BoundCondition {
    /// Recorded: a statement with 51 keys is refused, one with 50 is not.
    static let branchLimit = 50

    package func branches(partition: String, sort: String?) -> KeyBranches {
        let keys = KeyNames(partition: partition, sort: sort)
        guard keys.pins(condition) else { return .unpinned }
        guard let branches = keys.conjunctions(of: condition), branches.count <= Self.branchLimit else { return .tooMany }
        return .pinned(branches.compactMap(keys.branch))
    }

    /// The values that the clause requires the keys to equal, each by `=` alone or in ANDs; of several for one key, all of them.
    package func equalities(of name: String) -> [AttributeValue] {
        KeyNames.parts(of: condition).compactMap { KeyNames.equality(of: name, in: $0) }
    }

    /// The clause without the first equality of each of these keys; nil where nothing is left.
    package func without(equalitiesOf names: [String]) -> BoundCondition? {
        var left = names
        let rest = KeyNames.parts(of: condition).filter { part in
            guard let at = left.firstIndex(where: { KeyNames.equality(of: $0, in: part) != nil }) else { return true }
            left.remove(at: at)
            return false
        }
        return rest.isEmpty ? nil : BoundCondition(condition: .and(rest))
    }

    /// The values of these keys, where the clause says nothing else: each by `=`, or by IN of one value, however often, but always the same.
    package func onlyEqualities(of names: [String]) -> [AttributeValue]? {
        var values = [AttributeValue?](repeating: nil, count: names.count)
        for part in KeyNames.parts(of: condition) {
            guard
                let (at, value) = names.enumerated().lazy.compactMap({ at, name in
                    KeyNames.members(of: name, in: part).flatMap { $0.count == 1 ? (at, $0[0]) : nil }
                }).first, values[at] == nil || values[at] == value
            else { return nil }
            values[at] = value
        }
        let found = values.compactMap { $0 }
        return found.count == names.count ? found : nil
    }
}

/// The names of a table's or an index's keys, by which conditions are taken apart.
private struct KeyNames {
    let partition: String
    let sort: String?

    /// One way to fulfil a clause: conditions that must all hold.
    typealias Conjunction = [Condition]

    /// Takes ANDs apart, however they are grouped.
    static func parts(of condition: Condition) -> [Condition] {
        if case .and(let parts) = condition { parts.flatMap(Self.parts) } else { [condition] }
    }

    static func equality(of name: String, in condition: Condition) -> AttributeValue? {
        switch condition {
        case .comparison(.equal, .path(let path), .value(let value)), .comparison(.equal, .value(let value), .path(let path)):
            path.isTopLevel && path.topLevelName.isSame(as: name) ? value : nil
        default: nil
        }
    }

    /// The values that a condition allows a key, by `=` or IN; nil for another condition.
    static func members(of name: String, in condition: Condition) -> [AttributeValue]? {
        if let value = equality(of: name, in: condition) { return [value] }
        guard case .isIn(.path(let path), let members) = condition, path.isTopLevel, path.topLevelName.isSame(as: name) else { return nil }
        var values: [AttributeValue] = []
        for member in members {
            guard case .value(let value) = member else { return nil }
            values.append(value)
        }
        return values
    }

    /// Whether every way to fulfil the condition names partitions.
    func pins(_ condition: Condition) -> Bool {
        switch condition {
        case .and(let parts): parts.contains(where: pins)
        case .or(let parts): parts.allSatisfy(pins)
        default: Self.members(of: partition, in: condition) != nil
        }
    }

    /// The ways to fulfil a condition, as far as they differ in keys; nil for too many.
    ///
    /// An OR beside the condition that names the partitions is taken apart only where it is about the sort key; what it says of the
    /// partition key is left to be tested on each item.
    func conjunctions(of condition: Condition) -> [Conjunction]? {
        switch condition {
        case .or(let parts): return conjunctions(ofAny: parts)
        case .and:
            let parts = Self.parts(of: condition)
            let leader = parts.firstIndex(where: pins)
            var product: [Conjunction] = [[]]
            for (at, part) in parts.enumerated() {
                guard let ways = at == leader ? conjunctions(of: part) : alternatives(in: part) else { return nil }
                guard product.count * ways.count <= BoundCondition.branchLimit else { return nil }
                product = product.flatMap { one in ways.map { one + $0 } }
            }
            return product
        default: return members(condition, of: partition) ?? alternatives(in: condition)
        }
    }

    private func members(_ condition: Condition, of name: String) -> [Conjunction]? {
        Self.members(of: name, in: condition)?.map { [.comparison(.equal, .path(DocumentPath([.attribute(name)])), .value($0))] }
    }

    private func alternatives(in condition: Condition) -> [Conjunction]? {
        if let sort, let members = members(condition, of: sort) {
            return members.count <= BoundCondition.branchLimit ? members : nil
        }
        guard case .or(let parts) = condition, parts.contains(where: mentionsSort), !parts.contains(where: mentionsPartition) else {
            return [[condition]]
        }
        return conjunctions(ofAny: parts)
    }

    private func conjunctions(ofAny parts: [Condition]) -> [Conjunction]? {
        var all: [Conjunction] = []
        for part in parts {
            guard let more = conjunctions(of: part), all.count + more.count <= BoundCondition.branchLimit else { return nil }
            all += more
        }
        return all
    }

    private func mentionsSort(_ condition: Condition) -> Bool {
        sort.map { name in condition.paths.contains { $0.topLevelName.isSame(as: name) } } ?? false
    }

    private func mentionsPartition(_ condition: Condition) -> Bool {
        condition.paths.contains { $0.topLevelName.isSame(as: partition) }
    }

    /// What a conjunction reads; nil for one that names no partition, which `pins` has ruled out.
    func branch(_ conjunction: Conjunction) -> KeyBranch? {
        let parts = conjunction.flatMap(Self.parts)
        guard let leader = parts.firstIndex(where: { Self.equality(of: partition, in: $0) != nil }),
            let value = Self.equality(of: partition, in: parts[leader])
        else { return nil }
        var branch = KeyBranch(partition: value)
        var simple: [String] = []
        for (at, part) in parts.enumerated() where at != leader {
            if let test = sortTest(part) {
                branch.sort.append(test)
            } else if mentionsSort(part), !part.isGroup {
                branch.isNegated = true
            }
            let isOpen = part.isGroup && mentionsPartition(part)
            let names = isOpen ? [] : BoundCondition(condition: part).referencedTopLevelNames.filter { !isKey($0) }
            if part.isGroup { branch.filterNames += names } else { simple += names }
        }
        branch.filterNames += simple
        return branch
    }

    private func isKey(_ name: String) -> Bool { name.isSame(as: partition) || sort.map(name.isSame) == true }

    /// The test of the sort key that a condition is, of those that a range of keys can hold.
    private func sortTest(_ condition: Condition) -> KeyCondition.Test? {
        guard let sort else { return nil }
        func isSort(_ path: DocumentPath) -> Bool { path.isTopLevel && path.topLevelName.isSame(as: sort) }
        switch condition {
        case .comparison(let comparator, .path(let path), .value(let value)) where isSort(path): return comparator.test(value)
        case .comparison(let comparator, .value(let value), .path(let path)) where isSort(path): return comparator.mirrored.test(value)
        case .between(.path(let path), .value(let lower), .value(let upper)) where isSort(path): return .between(lower, upper)
        case .function(let call) where call.function == .beginsWith:
            guard case .path(let path) = call.operands[0], isSort(path), case .value(let prefix) = call.operands[1] else { return nil }
            return .beginsWith(prefix)
        default: return nil
        }
    }
}

extension Condition {
    /// Whether it joins other conditions. NOT of one condition is no group.
    fileprivate var isGroup: Bool {
        switch self {
        case .and, .or: true
        case .not(let part): part.isGroup
        default: false
        }
    }
}
