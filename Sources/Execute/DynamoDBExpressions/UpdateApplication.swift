package import DynamoDBValues

/// What an update made of an item.
package struct UpdateOutcome: Sendable, Hashable {
    package var old: Item?
    /// Nil where there was no item and the update only removes: none is created then (observed on AWS).
    package var new: Item?
    package var touchedPaths: [DocumentPath]

    /// The touched parts as they were, for ReturnValues UPDATED_OLD; nil where there is nothing to return.
    package var updatedOld: Item? { part(of: old) }

    /// The touched parts as they are, for ReturnValues UPDATED_NEW; nil where there is nothing to return.
    package var updatedNew: Item? { part(of: new) }

    private func part(of item: Item?) -> Item? {
        guard let part = item.map({ Projection(touchedPaths).apply(to: $0) }), !part.isEmpty else { return nil }
        return part
    }
}

extension BoundUpdate {
    /// Applies the update to an item, or to nothing but the key.
    ///
    /// Every action sees the item as it was: `SET a = b, b = a` exchanges two attributes, and an index means the element that stood there
    /// before (Developer Guide, "Update expressions"; observed for REMOVE beside SET). Elements set past a list's end are appended in the
    /// order of their indices.
    package func apply(to item: Item?, key: Item) throws(ExpressionError) -> UpdateOutcome {
        let evaluation = UpdateEvaluation(item: item ?? key, exists: item != nil)
        var writes: [(path: DocumentPath, value: AttributeValue)] = []
        var removals: [DocumentPath] = []
        for action in actions {
            switch try evaluation.effect(of: action) {
            case .write(let value): writes.append((action.path, value))
            case .remove: removals.append(action.path)
            case .nothing: break
            }
        }
        let old = item ?? key
        var new = old
        for (path, value) in writes.inOrder(of: { (0, $0.path.lastIndex) }) { try new.write(value, at: path) }
        // Deep before shallow and high before low, so that what goes moves nothing that is still to go: `REMOVE a[0], a[1].b`.
        for path in removals.inOrder(of: { ($0.elements.count, $0.lastIndex) }).reversed() where path.value(in: old) != nil {
            new.remove(path)
        }
        for name in writtenTopLevelNames where (new[name]?.depth ?? 0) > ItemSize.levels {
            throw .invalidResult(.nestedTooDeeply)
        }
        return UpdateOutcome(old: item, new: item == nil && onlyRemoves ? nil : new, touchedPaths: touchedPaths)
    }
}

/// Computes what each action of an update does, from the item as it was.
private struct UpdateEvaluation {
    enum Effect {
        case write(AttributeValue)
        case remove
        case nothing
    }

    let item: Item
    let exists: Bool

    func effect(of action: UpdateAction) throws(ExpressionError) -> Effect {
        switch action {
        case .set(let path, let value):
            let value = try self.value(of: value)
            try requireParent(of: path)
            return .write(value)
        case .remove(let path):
            // Removing from an item that does not exist is always allowed (observed), removing from a missing map is not.
            guard exists else { return .nothing }
            try requireParent(of: path)
            return .remove
        case .add(let path, let operand):
            try requireParent(of: path)
            return .write(try sum(path.value(in: item), try value(of: operand)))
        case .delete(let path, let operand):
            guard exists else { return .nothing }
            try requireParent(of: path)
            guard let value = path.value(in: item) else { return .nothing }
            return try difference(value, try self.value(of: operand)).map(Effect.write) ?? .remove
        }
    }

    /// Refuses a path whose last step does not lead out of a map or list of the right kind.
    private func requireParent(of path: DocumentPath) throws(ExpressionError) {
        guard !path.isTopLevel, let last = path.elements.last else { return }
        switch (DocumentPath(Array(path.elements.dropLast())).value(in: item), last) {
        case (.map?, .attribute), (.list?, .index): break
        default: throw .invalidUpdatePath
        }
    }

    private func value(of value: SetValue) throws(ExpressionError) -> AttributeValue {
        switch value {
        case .operand(let operand): return try self.value(of: operand)
        case .sum(let one, let other):
            let (one, other) = (try number(one), try number(other))
            return .number(try Self.result { () throws(AttributeValueError) in try one.adding(other) })
        case .difference(let one, let other):
            let (one, other) = (try number(one), try number(other))
            return .number(try Self.result { () throws(AttributeValueError) in try one.subtracting(other) })
        }
    }

    private func number(_ operand: Operand) throws(ExpressionError) -> DynamoDBNumber {
        guard case .number(let number) = try value(of: operand) else { throw .incorrectOperandType }
        return number
    }

    private static func result(
        _ compute: () throws(AttributeValueError) -> DynamoDBNumber
    ) throws(ExpressionError) -> DynamoDBNumber {
        do { return try compute() } catch { throw .invalidResult(error) }
    }

