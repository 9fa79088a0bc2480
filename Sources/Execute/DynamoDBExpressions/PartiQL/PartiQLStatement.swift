package import DynamoDBValues

/// A PartiQL statement, parsed.
package struct PartiQLStatement: Sendable {
    private let syntax: StatementSyntax
    private let source: [UInt8]

    package init(parsing text: String) throws(PartiQLError) {
        var parser = try PartiQLParser(text)
        syntax = try parser.statement()
        source = parser.source
    }

    /// Puts the parameters in, and checks what needs no table.
    ///
    /// A parameter too many is not told (seen on DynamoDB's local version only).
    package func bind(_ parameters: [AttributeValue]) throws(PartiQLError) -> BoundStatement {
        let binding = PartiQLBinding(source: source, parameters: parameters)
        switch syntax {
        case .select(let select): return try binding.read(select, isExists: false)
        case .exists(let select): return try binding.read(select, isExists: true)
        case .insert(let source, let value): return BoundStatement(source, .insert(try binding.insertedItem(value)))
        case .update(let source, let changes, let expression, let returning):
            let update = try binding.update(changes)
            return BoundStatement(source, .update(update, returning), try binding.condition(ifAny: expression))
        case .delete(let source, let expression, let returning):
            return BoundStatement(source, .delete(returning), try binding.condition(ifAny: expression))
        }
    }
}

/// A statement with its parameters put in.
package struct BoundStatement: Sendable {
    package enum Action: Sendable {
        /// The columns, nil for all.
        case select(Columns?)
        case insert(Item)
        case update(BoundUpdate, Returning?)
        case delete(Returning?)
        /// A condition on an item, in a transaction.
        case exists
    }

    package var action: Action
    package var table: String
    package var index: String?
    package var condition: BoundCondition?
    package var order: [Ordering] = []

    /// One key of ORDER BY.
    package struct Ordering: Sendable, Hashable {
        package var name: String
        package var isDescending: Bool
    }

    init(_ source: SourceSyntax, _ action: Action, _ condition: BoundCondition? = nil) {
        self.action = action
        table = source.table
        index = source.index
        self.condition = condition
    }

    package var isRead: Bool { if case .select = action { true } else { false } }

    package var returning: Returning? {
        switch action {
        case .update(_, let returning), .delete(let returning): returning
        default: nil
        }
    }

    /// The attributes at the top level that the statement names, for `dynamodb:Attributes`; `*` adds none.
    package var namedAttributes: [String] {
        let written: [String] =
            switch action {
            case .select(let columns): columns?.paths.uniqueTopLevelNames ?? []
            case .insert(let item): item.names
            case .update(let update, _): update.referencedTopLevelNames
            case .delete, .exists: []
            }
        return written + (condition?.referencedTopLevelNames ?? [])
    }
}

/// The columns of a SELECT.
package struct Columns: Sendable, Hashable {
    /// The ways to them, in the order of the statement.
    package let paths: [DocumentPath]
    private let names: [String]

    /// - Throws: `duplicateColumn` where two columns would have one name.
    init(_ paths: [DocumentPath]) throws(PartiQLError) {
        self.paths = paths
        names = paths.map(Self.name)
        var seen: Set<[UInt8]> = []
        for name in names where !seen.insert(Array(name.utf8)).inserted { throw .duplicateColumn(name) }
    }

    package var topLevelNames: [String] { paths.uniqueTopLevelNames }

    /// The columns that an item has. A column's name is the last name of its path, with the indices after it (recorded: `m.k[0]` is
    /// `k[0]`).
    package func cut(_ item: Item) -> Item {
        var cut = Item()
        for (path, name) in zip(paths, names) {
            if let value = path.value(in: item) { cut[name] = value }
        }
        return cut
    }

    private static func name(of path: DocumentPath) -> String {
        var name = ""
        for element in path.elements {
            switch element {
            case .attribute(let attribute): name = attribute
            case .index(let index): name += "[\(index)]"
            }
        }
        return name
    }
}

extension PartiQLBinding {
    fileprivate func condition(ifAny expression: PartiQLExpression?) throws(PartiQLError) -> BoundCondition? {
        guard let expression else { return nil }
        return try condition(where: expression)
    }

    fileprivate func read(_ select: SelectSyntax, isExists: Bool) throws(PartiQLError) -> BoundStatement {
        let columns = try select.columns.map { columns throws(PartiQLError) in try Columns(paths(of: columns)) }
        var statement = BoundStatement(select.source, isExists ? .exists : .select(columns), try condition(ifAny: select.condition))
        for key in select.order {
            guard let path = path(key.expression), path.isTopLevel else { throw .unexpectedPathComponent(place(of: key.expression)) }
            statement.order.append(BoundStatement.Ordering(name: path.topLevelName, isDescending: key.isDescending))
        }
        return statement
    }

    private func paths(of columns: [PartiQLExpression]) throws(PartiQLError) -> [DocumentPath] {
        var paths: [DocumentPath] = []
        for column in columns {
            guard let path = path(column) else { throw .unexpectedPathComponent(place(of: column)) }
            paths.append(path)
        }
        return paths
    }
}
