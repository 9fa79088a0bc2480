import AWSTypes
import CloudTrail
import Directory
import EC2
import Foundation
import Gateway
import HTTPEndpoint
import Logging
import OpenSSL
import SQLiteStore
import ScenarioKit
import ServiceLifecycle
import Synchronization

/// A world with its sockets open.
final class Server: Service {
    let world: World
    let endpoint: HTTPEndpoint
    let ports: EndpointPortKeeper
    let options: ServerOptions
    let scenario: Scenario?
    /// The port of the plain listener.
    let port: Int
    /// Where the development CA's certificate was written; nil without TLS.
    let caFile: String?
    private let hasStopped = Atomic(false)

    private init(
        world: World, endpoint: HTTPEndpoint, ports: EndpointPortKeeper, options: ServerOptions, scenario: Scenario?, port: Int,
        caFile: String?
    ) {
        self.world = world
        self.endpoint = endpoint
        self.ports = ports
        self.options = options
        self.scenario = scenario
        self.port = port
        self.caFile = caFile
    }

    /// Reads the scenario, opens the data, and listens.
    static func start(_ given: ServerOptions, version: String) throws -> Server {
        let clock = WorldClock()
        let scenario = try given.scenario.map { try ScenarioReader.read($0, in: given.scenarios, now: clock.now) }
        let options = try scenario.map { try given.applying($0.settings, of: $0) } ?? given
        let scheme: Listener.Scheme = options.tls ? .httpAndHTTPS : .http
        let ports = EndpointPortKeeper(host: options.host, scheme: scheme)
        let world = try openWorld(options, scenario: scenario, ports: ports, clock: clock, version: version)
        do {
            let certificate = try options.tls ? DevelopmentCertificate(now: clock.now.seconds, names: names(in: world, options)) : nil
            let endpoint = try HTTPEndpoint.start(
                on: [Listener(host: options.host, port: options.port, scheme: scheme)],
                answering: EndpointAnswerer(gateway: world.gateway, database: world.database, logger: logger(options)),
                identity: certificate.map { TLSIdentity(certificateChain: $0.certificate, privateKey: $0.privateKey) },
                loops: options.loops ?? HTTPEndpoint.defaultLoops)
            ports.attach(endpoint)
            try openEndpoints(of: world, ports: ports)
            return Server(
                world: world, endpoint: endpoint, ports: ports, options: options, scenario: scenario,
                port: endpoint.listeners.first?.port ?? options.port, caFile: try certificate.map(writeCA))
        } catch {
            try? world.close()
            throw startFault(error)
        }
    }

