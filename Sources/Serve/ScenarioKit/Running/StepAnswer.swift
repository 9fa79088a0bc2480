import AWSTypes
import ByteJSON

/// What came of a call, in the shape in which the AWS CLI shows it.
package struct StepAnswer: Sendable {
    package enum Outcome: Sendable, Hashable {
        case success(JSONValue)
        case failure(code: String, message: String)
    }

    package var outcome: Outcome
    package var status: Int
    package var requestID: String?

    package init(outcome: Outcome, status: Int, requestID: String? = nil) {
        self.outcome = outcome
        self.status = status
        self.requestID = requestID
    }

    /// Reads an answer of whichever protocol the command's service speaks.
    init(_ response: StepResponse, to command: TranslatedCommand) {
        status = response.status
        requestID = response.header("x-amzn-requestid")
        switch command.service.wire {
        case .json10, .json11:
            outcome = Self.json(response)
        case .query, .ec2:
            let root = XMLReader.read(response.body)
            if requestID == nil { requestID = root?["requestId"]?.text }
            outcome = Self.xml(response, root, to: command)
        }
    }

    private static func json(_ response: StepResponse) -> Outcome {
        guard let value = JSONValue(bytes: response.body) else { return unreadable(response) }
        guard response.status >= 300 else { return .success(value) }
        let type = value["__type"]?.string ?? value["code"]?.string ?? "\(response.status)"
        let code = type.split(separator: "#").last.map(String.init) ?? type
        return .failure(code: code, message: value["message"]?.string ?? value["Message"]?.string ?? "")
    }

    private static func xml(_ response: StepResponse, _ root: XMLElement?, to command: TranslatedCommand) -> Outcome {
        guard let root else { return unreadable(response) }
        if response.status >= 300 {
            let error = root["Error"] ?? root["Errors"]?["Error"]
            return .failure(code: error?["Code"]?.text ?? "\(response.status)", message: error?["Message"]?.text ?? "")
        }
        let result = command.service.wire == .query ? root["\(command.operation.name)Result"] : root
        let reader = XMLAnswerReader(service: command.service)
        var members = result.map { reader.members(of: $0, command.operation.output) } ?? []
        if command.isSeedHidden {
            members = members.map { member in
                .init(member.name, .object(member.value.members.filter { !["Base32StringSeed", "QRCodePNG"].contains($0.name) }))
            }
        }
        return .success(.object(members))
    }

    private static func unreadable(_ response: StepResponse) -> Outcome {
        let text = String(decoding: response.body.prefix(400), as: UTF8.self)
        return .failure(code: "\(response.status)", message: "an answer that cannot be read: \(text)")
    }
}

/// Turns XML into what the AWS CLI prints: members by the model's names, lists as lists, policies as objects.
struct XMLAnswerReader {
    let service: CommandService

    func members(of element: XMLElement, _ known: [CommandMember]) -> [JSONValue.Member] {
        known.compactMap { member in
            element[member.wireName].map { JSONValue.Member(member.name, value(of: $0, as: member.type)) }
        }
    }

    private func value(of element: XMLElement, as type: CommandType) -> JSONValue {
        switch type {
        case .structure(let name): return .object(members(of: element, service.types[name] ?? []))
        case .list(let inner): return .array(element.children.map { value(of: $0, as: inner) })
        case .map(let inner):
            return .object(
                element.children.map { entry in
                    .init(entry["key"]?.text ?? "", entry["value"].map { value(of: $0, as: inner) } ?? .null)
                })
        case .boolean: return .boolean(element.text == "true")
        case .integer, .number: return Double(element.text) == nil ? .string(element.text) : .number(element.text)
        case .policy:
            // IAM sends policies percent-encoded, and the CLI shows them as JSON.
            let text = element.text.percentDecoded
            return JSONValue(bytes: Array(text.utf8)) ?? .string(text)
        case .string, .timestamp, .blob: return .string(element.text)
        }
    }
}
