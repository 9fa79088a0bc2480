import AWSTypes
import ByteJSON
import CloudTrail
package import Directory
import DynamoDB
package import EC2
import IAM
package import KMS
package import OpenSSL
import Organizations
package import SQLiteStore
import STS
import ServiceModel
import Synchronization

/// A whole emulator without its sockets: the data file, the directory, every service, and the gateway before them.
package final class World: Sendable {
    /// How a world is made.
    package struct Options: Sendable {
        package var settings = GatewaySettings()
        package var location = Database.Location.temporary
        package var durability = Database.Durability.normal
        package var kmsPermissions = KMSCallerPermissions.recorded
        /// Seconds for which a table's key stays open for a caller.
        package var kmsCacheSeconds = 0
        package var showsDataEvents = false
        /// The path of the folder that stands for S3; nil for none.
        package var s3Folder: String?
        package var name = "default"
        package var notEnforced: [String] = []
        /// Names that clients may call the server by, besides the loopback's own.
        package var hostNames: [String] = []

        package init() {}
    }

    /// Data that was kept belongs to another world; a reset would put this one in its place.
    package struct OtherWorld: Error, Sendable {
        package var kept: String
    }

    /// A table of the beginning that cannot be made.
    package struct BeginningFault: Error, Sendable {
        package var file: String
        package var message: String
    }

    /// What a world holds when it begins, and again after a reset.
    package struct Beginning: Sendable {
        /// A table, as CreateTable's input, and texts of items, each one `Item` of PutItem or a list of them.
        package struct Table: Sendable {
            package var account: String
            package var input: [UInt8]
            package var items: [[UInt8]]
            /// Where the input stands, for the report of a fault.
            package var file: String

            package init(account: String, input: [UInt8], items: [[UInt8]], file: String) {
                self.account = account
                self.input = input
                self.items = items
                self.file = file
            }
        }

        package var directory: Directory
        package var tables: [Table]
        package var region: String

        package init(directory: Directory, tables: [Table] = [], region: String = "us-east-1") {
            self.directory = directory
            self.tables = tables
            self.region = region
        }
    }

    package let gateway: Gateway
    package let database: Database
    package let directory: DirectoryStore
    package let clock: WorldClock
    private let reset: @Sendable () throws -> Void
    private let tables: TableStore

    /// Opens the data and builds the services over it.
    ///
    /// Data that was kept is taken as it is; a new file gets the beginning.
    package init(
        _ options: Options, beginning: Beginning, ports: any EndpointPorts, clock: WorldClock = WorldClock(),
        random: any RandomSource = SystemRandom()
    ) throws {
        database = try Database(
            at: options.location, migrations: DirectoryEntitiesStore.migrations + EventFileStore.migrations + TableStore.migrations,
            durability: options.durability)
        self.clock = clock
        let entities = DirectoryEntitiesStore(database)
        let kept = String(decoding: try entities.fact("world") { Array(options.name.utf8) }, as: UTF8.self)
        guard kept == options.name else { throw OtherWorld(kept: kept) }
        let directory = try DirectoryStore(keptIn: entities)
        self.directory = directory
        var limits = EventStore.Limits()
        if !options.showsDataEvents { limits.dataEvents = 0 }
        let events = try EventStore(limits: limits, archive: EventFileStore(database))
        let tokens = SessionTokens(key: try entities.fact("session-tokens") { random.bytes(32) }, random: random)
        let messages = AuthorizationMessages(key: try entities.fact("authorization-messages") { random.bytes(32) }, random: random)
        let identifiers = Identifiers(random: random)
        let uses = AccessKeyUses()
        let tableKeys = KMSTableKeys(
            store: directory, random: random, permissions: options.kmsPermissions, cacheSeconds: options.kmsCacheSeconds,
            style: options.settings.denialText)
        let tables = try TableStore(database, clock: { [clock] in clock.now })
        self.tables = tables
        let loader = TableLoader(store: tables, random: random)
        let services = [
            DynamoDBService.make(
                store: tables, keys: tableKeys, random: random, buckets: options.s3Folder, denialText: options.settings.denialText),
            DynamoDBStreamsService.make(store: tables),
            STSService.make(store: directory, tokens: tokens, identifiers: identifiers, messages: messages),
            IAMService.make(store: directory, identifiers: identifiers, uses: uses, keepers: [tables]),
            KMSService.make(store: directory, random: random),
            OrganizationsService.make(store: directory, identifiers: identifiers),
            EC2Service.make(store: directory, identifiers: identifiers, ports: ports, messages: messages),
            CloudTrailService.make(events: events, dataEventsInLookup: options.showsDataEvents),
        ]
        let begin: @Sendable (Directory) throws -> Void = { [directory, clock] world in
            clock.reset()
            try tables.removeAll()
            try loader.load(beginning, now: clock.now)
            // The directory comes last: a file without one is a beginning that did not come to its end, and begins again.
            try directory.replace(with: world)
            tableKeys.forgetOpenKeys()
            uses.removeAll()
            try events.removeAll()
        }
        let resetting = ResetLock()
        let reset: @Sendable () throws -> Void = { [directory] in
            try resetting.only.withLock { _ in
                try begin(try ports.reopened(for: beginning.directory, after: directory.snapshot))
            }
        }
        self.reset = reset
        gateway = Gateway(
            settings: options.settings, services: services, directory: directory, clock: clock, tokens: tokens, uses: uses,
            events: events,
            random: random,
            face: ControlFace(
                world: options.name, notEnforced: options.notEnforced, hostNames: options.hostNames, reset: reset))
        if try entities.isEmpty() { try begin(beginning.directory) }
    }

    /// Removes the items whose time to live is over by the world's clock, and what streams, histories and backups have kept for long
    /// enough. Not for an event loop.
    package func removeExpired() throws {
        _ = try tables.removeExpired(now: clock.now)
        try tables.tendStreams(now: clock.now)
    }

    /// Writes what waits to be written and closes the data.
    package func close() throws {
        defer { try? database.close() }
        try gateway.events.flush(now: clock.now)
        try database.close()
    }
}