    private func value(of operand: Operand) throws(ExpressionError) -> AttributeValue {
        switch operand {
        case .value(let value): return value
        case .path(let path):
            guard let value = path.value(in: item) else { throw .missingAttribute }
            return value
        case .placeholder, .condition: throw .missingAttribute
        case .function(let call) where call.function == .ifNotExists:
            if let value = call.operands[0].path?.value(in: item) { return value }
            return try value(of: call.operands[1])
        case .function(let call):
            guard case .list(let one) = try value(of: call.operands[0]), case .list(let other) = try value(of: call.operands[1]) else {
                throw .incorrectOperandType
            }
            return .list(one + other)
        }
    }

    /// What ADD makes: a sum, or the union of two sets of one type; what is missing is zero or empty.
    private func sum(_ old: AttributeValue?, _ added: AttributeValue) throws(ExpressionError) -> AttributeValue {
        switch (old, added) {
        case (nil, _): return added
        case (.number(let one)?, .number(let other)):
            return .number(try Self.result { () throws(AttributeValueError) in try one.adding(other) })
        case (.stringSet(let one)?, .stringSet(let other)): return .stringSet(of: one + other)
        case (.numberSet(let one)?, .numberSet(let other)): return .numberSet(of: one + other)
        case (.binarySet(let one)?, .binarySet(let other)): return .binarySet(of: one + other)
        default: throw .incorrectOperandType
        }
    }

    /// What DELETE leaves of a set; nil for nothing, since there are no empty sets.
    private func difference(_ old: AttributeValue, _ taken: AttributeValue) throws(ExpressionError) -> AttributeValue? {
        switch (old, taken) {
        case (.stringSet(let one), .stringSet(let other)):
            let taken = Set(other.map { Array($0.utf8) })
            let left = one.filter { !taken.contains(Array($0.utf8)) }
            return left.isEmpty ? nil : .stringSet(left)
        case (.numberSet(let one), .numberSet(let other)):
            let taken = Set(other)
            let left = one.filter { !taken.contains($0) }
            return left.isEmpty ? nil : .numberSet(left)
        case (.binarySet(let one), .binarySet(let other)):
            let taken = Set(other)
            let left = one.filter { !taken.contains($0) }
            return left.isEmpty ? nil : .binarySet(left)
        default: throw .incorrectOperandType
        }
    }
}

extension DocumentPath {
    /// The index of the element that the path leads to; -1 for a member of a map.
    fileprivate var lastIndex: Int {
        if case .index(let index)? = elements.last { index } else { -1 }
    }
}

extension Array {
    /// Sorts by two numbers, equal ones staying in their order.
    fileprivate func inOrder(of numbers: (Element) -> (Int, Int)) -> [Element] {
        enumerated().map { (numbers($1), $0, $1) }.sorted { ($0.0.0, $0.0.1, $0.1) < ($1.0.0, $1.0.1, $1.1) }.map { $0.2 }
    }
}

extension Item {
    fileprivate mutating func write(_ value: AttributeValue, at path: DocumentPath) throws(ExpressionError) {
        guard !path.isTopLevel else {
            self[path.topLevelName] = value
            return
        }
        guard var top = self[path.topLevelName] else { throw .invalidUpdatePath }
        try top.write(value, at: path.elements.dropFirst())
        self[path.topLevelName] = top
    }

    fileprivate mutating func remove(_ path: DocumentPath) {
        guard !path.isTopLevel else {
            self[path.topLevelName] = nil
            return
        }
        guard var top = self[path.topLevelName] else { return }
        top.remove(path.elements.dropFirst())
        self[path.topLevelName] = top
    }
}

extension AttributeValue {
    fileprivate mutating func write(_ value: AttributeValue, at path: ArraySlice<DocumentPath.Element>) throws(ExpressionError) {
        guard let first = path.first else {
            self = value
            return
        }
        switch (self, first) {
        case (.map(var members), .attribute(let name)):
            if path.count == 1 {
                members[name] = value
            } else {
                guard var member = members[name] else { throw .invalidUpdatePath }
                try member.write(value, at: path.dropFirst())
                members[name] = member
            }
            self = .map(members)
        case (.list(var elements), .index(let index)):
            if elements.indices.contains(index) {
                try elements[index].write(value, at: path.dropFirst())
            } else {
                guard path.count == 1 else { throw .invalidUpdatePath }
                elements.append(value)
            }
            self = .list(elements)
        default: throw .invalidUpdatePath
        }
    }

    fileprivate mutating func remove(_ path: ArraySlice<DocumentPath.Element>) {
        guard let first = path.first else { return }
        switch (self, first) {
        case (.map(var members), .attribute(let name)):
            if path.count == 1 {
                members[name] = nil
            } else if var member = members[name] {
                member.remove(path.dropFirst())
                members[name] = member
            }
            self = .map(members)
        case (.list(var elements), .index(let index)) where elements.indices.contains(index):
            if path.count == 1 { elements.remove(at: index) } else { elements[index].remove(path.dropFirst()) }
            self = .list(elements)
        default: break
        }
    }
}
