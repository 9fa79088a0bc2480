import Foundation
import IAMPolicy
import Testing

/// Rows of facts, read from `Cases/`.
enum Cases {
    static func rows<Row: Decodable>(_ path: String) throws -> [Row] {
        let url = Bundle.module.bundleURL.appending(path: "Cases/\(path).json")
        return try JSONDecoder().decode([Row].self, from: Data(contentsOf: url))
    }
}

/// Any JSON, so that a row can hold a piece of a policy as it is.
enum AnyJSON: Codable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([AnyJSON])
    case object([String: AnyJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([AnyJSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: AnyJSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    var text: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    /// As a context holds it.
    var contextValue: ConditionValue? {
        switch self {
        case .string(let text): .single(text)
        case .array(let values): .list(values.compactMap { if case .string(let text) = $0 { text } else { nil } })
        default: nil
        }
    }
}

/// The callers that rows name by a word.
enum Callers {
    static let account = "111122223333"
    static let user = Principal(kind: .user, account: account, arn: "arn:aws:iam::111122223333:user/team/Alice")
    static let role = Principal(
        kind: .assumedRole, account: account, arn: "arn:aws:sts::111122223333:assumed-role/Reader/s1",
        issuerARN: "arn:aws:iam::111122223333:role/app/Reader")
    static let federated = Principal(
        kind: .federatedUser, account: account, arn: "arn:aws:sts::111122223333:federated-user/Bob", issuerARN: user.arn)
    static let root = Principal(kind: .root, account: account, arn: "arn:aws:iam::111122223333:root")
    static let service = Principal(kind: .service, account: "", arn: "dynamodb.amazonaws.com")
    /// A user of an account that no policy here names.
    static let stranger = Principal(kind: .user, account: "777788889999", arn: "arn:aws:iam::777788889999:user/Mallory")
    static let provider = Principal(kind: .federated, account: "", arn: "accounts.google.com")
    static let linked = Principal(
        kind: .assumedRole, account: account, arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForDynamoDBReplication/r",
        issuerARN:
            "arn:aws:iam::111122223333:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication",
        isServiceLinked: true)

    static let byName = [
        "user": user, "role": role, "federated": federated, "root": root, "service": service, "provider": provider, "linked": linked,
        "stranger": stranger,
    ]
}

let musicTable = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"

extension AttachedPolicy {
    /// A policy from the text of its statements.
    static func of(_ kind: PolicyKind, _ statements: String, name: String = "P", arn: String? = nil) throws -> AttachedPolicy {
        let text = #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#
        return AttachedPolicy(name: name, arn: arn, document: try PolicyDocument(parsing: text, as: kind))
    }
}
