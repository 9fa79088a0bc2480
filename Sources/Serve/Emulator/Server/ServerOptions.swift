import ArgumentParser
import Foundation
import Gateway
import IAMPolicy
import KMS
import SQLiteStore

/// What the server can be told, as flags, as `PORTCULLIS_…` in the environment, or in a file.
///
/// Each property is one setting; its name in the environment and in the file follows from it (see `SettingsSources`).
struct ServerOptions: ParsableArguments {
    @Option(help: "The port to listen on; 0 for any that is free.")
    var port: Int = 8000

    @Option(help: "The address to listen on.")
    var host: String = "127.0.0.1"

    @Option(help: ArgumentHelp("The folder that keeps the data; without it everything is gone at the end.", valueName: "dir"))
    var data: String?

    @Option(help: "What an acknowledged write outlives: 'normal' the end of the process, 'full' a loss of power too.")
    var durability: Database.Durability = .normal

    @Option(help: ArgumentHelp("The world to begin with: a scenario's name, number or folder.", valueName: "name"))
    var scenario: String?

    @Option(help: ArgumentHelp("Where the scenarios are.", valueName: "dir"))
    var scenarios: String = "Scenarios"

    @Option(help: "The wording of denials: 'current' with the policy's ARN, '2022' as the article has it.")
    var denialText: DenialTextStyle = .current

    @Option(help: "What becomes of a denial: 'enforce' it, or 'observe': record it and let the call through.")
    var mode: GatewaySettings.Mode = .enforce

    @Flag(help: "Serve https beside http on the same port, with a certificate of a new development CA.")
    var tls = false

    @Flag(help: "Let requests set condition keys with the header x-portcullis-context.")
    var allowContextHeader = false

    @Option(help: "Which KMS permissions a table's caller needs: 'recorded' as AWS was seen to ask, 'article' all that the article lists.")
    var kmsPermissions: KMSCallerPermissions = .recorded

    @Option(help: ArgumentHelp("How long a table's key stays open for a caller (AWS: 300).", valueName: "seconds"))
    var kmsCache: Int = 0

    @Flag(help: "Show data events (GetItem, PutItem …) in CloudTrail's LookupEvents too.")
    var dataEvents = false

    @Option(
        help: ArgumentHelp(
            "The folder that stands for S3, each folder in it a bucket, for exports and imports (with --data: its folder s3).",
            valueName: "dir"))
    var s3Folder: String?

    @Option(help: "The region of what is not signed for one.")
    var region: String = "us-east-1"

    @Option(help: ArgumentHelp("How many event loops.", valueName: "n"))
    var loops: Int?

    @Option(help: "What to log: trace, debug, info, warning or error.")
    var logLevel: LogLevel = .warning

    @Option(help: ArgumentHelp("A YAML file of settings, by the names of these options.", valueName: "file"))
    var config: String?

    /// The folder that stands for S3; nil where there is none.
    var bucketFolder: String? { s3Folder ?? data.map { $0 + "/s3" } }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535, not \(port)") }
        guard kmsCache >= 0 else { throw ValidationError("--kms-cache takes a number of seconds, not \(kmsCache)") }
        if let loops, loops < 1 { throw ValidationError("--loops takes a number from 1, not \(loops)") }
    }
}

/// The levels of swift-log that make sense for a server of this size.
enum LogLevel: String, CaseIterable, ExpressibleByArgument { case trace, debug, info, warning, error }

extension Database.Durability: ExpressibleByArgument {}
extension DenialTextStyle: ExpressibleByArgument {}
extension GatewaySettings.Mode: ExpressibleByArgument {}
extension KMSCallerPermissions: ExpressibleByArgument {}
