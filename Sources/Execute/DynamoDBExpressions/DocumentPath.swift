package import DynamoDBValues

/// A way into an item: an attribute's name, then members and elements.
///
/// As parsed, a name may still be a placeholder (`#n`); a literal name cannot begin so. Once bound, names are the item's.
package struct DocumentPath: Sendable, Hashable, CustomStringConvertible {
    package enum Element: Sendable, Hashable {
        case attribute(String)
        case index(Int)
    }

    package var elements: [Element]

    package init(_ elements: [Element]) { self.elements = elements }

    /// The attribute of the item that the path begins at.
    package var topLevelName: String {
        if case .attribute(let name)? = elements.first { name } else { "" }
    }

    package var isTopLevel: Bool { elements.count == 1 }

    /// The path as AWS prints it: `[a, [1], b]`.
    package var description: String {
        let printed = elements.map { element in
            switch element {
            case .attribute(let name): name
            case .index(let index): "[\(index)]"
            }
        }
        return "[\(printed.joined(separator: ", "))]"
    }

    package func value(in item: Item?) -> AttributeValue? {
        guard var value = item?[topLevelName] else { return nil }
        for element in elements.dropFirst() {
            guard let next = value[element] else { return nil }
            value = next
        }
        return value
    }

    /// How two paths of one expression get in each other's way.
    enum Clash {
        /// One begins with the other.
        case overlap
        /// They take one value for a list and for a map.
        case conflict
    }

    func clash(with other: DocumentPath) -> Clash? {
        for (one, two) in zip(elements, other.elements) {
            switch (one, two) {
            case (.attribute, .index), (.index, .attribute): return .conflict
            default: if one != two { return nil }
            }
        }
        return .overlap
    }

    /// Refuses paths that overlap or conflict; an overlap anywhere precedes a conflict (observed).
    static func refuseClashes(among paths: [DocumentPath]) throws(ExpressionFault) {
        var conflict: ExpressionFault?
        for (at, path) in paths.enumerated() {
            for earlier in paths[..<at] {
                switch earlier.clash(with: path) {
                case .overlap: throw .pathsOverlap(earlier, path)
                case .conflict: conflict = conflict ?? .pathsConflict(earlier, path)
                case nil: break
                }
            }
        }
        if let conflict { throw conflict }
    }
}

// Written out because `==` on `String` takes two spellings of one character for the same name, and a path would lead to its neighbour.
extension DocumentPath.Element {
    package static func == (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.attribute(let one), .attribute(let other)): one.isSame(as: other)
        case (.index(let one), .index(let other)): one == other
        default: false
        }
    }
}

extension AttributeValue {
    subscript(_ element: DocumentPath.Element) -> AttributeValue? {
        switch (self, element) {
        case (.map(let members), .attribute(let name)): members[name]
        case (.list(let elements), .index(let index)): elements.indices.contains(index) ? elements[index] : nil
        default: nil
        }
    }
}
