package import DynamoDBValues

/// A ProjectionExpression, parsed: a value that can be kept by its text.
package struct ProjectionExpression: Sendable, Hashable {
    let paths: [DocumentPath]

    package init(parsing text: String) throws(ExpressionError) {
        do {
            var parser = try ExpressionParser(text, kind: .projection)
            paths = try parser.projection()
        } catch {
            throw .invalid(.projection, error)
        }
    }

    package func bind(_ attributes: inout ExpressionAttributes) throws(ExpressionError) -> Projection {
        do {
            var bound: [DocumentPath] = []
            for path in paths { bound.append(try attributes.resolve(path)) }
            try DocumentPath.refuseClashes(among: bound)
            return Projection(bound)
        } catch {
            throw .invalid(.projection, error)
        }
    }
}

extension ExpressionParser {
    mutating func projection() throws(ExpressionFault) -> [DocumentPath] {
        var paths = [try path()]
        while take(",") { paths.append(try path()) }
        try expectEnd()
        try finish()
        return paths
    }
}

/// The parts of an item to keep.
///
/// Elements taken from a list close up: `a[1], a[3]` gives a list of two (Developer Guide, "Projection expressions"). A map or list of which
/// nothing was found is left out.
package struct Projection: Sendable, Hashable {
    package let paths: [DocumentPath]
    package let topLevelNames: [String]
    /// True where only whole attributes are kept, so that the stored bytes can be cut without decoding.
    package let isTopLevel: Bool
    private let root: Node

    /// The paths as a tree. A node without branches keeps the whole value.
    private struct Node: Sendable, Hashable {
        var branches: [DocumentPath.Element: Node] = [:]

        mutating func add(_ path: ArraySlice<DocumentPath.Element>) {
            guard let first = path.first else { return }
            branches[first, default: Node()].add(path.dropFirst())
        }
    }

    package init(_ paths: [DocumentPath]) {
        self.paths = paths
        topLevelNames = paths.uniqueTopLevelNames
        isTopLevel = paths.allSatisfy(\.isTopLevel)
        var root = Node()
        for path in paths { root.add(path.elements[...]) }
        self.root = root
    }

    /// Attributes kept whole.
    package init(topLevel names: [String]) {
        self.init(names.map { DocumentPath([.attribute($0)]) })
    }

    package func apply(to item: Item) -> Item { Self.members(of: item, root) }

    private static func members(of item: Item, _ node: Node) -> Item {
        Item(
            item.compactMap { name, value in
                node.branches[.attribute(name)].flatMap { part(of: value, $0) }.map { (name: name, value: $0) }
            })
    }

    private static func part(of value: AttributeValue, _ node: Node) -> AttributeValue? {
        guard !node.branches.isEmpty else { return value }
        switch value {
        case .map(let members):
            let kept = Self.members(of: members, node)
            return kept.isEmpty ? nil : .map(kept)
        case .list(let elements):
            let kept = elements.enumerated().compactMap { at, element in
                node.branches[.index(at)].flatMap { part(of: element, $0) }
            }
            return kept.isEmpty ? nil : .list(kept)
        default: return nil
        }
    }
}