/// One reset after another: two at once would each find the other's tables in their way.
private final class ResetLock: Sendable {
    let only = Mutex(())
}

extension EndpointPorts {
    /// A beginning with ports for its endpoints: the open ones stay, others are opened, and those of endpoints that it
    /// does not have are closed.
    fileprivate func reopened(for beginning: Directory, after former: Directory) throws -> Directory {
        var world = beginning
        for endpoint in beginning.endpoints.all {
            let open = former.endpoints[endpoint.id]?.port
            world.endpoints[endpoint.id]?.port = try open ?? self.open(endpointID: endpoint.id, port: endpoint.port ?? 0)
        }
        for endpoint in former.endpoints.all where beginning.endpoints[endpoint.id] == nil { close(endpointID: endpoint.id) }
        return world
    }
}

extension TableLoader {
    /// Makes the tables of a world's beginning and fills them.
    fileprivate func load(_ beginning: World.Beginning, now: Timestamp) throws {
        for table in beginning.tables {
            do {
                let arn = try create(
                    from: JSONDocument(parsing: table.input), account: table.account, region: beginning.region, now: now)
                let items = try table.items.map { try JSONDocument(parsing: $0).root }
                try put(items.flatMap { $0.kind == .array ? Array($0.elements) : [$0] }, into: arn)
            } catch let error as AWSError where error.cause == nil {
                throw World.BeginningFault(file: table.file, message: error.message ?? error.code.name)
            } catch let error as JSONSyntaxError {
                let place = JSONPosition(of: error.offset, in: table.input)
                throw World.BeginningFault(file: table.file, message: "not JSON: \(error.reason.rawValue) (\(place))")
            }
        }
    }
}
