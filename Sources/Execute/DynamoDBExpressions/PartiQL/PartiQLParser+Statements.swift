/// The grammar of statements: SELECT, INSERT, UPDATE, its form that begins with FROM, DELETE, and EXISTS.
extension PartiQLParser {
    /// Reads a whole statement, which may end in a semicolon.
    mutating func statement() throws(PartiQLError) -> StatementSyntax {
        let statement = try anyStatement()
        _ = take(";")
        guard token.kind == .end else { throw .leftover }
        guard let statement else { throw .expectedManipulation }
        if let unsupported { throw unsupported }
        if hasAlias { throw .aliasing }
        return statement
    }

    private mutating func anyStatement() throws(PartiQLError) -> StatementSyntax? {
        if isAt(keyword: "select") { return .select(try select()) }
        if isAt(keyword: "insert") { return try insert() }
        if take(keyword: "update") { return try update() }
        if take(keyword: "delete") { return try delete() }
        if isAt(keyword: "from") { return try fromFirst() }
        let expression = try expression()
        if case .call("exists", let arguments) = expression.node, arguments.count == 1, case .select(let select) = arguments[0].node {
            return .exists(select)
        }
        if unsupported == nil { unsupported = .unsupportedOperation(expression.operationName) }
        return .exists(SelectSyntax(source: SourceSyntax(table: "")))
    }

    // MARK: SELECT

    mutating func select() throws(PartiQLError) -> SelectSyntax {
        try enter()
        defer { leave() }
        advance()
        if isAt(keyword: "distinct") || isAt(keyword: "all") {
            if isAt(keyword: "distinct") { refuse("DISTINCT", at: token.range) }
            advance()
        }
        let columns = try self.columns()
        guard take(keyword: "from") else { throw .malformed("Expected FROM after SELECT list") }
        var select = SelectSyntax(columns: columns, source: try selectSource())
        if take(keyword: "where") { select.condition = try expression() }
        if isAt(keyword: "order") { select.order = try order() }
        for (clause, name) in [("group", "GROUP BY"), ("having", "HAVING"), ("limit", "LIMIT"), ("offset", "OFFSET")]
        where take(keyword: clause) {
            if clause == "group" { _ = take(keyword: "by") }
            var value = try expression()
            while clause == "group", take(",") { value = try expression() }
            refuse(name, at: value.range)
        }
        return select
    }

    private mutating func refuse(_ clause: String, at range: Range<Int>) {
        if unsupported == nil { unsupported = .unsupportedClause(clause, place(range)) }
    }

    private mutating func columns() throws(PartiQLError) -> [PartiQLExpression]? {
        var columns: [PartiQLExpression] = []
        var hasStar = false
        repeat {
            if take("*") {
                hasStar = true
            } else {
                columns.append(try expression())
                takeAlias()
            }
        } while take(",")
        if hasStar, !columns.isEmpty, unsupported == nil { unsupported = .starWithColumns }
        return hasStar ? nil : columns
    }

    private mutating func takeAlias() {
        if isAt(keyword: "as") { advance() } else if !isAtName { return }
        guard isAtName else { return }
        hasAlias = true
        advance()
    }

    private mutating func selectSource() throws(PartiQLError) -> SourceSyntax {
        let source = try expression(above: 60)
        takeAlias()
        if isAt(",") {
            repeat { advance(); _ = try expression(above: 60); takeAlias() } while isAt(",")
            if unsupported == nil { unsupported = .unexpectedSource }
        }
        guard case .path(let steps) = source.node else {
            if unsupported == nil { unsupported = .unexpectedSource }
            return SourceSyntax(table: "")
        }
        return try self.source(steps)
    }

    private func source(_ steps: [PartiQLExpression.PathStep]) throws(PartiQLError) -> SourceSyntax {
        var names: [String] = []
        for step in steps {
            guard case .name(let name) = step else { throw .unexpectedSource }
            names.append(name)
        }
        guard names.count <= 2 else { throw .tooManyPathComponents }
        guard !names.contains("") else { throw .emptyPathComponent }
        return SourceSyntax(table: names[0], index: names.count > 1 ? names[1] : nil)
    }

