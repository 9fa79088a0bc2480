package import ByteJSON

/// An item in the form in which it is stored: the JSON that GetItem would answer, and what it weighs.
///
/// Attributes keep the order of the request, numbers are normalised, sets are in DynamoDB's order, and there is no blank.
package struct CanonicalItem: Sendable, Hashable {
    package var bytes: [UInt8]
    package var size: Int

    package init(bytes: [UInt8], size: Int) {
        self.bytes = bytes
        self.size = size
    }

    package init(_ item: Item) {
        var writer = JSONWriter(capacity: item.size * 2)
        item.append(to: &writer)
        self.init(bytes: writer.bytes, size: item.size)
    }

    /// Reads an item from a request and checks it, without decoding it into a tree.
    ///
    /// The limit of 400 KB is the caller's to apply: its text depends on the operation.
    package static func make(from view: JSONView) throws(AttributeValueError) -> CanonicalItem {
        let range = view.range
        var writer = CanonicalWriter(WireCursor(view.document.bytes, at: range.lowerBound), capacity: range.count)
        try writer.members(level: 1)
        try writer.finish()
        return CanonicalItem(bytes: writer.output, size: writer.size)
    }

    package var stored: StoredItem { StoredItem(bytes) }
}

extension AttributeValue {
    /// Reads one value from a request and checks it.
    package init(reading view: JSONView) throws(AttributeValueError) {
        var writer = CanonicalWriter(WireCursor(view.document.bytes, at: view.range.lowerBound), capacity: view.range.count)
        try writer.value(level: 1)
        try writer.finish()
        self = StoredValueReader.value(of: writer.output)
    }
}

extension Item {
    /// Reads the attributes of a request (an item, a key) and checks them.
    package init(reading view: JSONView) throws(AttributeValueError) {
        self = try CanonicalItem.make(from: view).stored.item
    }
}

extension AttributeValueError {
    /// The fault of a value that stands where a string should: a member of a map of strings, a parameter.
    package static func string(expectedAt view: JSONView) -> AttributeValueError {
        var cursor = WireCursor(view.document.bytes, at: view.range.lowerBound)
        return WireShape.string.fault(at: &cursor)
    }
}
