import ArgumentParser
import Logging
import ServiceLifecycle
import UnixSignals

/// Starts the server and keeps it until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Start the server.")

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let server = try Server.start(options, version: Portcullis.version)
        var logger = Logger(label: "portcullis")
        logger.logLevel = .error
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: AnnouncedServer(server: server))], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}

/// Says that the server is ready once it can be told to stop.
///
/// The group has installed its signal handlers when it runs its services; whoever waits for `Ready.` may stop the server at
/// once.
private struct AnnouncedServer: Service {
    let server: Server

    func run() async throws {
        print(StartScreen(server).text)
        print("Ready.")
        try await server.run()
    }
}
