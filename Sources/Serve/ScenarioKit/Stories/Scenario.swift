/// A story: a world in which something is denied, the calls that show it, and the calls that mend it.
package struct Scenario: Sendable {
    /// The folder's name: `02-organization`.
    package var name: String
    package var title: String
    /// What the denial comes from: `identity`, `organization`, `vpc-endpoint`, `mfa`, `kms`.
    package var cause: String
    /// What the reader should know first.
    package var story: String?
    package var world: WorldDefinition
    /// Settings of the server that this story needs, by their names on the command line.
    package var settings: [String: String]
    package var steps: [Step]
    package var folder: String
}

/// One step of a story: words that a person could type, and what must come of them.
package struct Step: Sendable {
    package var say: String?
    /// Whose credentials are used: a principal of the world, or a session saved by a step before.
    package var caller: String
    /// `aws dynamodb list-tables`, or a `portcullis` command.
    package var words: String
    /// The VPC endpoint it goes through; nil for the internet.
    package var endpoint: String?
    package var expectation: Expectation
    /// Under which name the credentials in the answer are kept for later steps.
    package var saveSession: String?
    /// Names for parts of the answer: `Grant: Grants[0].GrantId`.
    package var save: [(name: String, path: String)]
    package var line: Int
    package var column: Int
}

/// What a step's answer must be.
package struct Expectation: Sendable {
    /// The error's code, as the AWS CLI prints it; nil for success.
    package var error: String?
    /// The error's text; `…` stands for any run of characters.
    package var message: String?
    package var deniedBy: DeniedBy?
    /// What the answer must contain, as JSON: objects by their named members, lists element by element.
    package var answer: [UInt8]?

    package struct DeniedBy: Sendable {
        /// A policy kind's name: `identity`, `scp`, `vpc-endpoint` …
        package var layer: String
        package var policy: String?
        package var sid: String?
    }
}
