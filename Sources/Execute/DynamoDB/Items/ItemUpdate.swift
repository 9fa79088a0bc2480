import AWSTypes
import DynamoDBExpressions
import DynamoDBValues

/// An update of one item, as UpdateItem and a transaction's part make it.
struct ItemUpdate: Sendable {
    /// The item that an update of nothing begins with.
    var key: Item
    /// Nil for an update that only makes the item.
    var update: BoundUpdate?
    var wording: Wording
    /// Whether AttributeUpdates asks for it, which have a text of their own for an operand of another type.
    var isLegacy = false

    /// Refuses to change what finds the item.
    func checkKeys(of table: OpenTable) throws {
        guard let update else { return }
        for name in update.writtenTopLevelNames where table.table.key.names.contains(where: name.isSame) { throw AWSError.updatesKey(name) }
        for path in update.touchedPaths where !path.isTopLevel {
            for index in table.indexesByName where index.index.key.names.contains(where: path.topLevelName.isSame) {
                throw AWSError.indexKeyNotScalar(path.topLevelName)
            }
        }
    }

    /// Makes the new item and judges it.
    ///
    /// - Returns: What the update touched, nil for none; and the item to be stored, nil where there was none and the update only removes.
    func apply(to former: ItemRow?, in table: OpenTable) throws -> (outcome: UpdateOutcome?, item: CanonicalItem?) {
        let old = former?.stored.item
        let outcome: UpdateOutcome?
        do throws(ExpressionError) {
            outcome = try update?.apply(to: old, key: key)
        } catch {
            if isLegacy, case .incorrectOperandType = error { throw AWSError.updateTypeMismatch }
            throw wording.fault(error)
        }
        let item = (outcome == nil ? old ?? key : outcome?.new).map { CanonicalItem($0) }
        if let item {
            guard item.size <= ItemSize.limit else { throw AWSError.updatedItemTooLarge }
            if wording == .older {
                // A transaction has PutItem's words for a type, and its own way with an empty key (recorded).
                do { try table.refuseEmptyKeys(of: item.stored, isUpdate: true) } catch { throw UncollectedFault(error: error) }
            }
            _ = try table.key(ofNew: item, isUpdate: wording != .older)
        }
        return (outcome, item)
    }
}
