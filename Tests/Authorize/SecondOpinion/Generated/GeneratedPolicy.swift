/// Writes policies by chance, each as its grammar has it.
package struct PolicyAuthor: Sendable {
    package var dice: Dice
    /// Whom policies name; besides everyone and accounts.
    package var named: [String]
    package var services: [String]
    /// Whether policies ask for circumstances: in conditions and by variables.
    package var asksForCircumstances: Bool

    package init(dice: Dice, named: [String], services: [String], asksForCircumstances: Bool = true) {
        self.asksForCircumstances = asksForCircumstances
        self.dice = dice
        self.named = named
        self.services = services
    }

    /// A policy of a kind (`identity`, `scp`, `vpc-endpoint` …).
    ///
    /// - Parameter arn: Of a managed policy.
    package mutating func policy(_ kind: String, name: String, arn: String? = nil) throws -> WrittenPolicy {
        let mayBeOld = ["session", "resource", "key", "vpc-endpoint"].contains(kind)
        let version = mayBeOld && dice.happens(20) ? "2008-10-17" : "2012-10-17"
        var statements = (0...dice.roll(3)).map { _ in statement(kind) }
        if kind != "rcp", dice.happens(breadth(of: kind)) {
            statements.insert(broadAllow(kind), at: dice.roll(statements.count + 1))
        }
        let text = #"{"Version":"\#(version)","Statement":[\#(statements.joined(separator: ","))]}"#
        return try WrittenPolicy(name: name, arn: arn, text: text)
    }

    private func breadth(of kind: String) -> Int {
        switch kind {
        case "scp": 93
        case "vpc-endpoint", "boundary", "session": 80
        case "identity": 45
        case "resource": 12
        default: 40
        }
    }

    /// How many statements in a hundred allow.
    private func generosity(of kind: String) -> Int {
        switch kind {
        case "rcp": 0
        case "identity": 84
        case "scp", "vpc-endpoint", "resource": 60
        default: 52
        }
    }

    private mutating func broadAllow(_ kind: String) -> String {
        let action = kind == "trust" ? "sts:AssumeRole" : dice.pick(Vocabulary.broadActions)
        var members = [#""Effect":"Allow""#, #""Action":"\#(action)""#]
        if kind != "trust" { members.append(#""Resource":"*""#) }
        if let principal = principal(kind, allows: true) { members.append(principal) }
        return "{\(members.joined(separator: ","))}"
    }

    package mutating func statement(_ kind: String, allows given: Bool? = nil) -> String {
        let allows = given ?? dice.happens(generosity(of: kind))
        var members = [#""Effect":"\#(allows ? "Allow" : "Deny")""#]
        members.append(action(kind))
        if kind != "trust" { members.append(resource(kind)) }
        if let principal = principal(kind, allows: allows) { members.append(principal) }
        // A deny that always holds would leave nothing to the layers after it.
        if asksForCircumstances, dice.happens(allows ? 35 : ["identity", "rcp", "scp"].contains(kind) ? 75 : 55) {
            members.append(conditions())
        }
        return "{\(members.joined(separator: ","))}"
    }

    private mutating func action(_ kind: String) -> String {
        if kind == "trust" { return #""Action":\#(list(dice.some(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], 1...2)))"# }
        let mayNegate = kind != "rcp"
        var patterns = kind == "rcp" ? Vocabulary.actionPatterns.filter { !$0.hasPrefix("D") } : Vocabulary.actionPatterns
        if kind == "key", dice.happens(75) { patterns = patterns.filter { $0.hasPrefix("kms") } }
        return #""\#(mayNegate && dice.happens(8) ? "NotAction" : "Action")":\#(list(dice.some(patterns, 1...3)))"#
    }

    private mutating func resource(_ kind: String) -> String {
        if kind == "key", dice.happens(60) { return #""Resource":"*""# }
        let takesShort = ["identity", "boundary", "session", "resource", "vpc-endpoint"].contains(kind)
        var patterns = takesShort ? Vocabulary.resourcePatterns : Vocabulary.plainResourcePatterns
        if !asksForCircumstances { patterns = patterns.filter { !$0.contains("$") } }
        return #""\#(dice.happens(8) ? "NotResource" : "Resource")":\#(list(dice.some(patterns, 1...2)))"#
    }

    private mutating func principal(_ kind: String, allows: Bool) -> String? {
        switch kind {
        case "identity", "boundary", "session", "scp": return nil
        case "rcp": return #""Principal":"*""#
        case "vpc-endpoint" where dice.happens(85): return #""Principal":"*""#
        default: break
        }
        if dice.happens(12) { return kind == "trust" ? #""Principal":{"AWS":"*"}"# : #""Principal":"*""# }
        if kind != "trust", dice.happens(10) { return #""NotPrincipal":{"AWS":\#(list(dice.some(named, 2...4)))}"# }
        if kind == "trust", dice.happens(20) {
            return #""Principal":{"Federated":"\#(dice.pick([Vocabulary.provider, "graph.facebook.com"]))"}"#
        }
        if dice.happens(12) { return #""Principal":{"Service":"\#(dice.pick(services))"}"# }
        return #""Principal":{"AWS":\#(list(dice.some(named, 1...2)))}"#
    }

    // MARK: Conditions

    private mutating func conditions() -> String {
        var blocks: [String: [String: String]] = [:]
        for _ in 0..<(dice.happens(70) ? 1 : 2) {
            let (name, key, values) = condition()
            blocks[name, default: [:]][key] = list(values)
        }
        let members = blocks.sorted { $0.key < $1.key }.map { name, keys in
            let inside = keys.sorted { $0.key < $1.key }.map { #""\#($0)":\#($1)"# }
            return #""\#(name)":{\#(inside.joined(separator: ","))}"#
        }
        return #""Condition":{\#(members.joined(separator: ","))}"#
    }

    private mutating func condition() -> (String, String, [String]) {
        var name: String
        var key: String
        var values: [String]
        switch dice.roll(16) {
        case 0...4:
            key = dice.pick(Vocabulary.wordKeys)
            (name, values) = words()
        case 5...8:
            key = dice.pick(Vocabulary.listKeys)
            (name, values) = words()
            if dice.happens(85) { name = dice.pick(["ForAllValues:", "ForAnyValue:"]) + name }
        case 9:
            key = dice.pick(Vocabulary.numberKeys)
            name = "Numeric" + dice.pick(["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"])
            values = dice.some(Vocabulary.numberValues, 1...2)
        case 10:
            key = dice.pick(Vocabulary.dateKeys)
            name = "Date" + dice.pick(["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"])
            values = dice.some(Vocabulary.dateValues, 1...2)
        case 11:
            key = dice.pick(Vocabulary.booleanKeys)
            name = "Bool"
            values = [dice.pick(["true", "false", "True"])]
        case 12:
            key = dice.pick(Vocabulary.addressKeys)
            name = dice.pick(["IpAddress", "NotIpAddress"])
            values = dice.some(Vocabulary.addressValues, 1...2)
        case 13:
            key = dice.pick(Vocabulary.arnKeys)
            name = dice.pick(["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"])
            values = dice.some(Vocabulary.arnValues, 1...2)
        case 14:
            key = dice.pick(Vocabulary.binaryKeys)
            name = "BinaryEquals"
            values = dice.some(Vocabulary.binaryValues, 1...2)
        default:
            key = dice.pick(Vocabulary.wordKeys + Vocabulary.listKeys + Vocabulary.booleanKeys)
            return ("Null", dice.happens(80) ? key : key.uppercased(), [dice.pick(["true", "false"])])
        }
        if dice.happens(25) { name += "IfExists" }
        if dice.happens(15) { key = key.lowercased() }
        if dice.happens(5) { name = name.lowercased() }
        if !name.lowercased().hasPrefix("for"), dice.happens(5) { name = dice.pick(["ForAllValues:", "ForAnyValue:"]) + name }
        return (name, key, values)
    }

    private mutating func words() -> (String, [String]) {
        let name = dice.pick([
            "StringEquals", "StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
        ])
        return (name, dice.some(Vocabulary.wordPatterns, 1...3))
    }

    private func list(_ values: [String]) -> String {
        values.count == 1 ? "\"\(values[0])\"" : "[" + values.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
}
