package import ByteJSON

extension Evidence {
    /// As JSON, for traces and events. Members without a value are left out; `seen` is null for an absent key.
    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("outcome", outcome.rawValue)
        writer.member("deniedBy", named?.rawValue)
        writer.member("principal", principal)
        writer.member("action", action)
        writer.member("resource", resource)
        writer.list("layers", layers) { layer, writer in layer.write(into: &writer) }
        writer.list("advice", advice.sentences) { sentence, writer in writer.string(sentence) }
        writer.list("changes", advice.changes) { change, writer in change.write(into: &writer) }
        writer.endObject()
    }
}

extension Evidence.Layer {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("layer", kind.rawValue)
        writer.member("result", result.rawValue)
        writer.member("grant", grant)
        if !levels.isEmpty {
            writer.list("levels", levels) { level, writer in
                writer.beginObject()
                writer.member("target", level.target)
                writer.member("name", level.name)
                writer.member("result", level.result.rawValue)
                writer.endObject()
            }
        }
        writer.list("policies", policies) { policy, writer in policy.write(into: &writer) }
        writer.endObject()
    }
}

extension Evidence.Policy {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("arn", arn)
        writer.member("level", level)
        writer.member("holder", holder)
        writer.list("statements", statements) { statement, writer in statement.write(into: &writer) }
        writer.endObject()
    }
}

extension Evidence.Statement {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("index")
        writer.integer(index)
        writer.member("sid", sid)
        writer.member("effect", effect.rawValue)
        writer.name("line")
        writer.integer(position.line)
        writer.name("applied")
        writer.boolean(applied)
        writer.member("failed", mismatch?.element)
        if case .condition(let condition)? = mismatch {
            writer.name("condition")
            condition.write(into: &writer)
        }
        if !conditions.isEmpty { writer.list("conditions", conditions) { condition, writer in condition.write(into: &writer) } }
        writer.endObject()
    }
}

extension Evidence.Mismatch {
    var element: String {
        switch self {
        case .action: "action"
        case .principal: "principal"
        case .resource: "resource"
        case .condition: "condition"
        }
    }
}

extension Evidence.CheckedCondition {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("operator", conditionOperator)
        writer.member("key", key)
        writer.list("wanted", wanted) { value, writer in writer.string(value) }
        switch seen {
        case nil:
            writer.name("seen")
            writer.null()
        case .single(let value): writer.member("seen", value)
        case .list(let values): writer.list("seen", values) { value, writer in writer.string(value) }
        }
        writer.endObject()
    }
}

extension Advice.Change {
    /// `fragment` is JSON itself: a statement or a whole policy.
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("change", kind.rawValue)
        writer.member("layer", layer.rawValue)
        writer.member("policy", policy)
        writer.member("arn", arn)
        writer.member("level", level)
        if let statement {
            writer.name("statement")
            writer.integer(statement)
        }
        if let fragment {
            writer.name("fragment")
            writer.raw(fragment.utf8)
        }
        writer.list("alternatives", alternatives) { sentence, writer in writer.string(sentence) }
        writer.member("thenDeniedBy", then?.rawValue)
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func list<Element>(_ name: String, _ elements: [Element], _ write: (Element, inout JSONWriter) -> Void) {
        self.name(name)
        array(elements) { write($1, &$0) }
    }
}