    /// Serves until it is told to stop; meanwhile events go to the data file, and items that have expired go.
    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            for second in 1... {
                try await Task.sleep(for: .seconds(1))
                if second == 1 { StartCode.giveBack() }
                self.tend { try self.world.gateway.events.flush(now: self.world.clock.now) }
                if second % Self.secondsBetweenExpiries == 0 { self.tend(self.world.removeExpired) }
            }
        }
        await stop()
    }

    /// AWS deletes within days of the expiry; here it is soon enough to be watched.
    private static let secondsBetweenExpiries = 10

    /// Does a part of the housekeeping; what fails is tried again the next time.
    private func tend(_ work: () throws -> Void) {
        do {
            try work()
        } catch {
            Self.logger(options).error("Housekeeping failed", metadata: ["error.cause": "\(error)"])
        }
    }

    /// Stops listening, lets calls in progress end, and writes what waits.
    func stop() async {
        guard !hasStopped.exchange(true, ordering: .relaxed) else { return }
        await endpoint.stop()
        if let caFile { try? FileManager.default.removeItem(atPath: caFile) }
        do {
            try world.close()
        } catch {
            Self.logger(options).error("The data could not be closed", metadata: ["error.cause": "\(error)"])
        }
    }

    // MARK: Starting

    private static func openWorld(
        _ options: ServerOptions, scenario: Scenario?, ports: EndpointPortKeeper, clock: WorldClock, version: String
    ) throws -> World {
        var worldOptions = World.Options()
        worldOptions.settings.mode = options.mode
        worldOptions.settings.denialText = options.denialText
        worldOptions.settings.allowsContextHeader = options.allowContextHeader
        worldOptions.settings.defaultRegion = scenario?.world.region ?? options.region
        worldOptions.settings.version = version
        worldOptions.kmsPermissions = options.kmsPermissions
        worldOptions.kmsCacheSeconds = options.kmsCache
        worldOptions.showsDataEvents = options.dataEvents
        worldOptions.durability = options.durability
        worldOptions.name = scenario?.name ?? "default"
        worldOptions.notEnforced = KnownGaps.notEnforced(options)
        // Whoever lets it listen on one address reaches it there; a wildcard is no name.
        worldOptions.hostNames = ["0.0.0.0", "::"].contains(options.host) ? [] : [options.urlHost.lowercased()]
        if let folder = options.data {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw CommandFailure.configuration("the data folder \(folder) cannot be made: \(error.localizedDescription)")
            }
            worldOptions.location = .file("\(folder)/portcullis.sqlite")
        }
        worldOptions.s3Folder = try s3Folder(options)
        do {
            return try World(
                worldOptions, beginning: scenario.map(World.Beginning.init) ?? .default(now: clock.now), ports: ports, clock: clock)
        } catch let other as World.OtherWorld {
            let name = other.kept == "default" ? "leave --scenario out" : "say --scenario \(other.kept)"
            throw CommandFailure.configuration(
                "the data in \(options.data ?? "") is of the world '\(other.kept)': \(name), or take another folder")
        } catch {
            throw startFault(error)
        }
    }

    /// The folder that stands for S3: the one that is said, which must be there, or one beside the data, which is made.
    private static func s3Folder(_ options: ServerOptions) throws -> String? {
        if let folder = options.s3Folder {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw CommandFailure.configuration("the folder of buckets \(folder) is not there")
            }
            return folder
        }
        guard let folder = options.bucketFolder else { return nil }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure.configuration("the folder of buckets \(folder) cannot be made: \(error.localizedDescription)")
        }
        return folder
    }

    /// Opens the port of every endpoint of the world, and notes it there.
    private static func openEndpoints(of world: World, ports: EndpointPortKeeper) throws {
        for endpoint in world.directory.snapshot.endpoints.all {
            let port = try ports.open(endpointID: endpoint.id, port: endpoint.port ?? 0)
            try world.directory.update { $0.endpoints[endpoint.id]?.port = port }
        }
    }

    /// What the certificate is for besides the loopback: the endpoints, and the address listened on where that is one.
    private static func names(in world: World, _ options: ServerOptions) -> [String] {
        world.directory.snapshot.endpoints.all.map { "\($0.id).localhost" } + (options.urlHost == "localhost" ? [] : [options.host])
    }

    /// Keeps the CA's certificate where `AWS_CA_BUNDLE` can point to it.
    private static func writeCA(_ certificate: DevelopmentCertificate) throws -> String {
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appendingPathComponent("portcullis-ca-\(ProcessInfo.processInfo.processIdentifier).pem").path
        try certificate.caCertificate.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    private static func logger(_ options: ServerOptions) -> Logger {
        var logger = Logger(label: "portcullis") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: options.logLevel.rawValue) ?? .warning
        return logger
    }

    /// A fault of starting, in words for whoever starts.
    private static func startFault(_ error: any Error) -> any Error {
        switch error {
        case let error as StoreError: CommandFailure.configuration(error.description)
        case let error as EndpointError: CommandFailure.configuration(error.description)
        case DevelopmentCertificate.Fault.invalidName(let name):
            CommandFailure.configuration("No certificate can be made for '\(name)', which is no host name.")
        case let fault as World.BeginningFault: ScenarioError(file: fault.file, message: fault.message)
        default: error
        }
    }
}

extension World.Beginning {
    /// A scenario's world.
    init(_ scenario: Scenario) {
        let tables = scenario.world.tables.map {
            World.Beginning.Table(account: $0.account, input: $0.input, items: $0.items, file: $0.file)
        }
        self.init(directory: scenario.world.directory, tables: tables, region: scenario.world.region)
    }
}
