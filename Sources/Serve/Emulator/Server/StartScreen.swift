import Directory
import Gateway
import ScenarioKit

/// What is shown when the server has started: which world, who can call with which keys, and where.
struct StartScreen {
    let text: String

    init(_ server: Server) {
        let world = server.world.directory.snapshot
        let settings = server.world.gateway.settings
        var lines = ["portcullis \(settings.version): a local DynamoDB that refuses as AWS refuses", ""]
        lines.append("world       \(server.scenario.map { "\($0.name): \($0.title)" } ?? "default: one account, one administrator")")
        lines.append("endpoint    \(server.url)\(server.options.tls ? " and https on the same port" : "")")
        if let file = server.caFile { lines.append("            AWS_CA_BUNDLE=\(file)") }
        lines.append("data        \(server.options.data ?? "in a temporary file, removed at the end")")
        if let folder = server.options.bucketFolder { lines.append("S3          the folders in \(folder)") }
        let mode = settings.mode == .enforce ? "enforced" : "OBSERVED ONLY: would-be denials are recorded and let through"
        lines.append("policies    \(mode): identity, boundary, session, SCP, RCP, resource, VPC endpoint, key and grants, role trust")
        lines += server.ports.ports.sorted { $0.key < $1.key }.map { "VPC endpoint \($0.key)  \(server.url(port: $0.value))" }
        lines += KnownGaps.notEnforced(server.options).map { "not enforced: \($0)" }
        lines += ["", "principals"] + Self.principals(of: world)
        // As it was typed, so that the line works wherever the program was built.
        let program = CommandLine.arguments.first ?? "portcullis"
        let environment = "eval \"$(\(program) env \(Self.firstPrincipal(of: world))\(server.clientOption))\""
        lines += ["", "try         \(environment) && aws dynamodb list-tables"]
        text = lines.joined(separator: "\n")
    }

    private static func principals(of world: Directory) -> [String] {
        let keys = world.accessKeys.all.sorted { ($0.account, $0.userName ?? "") < ($1.account, $1.userName ?? "") }
        let shown = keys.prefix(12).map { key in
            "  \(key.account)  \(padded(key.userName ?? "root", 14))  \(key.id)  \(key.secret)"
        }
        return shown + (keys.count > 12 ? ["  and \(keys.count - 12) more"] : [])
    }

    private static func firstPrincipal(of world: Directory) -> String {
        let names = world.accessKeys.all.compactMap(\.userName)
        return names.first { $0 == "Admin" } ?? names.first ?? "root"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension ServerOptions {
    /// The host as it stands in an address; `localhost` where that reaches it.
    var urlHost: String {
        switch host {
        case "127.0.0.1", "0.0.0.0", "::", "localhost": "localhost"
        case let address where address.contains(":"): "[\(address)]"
        case let name: name
        }
    }
}

extension Server {
    var url: String { url(port: port) }

    /// The address of one of this server's ports.
    func url(port: Int) -> String { "http://\(options.urlHost):\(port)" }

    /// What a client command needs to find this server.
    var clientOption: String { url == "http://localhost:8000" ? "" : " --endpoint \(url)" }
}
