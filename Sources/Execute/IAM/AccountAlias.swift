import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// An alias as requests name it (IAM's model: 3 to 63 small letters, digits and single hyphens between them).
struct AccountAlias {
    var name: String

    static let example = #"{"AccountAlias":"example"}"#

    init(_ request: StructureReader) throws {
        name = try request.required(
            "AccountAlias", .minimumLength(3), .maximumLength(63),
            Constraint(
                "Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", isSatisfied: Self.isAlias))
    }

    private static func isAlias(_ text: String) -> Bool {
        let isMadeOfItsLetters = text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
        return isMadeOfItsLetters && !text.hasPrefix("-") && !text.hasSuffix("-") && !text.contains("--")
    }
}

extension OperationContext {
    /// The question of an operation on the account itself, which has no resource type.
    func askAboutAccount(_ action: String) -> AuthorizationRequest { ask(action, IAMResource(arn: "*", hasType: false)) }
}