    private mutating func order() throws(PartiQLError) -> [OrderSyntax] {
        advance()
        guard take(keyword: "by") else { throw .unexpectedTerm }
        var keys: [OrderSyntax] = []
        repeat {
            let key = try expression()
            let isDescending = take(keyword: "desc")
            if !isDescending { _ = take(keyword: "asc") }
            keys.append(OrderSyntax(expression: key, isDescending: isDescending))
        } while take(",")
        return keys
    }

    // MARK: Writes

    private mutating func insert() throws(PartiQLError) -> StatementSyntax {
        advance()
        guard take(keyword: "into") else { throw .unexpectedKeyword }
        let steps = try simplePath()
        let hasKeyword = take(keyword: "value")
        let value = try expression()
        let hasReturning = try returning() != nil
        guard token.kind == .end || isAt(";") else { throw .leftover }
        guard steps.count == 1 else { throw .severalTablesInInsert }
        guard hasKeyword else { throw .insertedValue }
        if hasReturning { throw .returningOfInsert }
        return .insert(try source(steps), value)
    }

    private mutating func update() throws(PartiQLError) -> StatementSyntax {
        let steps = try simplePath()
        takeAlias()
        let changes = try self.changes()
        let condition = take(keyword: "where") ? try expression() : nil
        return .update(try source(steps), changes, condition, try returning())
    }

    /// `FROM "t" WHERE … SET …`: an UPDATE with its condition before the changes.
    mutating func fromFirst() throws(PartiQLError) -> StatementSyntax {
        advance()
        let source = try selectSource()
        let condition = take(keyword: "where") ? try expression() : nil
        let changes = try self.changes()
        return .update(source, changes, condition, try returning())
    }

    private mutating func delete() throws(PartiQLError) -> StatementSyntax {
        guard take(keyword: "from") else { throw .unexpectedKeyword }
        let steps = try simplePath()
        takeAlias()
        let condition = take(keyword: "where") ? try expression() : nil
        let returning = try self.returning()
        if let returning, returning != .allOld, unsupported == nil { unsupported = .returningOfDelete(returning.rawValue) }
        return .delete(try source(steps), condition, returning)
    }

    private mutating func simplePath() throws(PartiQLError) -> [PartiQLExpression.PathStep] {
        guard case .path(let steps) = try path().node else { throw .expectedIdentifier }
        return steps
    }

    private mutating func changes() throws(PartiQLError) -> [ChangeSyntax] {
        var changes: [ChangeSyntax] = []
        while true {
            if take(keyword: "set") {
                repeat {
                    let path = try self.path()
                    guard take("=") else { throw .malformed("Expected '='") }
                    changes.append(.set(path, try expression()))
                } while take(",")
            } else if take(keyword: "remove") {
                changes.append(.remove(try path()))
            } else {
                guard !changes.isEmpty else { throw .expectedManipulation }
                return changes
            }
        }
    }

    private mutating func returning() throws(PartiQLError) -> Returning? {
        guard take(keyword: "returning") else { return nil }
        let words = [token.text.uppercased(), following.text.uppercased()]
        guard let returning = Returning(rawValue: words.joined(separator: " ") + " *"), token.kind == .word, following.kind == .word else {
            throw .unexpectedKeyword
        }
        advance()
        advance()
        guard take("*") else { throw .unexpectedTerm }
        return returning
    }
}

extension PartiQLExpression {
    /// What a refusal calls an expression that stands where a statement should (recorded: `IsType`; the others follow its pattern).
    var operationName: String {
        switch node {
        case .path: "VariableReference"
        case .string, .number, .boolean, .null: "Literal"
        case .missing: "LiteralMissing"
        case .parameter: "Parameter"
        case .list, .bag: "Seq"
        case .structure: "Struct"
        case .call, .not, .sign, .infix, .between, .isIn, .like: "NAry"
        case .isType: "IsType"
        case .select: "Select"
        }
    }
}
